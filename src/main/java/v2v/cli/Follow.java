package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Delivery;
import v2v.item.Finding;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.ledger.Items;
import v2v.ledger.Ledger;
import v2v.ledger.View;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Watches deliveries until each has come to its end, and says how it ended.
final class Follow {
    private static final long LOOK_MILLIS = 50;

    private final Library library;
    private final Ledger ledger;
    private final Say say;
    private final Screen screen;
    private final List<Released> released = new ArrayList<>();
    private final List<Delivery> open = new ArrayList<>();
    private Exit exit = Exit.DONE;

    Follow(Library library, Ledger ledger, Say say, Screen screen) {
        this.library = library;
        this.ledger = ledger;
        this.say = say;
        this.screen = screen;
    }

    /// Whether whoever works on the library is still there.
    @FunctionalInterface
    interface Alive {
        boolean alive() throws IOException;
    }

    /// Returns when every delivery has ended, or nobody works on them any more.
    void toTheEnd(List<Delivery> deliveries, Alive node) throws IOException, InterruptedException {
        open.addAll(deliveries);
        for (int looks = 1; !open.isEmpty(); looks++) {
            // asked before the look, so that what it did last is seen
            boolean over = looks % 40 == 0 && !node.alive();
            open.removeIf(this::ended);
            drawOne();
            if (over) {
                break;
            }
            Thread.sleep(LOOK_MILLIS);
        }
        screen.clear();
    }

    /// Those that have not ended.
    List<Delivery> open() {
        return List.copyOf(open);
    }

    /// The gravest end so far.
    Exit exit() {
        return exit;
    }

    List<Released> released() {
        return released;
    }

    private boolean ended(Delivery delivery) {
        return switch (ledger.view().fate(delivery)) {
            case View.Fate.Waiting() -> false;
            case View.Fate.Refused refused -> {
                stopped(
                        refused.state(),
                        refused.code(),
                        refused.file(),
                        refused.message(),
                        refused.fix());
                yield true;
            }
            case View.Fate.Known known -> itemEnded(known.item(), delivery, known.message());
            case View.Fate.Became became -> itemEnded(became.item(), delivery, null);
        };
    }

    private boolean itemEnded(String id, Delivery delivery, @Nullable String note) {
        Optional<Items.Standing> found = ledger.items().find(new ItemId(id));
        if (found.isEmpty()) {
            return false;
        }
        Items.Standing item = found.get();
        String file = delivery.file().toString();
        return switch (item.state()) {
            case RECEIVED, VALIDATED, PROCESSED, APPROVED -> false;
            case REVIEW, SCHEDULED, WITHDRAWN, HELD, FAILED -> {
                String state = item.state() == v2v.ledger.ItemState.FAILED ? "failed" : "held";
                stopped(state, String.valueOf(item.code()), file, item.message(), item.fix());
                item.findings().stream().skip(1).forEach(finding -> also(finding, file));
                yield true;
            }
            case RELEASED -> {
                if (item.released() != null) {
                    screen.clear();
                    released.add(item.released());
                    say.released(library, item.released(), item.title(), note);
                    remarks(item);
                }
                yield true;
            }
        };
    }

    /// What a person should know before the next tape: nothing was guessed, and nothing is hidden.
    private void remarks(Items.Standing item) {
        if (item.release() == null || say.json()) {
            return;
        }
        for (Finding finding : item.release().renditions().clearance().findings()) {
            // of an embargo it waited for there is nothing left to say
            if (finding.code() != Refusal.Code.EMBARGO_ACTIVE) {
                say.remark(finding.message() + where(finding.place()) + "; " + finding.fix());
            }
        }
    }

    /// The bare name of a field says nothing that the sentence does not.
    private static String where(@Nullable String place) {
        return place == null || place.indexOf(' ') < 0 ? "" : " (" + place + ")";
    }

    /// Everything that is wrong, so that nobody mends one thing to be told the next.
    private void also(Finding finding, String file) {
        say.refused(finding.code().name(), file, finding.message(), finding.fix());
    }

    private void stopped(
            String state,
            String code,
            String file,
            @Nullable String message,
            @Nullable String fix) {
        screen.clear();
        if (state.equals("held")) {
            exit = exit.or(Exit.REFUSED);
            say.refused(code, file, message, fix);
        } else {
            exit = exit.or(code.equals("OUTAGE") ? Exit.LATER : Exit.BUG);
            say.failed(code, file, message);
        }
    }

    private void drawOne() {
        if (screen.live() && !open.isEmpty()) {
            ledger.view().running().stream().findFirst().ifPresent(screen::draw);
        }
    }
}
