package v2v.torrent.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Carried;
import v2v.item.Settings;
import v2v.torrent.HeardNotes;
import v2v.torrent.Offer;
import v2v.torrent.tracker.HttpAsked;
import v2v.torrent.tracker.Tracker;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/// What peers tell the tracker is written down once, and goes on after a restart.
class SwarmWatchTest {
    private static final String FILM = "61".repeat(20);
    private static final InstantSource NOON =
            InstantSource.fixed(Instant.parse("2026-03-04T12:00:00Z"));

    @TempDir Path folder;
    private final List<Carried> written = new ArrayList<>();
    private boolean full;

    private boolean add(LocalDate day, Collection<Carried> since) {
        assertEquals(LocalDate.of(2026, 3, 4), day);
        return !full && written.addAll(since);
    }

    private Tracker tracker(List<Carried> before) {
        Tracker tracker =
                new Tracker(
                        NOON,
                        before.stream()
                                .collect(
                                        Collectors.toMap(
                                                Carried::release,
                                                sum ->
                                                        new Tracker.Counted(
                                                                sum.completed(), sum.taken()))),
                        _ -> 100);
        tracker.track(List.of(new Offer(FILM, null, folder, folder)));
        return tracker;
    }

    private static void tell(Tracker tracker, String peer, int port, long got, String event) {
        new HttpAsked(tracker)
                .announce(
                        "info_hash=%s&peer_id=%s&port=%d&uploaded=0&downloaded=%d&left=%d&event=%s"
                                .formatted(
                                        "a".repeat(20),
                                        peer.repeat(20),
                                        port,
                                        got,
                                        100 - got,
                                        event),
                        InetAddress.getLoopbackAddress());
    }

    @Test
    void onlyWhatIsNewIsWritten() throws IOException {
        List<Carried> before = List.of(new Carried(FILM, 5, 500, 300, 2, 2));
        Tracker tracker = tracker(before);
        try (NodeSeeder seeder =
                        new NodeSeeder(
                                SeedSettings.read(Settings.none(), "0")
                                        .at(InetAddress.getLoopbackAddress(), 0),
                                NOON,
                                new HeardNotes());
                SwarmWatch watch = new SwarmWatch(tracker, seeder, before, this::add, NOON)) {
            watch.write();
            assertEquals(List.of(), written, "a restart is no news");
            tell(tracker, "p", 1, 0, "started");
            watch.write();
            tell(tracker, "p", 1, 100, "completed");
            full = true;
            watch.write();
            full = false; // what could not be written comes again
            watch.write();
            watch.write();
        }
        assertEquals(
                List.of(new Carried(FILM, 0, 0, 0, 0, 1), new Carried(FILM, 1, 100, 0, 1, 0)),
                written);
    }
}
