package v2v.pipeline;

import v2v.bag.Bags;
import v2v.catalog.Catalog;
import v2v.intake.Intake;
import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Master;
import v2v.item.Packed;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Renditions;
import v2v.ledger.Gate;
import v2v.release.Releases;
import v2v.rights.Rights;

import java.io.IOException;

/// `describe` and `release`: the act that nothing takes back.
public final class Publication {
    /// Whoever seeds what is out.
    @FunctionalInterface
    public interface Outlet {
        /// Called once a release lies in its place.
        void out(Released released);
    }

    private final Releases releases;
    private final Bags bags;
    private final Rights rights;
    private final Intake intake;
    private final Gate gate;
    private final Catalog catalog;
    private final Outlet outlet;

    public Publication(
            Releases releases,
            Bags bags,
            Rights rights,
            Intake intake,
            Gate gate,
            Catalog catalog,
            Outlet outlet) {
        this.releases = releases;
        this.bags = bags;
        this.rights = rights;
        this.intake = intake;
        this.gate = gate;
        this.catalog = catalog;
        this.outlet = outlet;
    }

    /// Writes the documents beside the media, and keeps the original and what was made from it
    /// where the profile asks for that: before anything is public, and before the folder in `work/`
    /// is cleared.
    public Release describe(Renditions renditions) throws IOException {
        Release release = releases.describe(renditions);
        Master master = renditions.master();
        if (master != null) {
            bags.keep(release, master);
        }
        return release;
    }

    /// Asks everybody again, at the second of release: the bytes on the disk, the records, the
    /// rights, and last the ledger, which opens the door in one transaction. Then folder, torrent,
    /// index and seeding, in this order. Each step may be repeated after a crash; what had begun
    /// with these bytes is finished, because half of it may be out already.
    ///
    /// @throws v2v.item.Wait when a person, or a moment, is waited for
    public Released publish(Packed packed) throws IOException {
        Release release = packed.release();
        Clearance clearance = release.renditions().clearance();
        Digest sealed = releases.seal(packed);
        if (!gate.begun(packed, sealed)) {
            intake.recall(clearance.inspection().footage());
            rights.ask(clearance);
            gate.open(packed, sealed, rights.embargo(clearance).orElse(null));
        }
        Released released = releases.publish(packed, sealed);
        catalog.publish(release, released);
        outlet.out(released);
        return released;
    }
}
