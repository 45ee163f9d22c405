package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.EditionSettings;
import v2v.edition.Shelf;
import v2v.item.Carried;
import v2v.item.Library;
import v2v.item.Settings;
import v2v.torrent.TorrentSettings;
import v2v.torrent.announce.Scrape;
import v2v.torrent.dht.Dht;
import v2v.torrent.dht.DhtSettings;
import v2v.torrent.fetch.FetchSettings;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.seed.BoxSeeder;
import v2v.torrent.seed.BoxSettings;
import v2v.torrent.seed.Distribution;
import v2v.torrent.seed.NodeSeeder;
import v2v.torrent.seed.SeedSettings;
import v2v.torrent.seed.Seeder;
import v2v.torrent.seed.SwarmWatch;
import v2v.torrent.tracker.HttpAsked;
import v2v.torrent.tracker.Tracker;
import v2v.torrent.tracker.TrackerSettings;
import v2v.torrent.tracker.UdpTracker;
import v2v.web.Web;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The half of [Wiring] that has to do with peers: makes what carries releases to them, what
/// fetches from them, and a mirror, which is nothing else.
final class PeerWiring {
    private PeerWiring() {}

    static Map<String, Tracker.Counted> counted(List<Carried> before) {
        Map<String, Tracker.Counted> counted = new HashMap<>();
        for (Carried sum : before) {
            counted.put(sum.release(), new Tracker.Counted(sum.completed(), sum.taken()));
        }
        return counted;
    }

    /// A tracker, and where its counts are kept.
    record Counting(Tracker tracker, int udpPort, List<Carried> before, SwarmWatch.Kept kept) {}

    /// Our node of the DHT; null when the operator has not switched it on.
    static @Nullable Dht dht(Library library, DhtSettings settings) throws IOException {
        return settings.on()
                ? new Dht(settings, library.root().resolve("dht.nodes"), InstantSource.system())
                : null;
    }

    /// Whoever gives, as the operator has set it.
    ///
    /// @param dht closed when there is no seeder to come
    static Seeder seeder(Library library, BoxSettings box, SeedSettings settings, @Nullable Dht dht)
            throws IOException {
        SeedNotes notes = new SeedNotes(library);
        try {
            return switch (box.by()) {
                case NODE -> new NodeSeeder(settings, dht, InstantSource.system(), notes);
                case TRANSMISSION, QBITTORRENT -> new BoxSeeder(box, library.root(), notes);
            };
        } catch (IOException e) {
            if (dht != null) {
                dht.close();
            }
            throw e;
        }
    }

    /// All by which releases are carried, around a seeder; what was given closes when it fails.
    static Distribution distribution(
            Seeder seeder, @Nullable Dht dht, SeedSettings settings, Counting counting)
            throws IOException {
        InstantSource clock = InstantSource.system();
        Tracker tracker = counting.tracker();
        if (seeder instanceof NodeSeeder node) {
            tracker.origin(node.peerId());
        }
        try {
            UdpTracker udp =
                    counting.udpPort() == 0
                            ? null
                            : new UdpTracker(
                                    tracker, settings.peers().address(), counting.udpPort(), clock);
            SwarmWatch watch =
                    new SwarmWatch(tracker, seeder, counting.before(), counting.kept(), clock);
            return new Distribution(seeder, tracker, udp, watch, dht);
        } catch (IOException e) {
            seeder.close();
            if (dht != null) {
                dht.close();
            }
            throw e;
        }
    }

    /// A mirror over a library that is nobody else's.
    ///
    /// @param seeding whether it gives what it has; its tracker counts for itself alone
    static Mirroring mirroring(Where where, boolean seeding) throws IOException {
        Settings settings = where.settings();
        Library library = where.library();
        TorrentSettings torrents = TorrentSettings.read(settings, Version.NUMBER);
        SeedSettings seed = SeedSettings.read(settings, Version.NUMBER);
        TrackerSettings trackers = TrackerSettings.read(settings);
        Shelf editions = new Shelf(library, EditionSettings.read(settings).keep());
        DhtSettings dhtSettings = DhtSettings.read(settings);
        FileChannel lock = Mirroring.lock(library);
        library.prepare();
        Dht dht = dht(library, seeding ? dhtSettings : dhtSettings.asking());
        Fetcher fetcher =
                new Fetcher(FetchSettings.read(settings), dht == null ? null : dht::peers);
        Tracker tracker = new Tracker(InstantSource.system(), Map.of());
        Distribution distribution =
                seeding
                        ? distribution(
                                seeder(library, BoxSettings.read(settings), seed, dht),
                                dht,
                                seed,
                                new Counting(
                                        tracker, trackers.udpPort(), List.of(), (_, _) -> true))
                        : null;
        Signpost signpost =
                new Signpost(
                        library,
                        dht,
                        item -> {
                            if (distribution != null) {
                                distribution.point(item);
                            }
                        });
        signpost.resume();
        Mirror mirror =
                new Mirror(
                        library,
                        editions,
                        torrents,
                        fetcher,
                        new Scrape(),
                        signpost,
                        Places.client(),
                        new Mirroring.Outlet(distribution));
        return new Mirroring(library, lock, distribution, dht, asked(trackers, tracker), mirror);
    }

    /// For a command that fetches, beside a node perhaps. What it asks the DHT with ends with the
    /// process.
    static Fetcher fetcher(Where where) throws IOException {
        Settings settings = where.settings();
        Dht dht = dht(where.library(), DhtSettings.read(settings).asking());
        return new Fetcher(FetchSettings.read(settings), dht == null ? null : dht::peers);
    }

    static Web.Asked asked(TrackerSettings settings, Tracker tracker) {
        return settings.http()
                ? new HttpAsked(tracker)::answer
                : (path, query, who) -> Optional.empty();
    }
}
