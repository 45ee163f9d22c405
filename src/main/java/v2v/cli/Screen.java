package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.item.Shift;
import v2v.item.Step;
import v2v.ledger.Items;
import v2v.ledger.View;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/// What a person sees while work goes on: one line, redrawn, on a terminal only.
final class Screen {
    private static final int COLUMNS = Math.max(20, Integer.getInteger("v2v.columns", 80));

    private final PrintStream err;
    private final boolean live;
    private int drawn;

    /// A screen on stderr.
    ///
    /// @param quiet true when the person wants no progress
    Screen(PrintStream err, boolean quiet) {
        this.err = err;
        // the launcher asks the terminal: Java's own answer speaks of stdin and stdout only
        live = !quiet && Boolean.getBoolean("v2v.terminal");
    }

    boolean live() {
        return live;
    }

    void draw(View.Doing doing) {
        draw(line(doing));
    }

    /// The progress of work that no ledger knows of.
    void draw(String what, double fraction, double speed) {
        draw(what + measure(fraction, speed, null));
    }

    void draw(String whole) {
        if (!live) {
            return;
        }
        // a line as wide as the terminal wraps, and can not be redrawn
        String line = whole.length() < COLUMNS ? whole : whole.substring(0, COLUMNS - 1);
        String padding = " ".repeat(Math.max(0, drawn - line.length()));
        err.print("\r" + line + padding);
        err.flush();
        drawn = line.length();
    }

    /// What a signal leaves behind: the prompt must not stick to the line.
    void leave() {
        if (drawn > 0) {
            err.println();
            err.println("v2v: interrupted; the same command goes on where it stopped");
            drawn = 0;
        }
    }

    void clear() {
        if (drawn > 0) {
            err.print("\r" + " ".repeat(drawn) + "\r");
            err.flush();
            drawn = 0;
        }
    }

    /// `[4/8] Transcoding to open formats: AV1 41 % 2.3x, 4:10 left - Title`.
    static String line(View.Doing doing) {
        return line(doing.stage(), doing.what(), measure(doing), doing.title());
    }

    static String line(Shift.Work work) {
        String what = work.what().isEmpty() ? null : work.what();
        String measure = measure(work.fraction(), work.speed(), work.left());
        return line(work.stage(), what, measure, work.title());
    }

    private static String line(String stage, @Nullable String what, String measure, String name) {
        StringBuilder line = new StringBuilder(Step.of(stage).map(Step::toString).orElse(stage));
        if (what != null) {
            line.append(": ").append(what);
        }
        line.append(measure);
        String title = plain(name);
        return line + " - " + (title.length() > 40 ? title.substring(0, 39) + "…" : title);
    }

    /// ` 41 % 2.3x, 4:10 left`, as much of it as is known.
    static String measure(View.Doing doing) {
        return measure(doing.fraction(), doing.speed(), doing.left());
    }

    static String measure(double fraction, double speed, @Nullable Duration left) {
        StringBuilder text = new StringBuilder();
        if (fraction >= 0) {
            text.append(String.format(Locale.ROOT, " %.0f %%", fraction * 100));
        }
        if (speed > 0) {
            text.append(String.format(Locale.ROOT, " %.1fx", speed));
        }
        if (left != null) {
            text.append(", ").append(clock(left)).append(" left");
        }
        return text.toString();
    }

    static String clock(Duration time) {
        long seconds = time.toSeconds();
        return seconds >= 3600
                ? String.format(
                        Locale.ROOT,
                        "%d:%02d:%02d",
                        seconds / 3600,
                        seconds / 60 % 60,
                        seconds % 60)
                : String.format(Locale.ROOT, "%d:%02d", seconds / 60, seconds % 60);
    }

    /// What, which file, what to do: one line.
    static String sentence(Refusal refusal) {
        return sentence(refusal.code().name(), refusal.file(), refusal.getMessage(), refusal.fix());
    }

    static String sentence(
            @Nullable String code, String file, @Nullable String message, @Nullable String fix) {
        String todo = fix == null || fix.isBlank() ? "" : "; " + fix;
        return plain(file + ": " + message + todo) + (code == null ? "" : " [" + code + "]");
    }

    /// Why an item stands still.
    static String why(Items.Standing item) {
        return sentence(item.code(), item.source(), item.message(), item.fix());
    }

    /// Without control characters, the second set (U+0080 to U+009F) and the separators of lines
    /// among them: a title from a hostile record must not drive the terminal.
    static String plain(String text) {
        return text.replaceAll("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}]", " ");
    }
}
