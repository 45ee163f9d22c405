package v2v.cli;

import v2v.item.Library;
import v2v.item.Settings;
import v2v.ledger.Keeping;
import v2v.torrent.Metainfo;
import v2v.torrent.census.Census;
import v2v.torrent.census.Keep;
import v2v.torrent.census.OnTrackers;
import v2v.torrent.census.Whereabouts;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;
import v2v.torrent.tracker.Tracker;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All by which a node saves disk (`release.keep`): the looks, what is away, and what visitors are
/// told of it. Costs nothing where nothing is away and nothing may go.
final class Saving implements AutoCloseable {
    private final Elsewhere elsewhere;
    private final Absent absent;
    private final Keeper keeper;
    private final boolean idle;

    private Saving(Elsewhere elsewhere, Absent absent, Keeper keeper, boolean idle) {
        this.elsewhere = elsewhere;
        this.absent = absent;
        this.keeper = keeper;
        this.idle = idle;
    }

    /// Puts it together, and begins nothing.
    ///
    /// @param ourName by which our own seeder calls itself
    static Saving of(
            Library library,
            Settings settings,
            Keeping ledger,
            Tracker tracker,
            Supplier<byte[]> ourName,
            Absent.Carrier carrier) {
        Keep rule = Keep.read(settings);
        Whereabouts whereabouts =
                Whereabouts.all(List.of(metainfo -> known(tracker, metainfo), new OnTrackers()));
        Elsewhere elsewhere = new Elsewhere(ledger, InstantSource.system());
        Absent absent =
                new Absent(
                        library,
                        ledger,
                        new Restoring(library, new Fetcher(FetchSettings.read(settings))),
                        whereabouts,
                        Sources.of(CheckSettings.read(settings).sources()),
                        elsewhere,
                        carrier);
        Keeper keeper = new Keeper(library, ledger, rule, new Census(whereabouts, ourName), absent);
        boolean idle = rule instanceof Keep.Always && elsewhere.all().isEmpty();
        return new Saving(elsewhere, absent, keeper, idle);
    }

    /// What our own tracker was told, under either name.
    private static Collection<InetSocketAddress> known(Tracker tracker, Metainfo metainfo) {
        Metainfo.Infohash hash = metainfo.info().hash();
        return Stream.of(hash.v1(), hash.v2())
                .filter(Objects::nonNull)
                .map(name -> tracker.seeds(Objects.requireNonNull(name)))
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /// Ends what a dead node had begun, and looks from now on.
    void start() {
        if (!idle) {
            absent.finish();
            absent.start();
            keeper.start();
        }
    }

    Elsewhere elsewhere() {
        return elsewhere;
    }

    /// Touches nothing of it from now on.
    ///
    /// @param folder of a release that is withdrawn, relative to the library
    void withdraw(String folder) {
        absent.withdraw(folder);
    }

    @Override
    public void close() {
        keeper.close();
    }
}
