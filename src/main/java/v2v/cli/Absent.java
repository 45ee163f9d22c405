package v2v.cli;

import v2v.item.Library;
import v2v.item.Refusal;
import v2v.ledger.Keeping;
import v2v.torrent.Metainfo;
import v2v.torrent.census.Whereabouts;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The releases of a node whose film and sound are away: removes them, and brings them back when
/// somebody wants them, one at a time in a thread of its own.
///
/// A release that is withdrawn meanwhile is let alone: files are removed and put in place under one
/// lock, and not after the word has come.
final class Absent implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final long IDLE_MILLIS = 500;

    private final Library library;
    private final Keeping ledger;
    private final Restoring restoring;
    private final Whereabouts whereabouts;
    private final Sources sources;
    private final Elsewhere elsewhere;
    private final Carrier carrier;
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Set<String> withdrawn = new HashSet<>();
    private final Thread thread;
    private volatile boolean closed;

    /// Whoever gives releases to peers.
    interface Carrier {
        /// Gives it no more, and goes on introducing its peers.
        void rest(Keeping.Subject subject);

        /// Gives it, if it is out still.
        void carry(Keeping.Subject subject);
    }

    private record Failure(int count, long next) {}

    Absent(
            Library library,
            Keeping ledger,
            Restoring restoring,
            Whereabouts whereabouts,
            Sources sources,
            Elsewhere elsewhere,
            Carrier carrier) {
        this.library = library;
        this.ledger = ledger;
        this.restoring = restoring;
        this.whereabouts = whereabouts;
        this.sources = sources;
        this.elsewhere = elsewhere;
        this.carrier = carrier;
        this.thread = Thread.ofPlatform().daemon().name("keep-returns").unstarted(this::walk);
    }

    void start() {
        thread.start();
    }

    void rest(Keeping.Subject subject) {
        carrier.rest(subject);
    }

    void carry(Keeping.Subject subject) {
        carrier.carry(subject);
    }

    /// Decides for good that a copy goes.
    ///
    /// @return false when the release is no longer out as it was, or somebody wants it here
    synchronized boolean go(Keeping.Subject subject, Essence essence, List<String> keepers) {
        boolean goes =
                !withdrawn.contains(subject.folder())
                        && ledger.goes(subject, essence.bytes(), keepers);
        if (goes) {
            elsewhere.add(subject.folder());
        }
        return goes;
    }

    /// Removes what was decided to go, by this process or by one that died. What can not be removed
    /// now is said once and tried again; it holds up nobody else.
    synchronized void finish() {
        for (Keeping.Row row : ledger.away()) {
            String folder = row.subject().folder();
            if (row.state() == Keeping.State.GOING
                    && row.wanted() == null
                    && !withdrawn.contains(folder)
                    && !waits(folder)) {
                remove(row.subject());
            }
        }
    }

    private void remove(Keeping.Subject subject) {
        String folder = subject.folder();
        try {
            Path torrent = library.resolve(subject.torrent());
            new Essence(Metainfo.read(torrent), library.resolve(folder)).remove();
            ledger.isAway(folder);
            failures.remove(folder);
        } catch (IOException | Refusal e) {
            failed(folder, "be removed", String.valueOf(e.getMessage()));
        }
    }

    /// Touches nothing of it from now on.
    synchronized void withdraw(String folder) {
        withdrawn.add(folder);
        elsewhere.remove(folder);
    }

    private void walk() {
        while (!closed) {
            try {
                greet();
                for (Keeping.Row row : ledger.away()) {
                    if (!closed && row.wanted() != null && !waits(row.subject().folder())) {
                        bring(row);
                    }
                }
                Thread.sleep(IDLE_MILLIS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (!closed) {
                    System.err.println("v2v: bringing back: " + Screen.plain(e.toString()));
                }
            }
        }
    }

    /// What a command beside this node has brought back is given again.
    private void greet() {
        Set<String> away = new HashSet<>();
        ledger.away().forEach(row -> away.add(row.subject().folder()));
        for (String folder : elsewhere.all()) {
            if (!away.contains(folder)) {
                elsewhere.remove(folder);
                ledger.row(folder).ifPresent(row -> carrier.carry(row.subject()));
            }
        }
    }

    private boolean waits(String folder) {
        Failure failure = failures.get(folder);
        return failure != null && failure.next() - System.nanoTime() > 0;
    }

    private void bring(Keeping.Row row) {
        Keeping.Subject subject = row.subject();
        String folder = subject.folder();
        try {
            Path torrent = library.resolve(subject.torrent());
            Restoring.Made made =
                    restoring.make(
                            torrent,
                            subject.magnet(),
                            library.resolve(folder),
                            Peers.with(sources, peers(torrent, row.keepers())),
                            (_, _) -> {});
            if (place(subject, made)) {
                failures.remove(folder);
                elsewhere.remove(folder);
                carrier.carry(subject);
                System.err.println("v2v: brought back: " + Screen.plain(folder));
            }
        } catch (IOException | Refusal e) {
            failed(folder, "be brought back", String.valueOf(e.getMessage()));
        }
    }

    private List<String> peers(Path torrent, List<String> keepers) throws IOException {
        List<String> peers = new ArrayList<>(keepers);
        for (InetSocketAddress peer : whereabouts.of(Metainfo.read(torrent))) {
            peers.add(Peers.text(peer));
        }
        return peers.stream().distinct().toList();
    }

    private synchronized boolean place(Keeping.Subject subject, Restoring.Made made)
            throws IOException {
        String folder = subject.folder();
        boolean there = Files.isDirectory(library.resolve(folder)) && ledger.isOut(subject);
        if (!there || withdrawn.contains(folder)) {
            return false;
        }
        restoring.place(made);
        ledger.isBack(folder, made.fetched().bytesFromPeers() + made.fetched().bytesFromWeb());
        return true;
    }

    /// An outage: said once, and tried again with growing pauses.
    private void failed(String folder, String what, String why) {
        if (closed) {
            return;
        }
        Failure before = failures.get(folder);
        int count = before == null ? 0 : before.count() + 1;
        if (before == null) {
            System.err.println(
                    "v2v: %s can not %s now, and is tried again and again: %s"
                            .formatted(Screen.plain(folder), what, Screen.plain(why)));
        }
        long pause =
                Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(count, 20));
        failures.put(folder, new Failure(count, System.nanoTime() + pause));
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
