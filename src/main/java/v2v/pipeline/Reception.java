package v2v.pipeline;

import v2v.intake.Intake;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.ledger.Items;

import java.io.IOException;

/// `accept`: the intake says what a delivery is, the ledger whether it is new.
public final class Reception {
    private final Intake intake;
    private final Items items;

    public Reception(Intake intake, Items items) {
        this.intake = intake;
        this.items = items;
    }

    /// Hashes, identifies and registers a delivery.
    ///
    /// @throws v2v.item.Duplicate when its bytes are in the library already
    public Footage accept(Delivery delivery) throws IOException {
        return items.register(delivery, intake.accept(delivery));
    }
}
