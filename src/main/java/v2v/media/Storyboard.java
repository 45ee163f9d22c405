package v2v.media;

import v2v.media.words.Vtt;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// The small pictures for a player's time line: one picture of them all, and a map in WebVTT that
/// says which belongs to which time.
///
/// @param every distance of the small pictures
/// @param count of them
/// @param columns in which they lie, left to right and top to bottom
/// @param width of a small picture
record Storyboard(Duration every, int count, int columns, int width, int height) {
    static final String NAME = "images/storyboard.webp";
    static final String MAP = "images/storyboard.vtt";

    private static final int QUALITY = 70;
    private static final int MOST = 1000;
    private static final int FEWEST_COLUMNS = 10;
    private static final int MOST_COLUMNS = 40;

    /// WebP counts a side in 14 bits.
    private static final int LONGEST_SIDE = 16_383;

    /// All of it is unpacked at once in a player's memory.
    private static final long MOST_SAMPLES = 32_000_000;

    /// As many pictures as the profile asks for, or as fit.
    static Storyboard of(Shape film, Duration length, Profile.Storyboard profile) {
        int width = Math.min(profile.width(), film.width()) / 2 * 2;
        int height = film.within(width).height();
        int mostColumns = Math.min(MOST_COLUMNS, LONGEST_SIDE / width);
        int mostRows = Math.max(1, LONGEST_SIDE / height);
        long fit = Math.min((long) mostColumns * mostRows, MOST_SAMPLES / ((long) width * height));
        long most = Math.clamp(fit, 1, MOST);
        long seconds = Math.max(profile.everySeconds(), up(length, Duration.ofSeconds(most)));
        int count = (int) Math.clamp(up(length, Duration.ofSeconds(seconds)), 1, most);
        int square = (int) Math.ceil(Math.sqrt(count));
        int columns = Math.max(Math.max(FEWEST_COLUMNS, square), -Math.floorDiv(-count, mostRows));
        return new Storyboard(
                Duration.ofSeconds(seconds),
                count,
                Math.min(count, Math.min(columns, mostColumns)),
                width,
                height);
    }

    private static long up(Duration whole, Duration part) {
        return -Math.floorDiv(-whole.toNanos(), part.toNanos());
    }

    private int rows() {
        return -Math.floorDiv(-count, columns);
    }

    /// The size of the whole picture.
    Shape shape() {
        return new Shape(columns * width, rows() * height, 0, 0);
    }

    /// Output arguments beside a decode of the film: the first frame of each interval. A rate
    /// filter would take the last frame before the middle of the next.
    List<String> output(String file, Copy copy) {
        // a little before, because times are rounded in the file
        String interval = "floor((%s-start_t+0.0005)/" + every.toSeconds() + ")";
        String now = interval.formatted("t");
        String before = interval.formatted("prev_t");
        String chosen = "select='isnan(prev_t)+gt(" + now + "," + before + ")'";
        List<String> filters =
                List.of(
                        chosen,
                        copy.still(width, height),
                        "tile=" + columns + "x" + rows() + ":color=black");
        List<String> arguments =
                new ArrayList<>(List.of("-map", "0:0", "-vf", String.join(",", filters)));
        arguments.addAll(Webp.write(QUALITY, file));
        return arguments;
    }

    /// The WebVTT file; times count from the film's first frame.
    ///
    /// @param notes lines of the note at its head
    String map(Duration length, List<String> notes) {
        StringBuilder text = new StringBuilder("WEBVTT\n").append(Vtt.head(notes));
        for (int i = 0; i < count; i++) {
            Duration from = every.multipliedBy(i);
            Duration to = i == count - 1 ? length : every.multipliedBy(i + 1);
            text.append('\n').append(clock(from)).append(" --> ").append(clock(to)).append('\n');
            text.append(place(i)).append('\n');
        }
        return text.toString();
    }

    /// The media fragment of one small picture (Media Fragments URI 1.0).
    private String place(int index) {
        return String.format(
                Locale.ROOT,
                "storyboard.webp#xywh=%d,%d,%d,%d",
                index % columns * width,
                index / columns * height,
                width,
                height);
    }

    private static String clock(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }
}
