package v2v.pipeline;

import v2v.bag.Deliveries;
import v2v.intake.Intake;
import v2v.item.Companion;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.ledger.Items;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// `accept`: the intake says what a delivery is, the bag room whether the bag it came in is whole,
/// the ledger whether it is new.
public final class Reception {
    private final Intake intake;
    private final Deliveries bags;
    private final Items items;

    public Reception(Intake intake, Deliveries bags, Items items) {
        this.intake = intake;
        this.bags = bags;
        this.items = items;
    }

    /// Hashes, identifies and registers a delivery.
    ///
    /// @throws v2v.item.Duplicate when its bytes are in the library already
    public Footage accept(Delivery delivery) throws IOException {
        // first what takes a second, then the hash
        Optional<Path> bag = bags.around(delivery.file());
        Footage footage = intake.accept(delivery);
        if (bag.isPresent()) {
            bags.compare(bag.get(), footage.file(), footage.sha256());
            records(bag.get(), footage);
        }
        return items.register(delivery, footage);
    }

    /// What says the licence must be whole too, not only what it is about.
    private void records(Path bag, Footage footage) throws IOException {
        for (Companion record : footage.records()) {
            if (record.file().toAbsolutePath().normalize().startsWith(bag.resolve("data"))) {
                bags.compare(bag, record.file(), record.sha256());
            }
        }
    }
}
