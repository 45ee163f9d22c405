package v2v.cli;

import v2v.item.ItemId;
import v2v.item.Withdrawal;
import v2v.ledger.ItemState;
import v2v.ledger.Items;
import v2v.ledger.Ledger;
import v2v.ledger.View;

import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Lets an item go on after somebody's word: the node that owns the library does it, or, where none
/// runs, this process.
final class Onward {
    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS = 600;

    private final Where where;
    private final String id;
    private final Say say;
    private final Screen screen;

    Onward(Where where, String id, Say say, Screen screen) {
        this.where = where;
        this.id = id;
        this.say = say;
        this.screen = screen;
    }

    /// Until it stands still again, and says where.
    Exit go() throws IOException, InterruptedException {
        if (standing().state().moving()) {
            carry(() -> !standing().state().moving());
        }
        Items.Standing item = standing();
        return switch (item.state()) {
            case RELEASED -> {
                if (item.released() != null) {
                    say.released(where.library(), item.released(), item.title(), null);
                }
                yield Exit.DONE;
            }
            case RECEIVED, VALIDATED, PROCESSED, APPROVED -> {
                System.err.println("v2v: the work on it goes on; 'v2v status' shows how far");
                yield Exit.DONE;
            }
            case REVIEW, SCHEDULED, HELD, WITHDRAWN -> {
                say.refused(String.valueOf(item.code()), item.source(), item.message(), item.fix());
                yield item.state() == ItemState.SCHEDULED ? Exit.DONE : Exit.REFUSED;
            }
            case FAILED -> {
                say.failed(String.valueOf(item.code()), item.source(), item.message());
                yield Exit.BUG;
            }
        };
    }

    /// Until the release is taken back.
    boolean withdrawn(Withdrawal order) throws IOException, InterruptedException {
        BooleanSupplier done = () -> carriedOut(order);
        carry(done);
        return done.getAsBoolean();
    }

    private boolean carriedOut(Withdrawal order) {
        try (View view = View.of(where.library()).orElseThrow()) {
            return view.history(order.item(), order.version()).stream()
                    .anyMatch(p -> p.stage().equals("withdraw") && p.state().equals("done"));
        }
    }

    private Items.Standing standing() {
        try (View view = View.of(where.library()).orElseThrow()) {
            return view.item(new ItemId(id)).orElseThrow();
        }
    }

    private void carry(BooleanSupplier done) throws IOException, InterruptedException {
        Optional<Ledger> own = Ledger.own(where.library());
        if (own.isEmpty()) {
            await(done);
            return;
        }
        try (Wiring wiring = Wiring.over(own.get(), where, Wiring.Seeding.NONE)) {
            Closing.onSignal(wiring, screen::leave);
            wiring.start(null);
            await(done);
        }
    }

    /// A minute at most: whoever waits for hours should not wait here.
    private static void await(BooleanSupplier done) throws InterruptedException {
        for (int looks = 0; looks < LOOKS && !done.getAsBoolean(); looks++) {
            Thread.sleep(LOOK_MILLIS);
        }
    }
}
