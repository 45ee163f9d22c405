package v2v.pipeline;

import v2v.catalog.Catalog;
import v2v.item.ItemId;
import v2v.item.Withdrawal;
import v2v.ledger.Items;
import v2v.release.Releases;

import java.io.IOException;
import java.util.Optional;

/// `withdraw`: takes back what can be taken back.
public final class Retraction {
    /// Whoever seeds what is out.
    @FunctionalInterface
    public interface Silence {
        /// Called once a release must no longer be offered.
        void fall(Withdrawal withdrawal) throws IOException;
    }

    private final Releases releases;
    private final Catalog catalog;
    private final Silence silence;
    private final Items items;

    public Retraction(Releases releases, Catalog catalog, Items items, Silence silence) {
        this.items = items;
        this.releases = releases;
        this.catalog = catalog;
        this.silence = silence;
    }

    /// Another version of the work may be out still: then that is found.
    private void unfind(ItemId id) throws IOException {
        Optional<Items.Newest> left = items.newest(id);
        if (left.isPresent()) {
            catalog.publish(left.get().release(), left.get().released());
        } else {
            catalog.remove(id);
        }
    }

    /// First it is no longer given, then no longer found; the tombstone and the files last, so that
    /// the web's "gone" is true when it is said. Each step may be repeated after a crash.
    public Withdrawal withdraw(Withdrawal withdrawal) throws IOException {
        silence.fall(withdrawal);
        unfind(withdrawal.released().id());
        releases.withdraw(withdrawal);
        return withdrawal;
    }
}
