package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;
import v2v.item.Settings;
import v2v.ledger.Keeping;
import v2v.torrent.Metainfo;
import v2v.torrent.census.Census;
import v2v.torrent.census.Keep;
import v2v.torrent.census.OnTrackers;
import v2v.torrent.census.Whereabouts;
import v2v.torrent.dht.Dht;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;
import v2v.torrent.tracker.Tracker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/// All by which a node saves disk (`release.keep`): the looks, what is away, and what visitors are
/// told of it. Costs nothing where nothing is away and nothing may go.
final class Saving implements AutoCloseable {
    /// Hexadecimal digits of a name as peers use it (BEP 52).
    private static final int WIRE = 40;

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
    /// @param dht null when this node is in none
    /// @param ourName by which our own seeder calls itself
    static Saving of(
            Library library,
            Settings settings,
            Keeping ledger,
            Tracker tracker,
            @Nullable Dht dht,
            Supplier<byte[]> ourName,
            Absent.Carrier carrier) {
        Keep rule = Keep.read(settings);
        Whereabouts whereabouts =
                Whereabouts.all(
                        List.of(
                                metainfo -> known(tracker, metainfo),
                                new OnTrackers(),
                                metainfo -> rumoured(dht, metainfo)));
        Elsewhere elsewhere = new Elsewhere(ledger, InstantSource.system());
        Absent absent =
                new Absent(
                        library,
                        ledger,
                        new Restoring(
                                library,
                                new Fetcher(
                                        FetchSettings.read(settings),
                                        dht == null ? null : dht::peers)),
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
        return names(metainfo).map(tracker::seeds).flatMap(List::stream).distinct().toList();
    }

    /// What goes round in the DHT, under either name.
    private static Collection<InetSocketAddress> rumoured(@Nullable Dht dht, Metainfo metainfo) {
        List<InetSocketAddress> peers = new ArrayList<>();
        if (dht == null) {
            return peers;
        }
        for (String name : names(metainfo).toList()) {
            try {
                peers.addAll(dht.peers(HexFormat.of().parseHex(name.substring(0, WIRE))));
            } catch (IOException nobody) {
                return peers; // whom nobody names is not counted
            }
        }
        return peers;
    }

    private static Stream<String> names(Metainfo metainfo) {
        Metainfo.Infohash hash = metainfo.info().hash();
        return Stream.of(hash.v1(), hash.v2()).flatMap(Stream::ofNullable);
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
