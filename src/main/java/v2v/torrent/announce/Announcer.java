package v2v.torrent.announce;

import org.jspecify.annotations.Nullable;

import v2v.torrent.announce.Told.Event;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// Announces in even steps, from one thread that only keeps the time.
public final class Announcer implements Closeable {
    /// Until a tracker has said how often it wants to hear.
    private static final Duration INTERVAL = Duration.ofMinutes(30);

    /// New releases are announced at once, but no faster to one tracker: 20 a second.
    private static final long STEP = 50_000_000L;

    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private static final int GOOD_BYES = 100;
    private static final Duration PARTING = Duration.ofMillis(1200);

    /// Announces that one tracker may be thinking about at once.
    private static final int AT_ONCE = 4;

    private final Subject subject;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();
    private final ExecutorService calls = Executors.newVirtualThreadPerTaskExecutor();
    private final PriorityQueue<Turn> turns =
            new PriorityQueue<>((a, b) -> Long.compare(a.due - b.due, 0));

    /// Turns that are being taken now.
    private final Set<Turn> taken = new HashSet<>();

    private final Map<String, Way> ways = new ConcurrentHashMap<>();
    private final Thread clock;
    private boolean closed;

    /// What is announced, and who is told what came of it.
    public interface Subject {
        /// 20 bytes, the same for all.
        byte[] peerId();

        int port();

        /// The trackers of a release; asked at its first turn, so that a start reads nothing.
        List<String> trackers(byte[] hash) throws IOException;

        /// Bytes given of a release; -1 when it is offered no more.
        long uploaded(byte[] hash);

        /// A tracker has answered.
        ///
        /// @param leechers who do not hold all of it yet
        void heard(byte[] hash, String tracker, int leechers, List<InetSocketAddress> others);

        /// A tracker has not.
        void failed(String tracker, String why);
    }

    private static final class Turn {
        private final byte[] hash;
        private final @Nullable String tracker;

        /// Whether it may have turns already, from before it was taken out of service.
        private final boolean again;

        private long due;
        private boolean first = true;

        private Turn(byte[] hash, @Nullable String tracker, boolean again, long due) {
            this.hash = hash;
            this.tracker = tracker;
            this.again = again;
            this.due = due;
        }

        private boolean is(byte[] what, String where) {
            return where.equals(tracker) && Arrays.equals(what, hash);
        }
    }

    /// The way to one tracker, and how it behaves.
    private static final class Way {
        private final TrackerClient client;
        private int busy;
        private int failures;
        private long reserved = System.nanoTime();
        private long next = System.nanoTime();

        private Way(TrackerClient client) {
            this.client = client;
        }
    }

    public Announcer(Subject subject) {
        this.subject = subject;
        this.clock = Thread.ofPlatform().daemon().name("announcer").start(this::keepTime);
    }

    /// Announces these from now on: what is new at once, what was out before in its turn. What is
    /// new, or in service again, may have turns already: these come now, it gets no second ones.
    ///
    /// @param hashes 20 bytes each
    public synchronized void announce(Iterable<byte[]> hashes, boolean isNew) {
        long now = System.nanoTime();
        for (byte[] hash : hashes) {
            turns.add(new Turn(hash, null, isNew, isNew ? now : now + place(hash, INTERVAL)));
        }
        notifyAll();
    }

    /// These are offered no more: their trackers are told now, not in their turn.
    public synchronized void leave(Collection<byte[]> hashes) {
        hasten(turn -> hashes.stream().anyMatch(hash -> Arrays.equals(hash, turn.hash)));
        notifyAll();
    }

    /// Brings turns forward.
    ///
    /// @return false when there are none
    private boolean hasten(Predicate<Turn> which) {
        List<Turn> some = turns.stream().filter(which).toList();
        turns.removeAll(some);
        some.forEach(turn -> turn.due = System.nanoTime());
        turns.addAll(some);
        return !some.isEmpty();
    }

    /// Where in the interval a hash has its turn: hashes are evenly spread.
    private static long place(byte[] hash, Duration interval) {
        long prefix = ByteBuffer.wrap(hash).getInt() & 0xFFFFFFFFL;
        return (long) (interval.toNanos() * (prefix / 4294967296.0));
    }

    private void keepTime() {
        try {
            while (true) {
                calls.execute(call(next()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Runnable call(Turn turn) {
        return () -> {
            if (turn.tracker != null) {
                announce(turn, turn.tracker);
            } else if (subject.uploaded(turn.hash) >= 0) {
                unfold(turn);
            }
        };
    }

    private synchronized Turn next() throws InterruptedException {
        while (true) {
            Turn turn = turns.peek();
            long wait = turn == null ? Long.MAX_VALUE : turn.due - System.nanoTime();
            if (turn != null && wait <= 0) {
                turns.remove();
                if (ready(turn)) {
                    return turn;
                }
                turns.add(turn);
            } else {
                wait(Math.clamp(wait / 1_000_000 + 1, 1, 60_000));
            }
        }
    }

    /// Puts off a turn whose tracker is busy, or is left alone.
    private boolean ready(Turn turn) {
        Way way = turn.tracker == null ? null : ways.get(turn.tracker);
        if (way == null) {
            return true;
        }
        long now = System.nanoTime();
        if (way.next - now > 0 || way.busy >= AT_ONCE) {
            // each in a moment of its own: thousands may wait for a tracker that was away
            way.reserved = Math.max(way.reserved, Math.max(way.next, now)) + STEP;
            turn.due = way.reserved;
            return false;
        }
        way.next = now + STEP;
        way.busy++;
        taken.add(turn);
        return true;
    }

    private void unfold(Turn turn) {
        try {
            List<String> trackers = subject.trackers(turn.hash);
            synchronized (this) {
                for (String tracker : trackers) {
                    Predicate<Turn> same = other -> other.is(turn.hash, tracker);
                    boolean known = turn.again && (hasten(same) || taken.stream().anyMatch(same));
                    if (!known && way(tracker) != null) {
                        turns.add(new Turn(turn.hash, tracker, false, System.nanoTime()));
                    }
                }
                notifyAll();
            }
        } catch (IOException e) {
            subject.failed("", String.valueOf(e.getMessage()));
        }
    }

    private @Nullable Way way(String tracker) throws IOException {
        Way known = ways.get(tracker);
        if (known != null) {
            return known;
        }
        TrackerClient client = client(tracker);
        if (client == null) {
            return null;
        }
        Way way = new Way(client);
        ways.put(tracker, way);
        return way;
    }

    private @Nullable TrackerClient client(String tracker) throws IOException {
        if (tracker.matches("https?://.+")) {
            return new OverHttp(tracker, http);
        }
        if (tracker.matches("udp://[^/]+:[0-9]{1,5}(/.*)?")) {
            URI uri = OverUdp.address(tracker);
            String host = uri.getHost();
            return host == null
                    ? null
                    : new OverUdp(host.replaceAll("[\\[\\]]", ""), uri.getPort());
        }
        return null;
    }

    private void announce(Turn turn, String tracker) {
        Way way = ways.get(tracker);
        if (way == null) {
            return;
        }
        long uploaded = subject.uploaded(turn.hash);
        if (uploaded < 0) {
            leave(turn, way);
            return;
        }
        try {
            Heard heard =
                    way.client.announce(
                            told(turn, uploaded, turn.first ? Event.STARTED : Event.NONE));
            subject.heard(turn.hash, tracker, heard.peers(), heard.others());
            turn.first = false;
            boolean gone = subject.uploaded(turn.hash) < 0; // taken back while it was announced
            done(way, turn, gone ? Duration.ZERO : heard.interval(), false);
        } catch (IOException e) {
            subject.failed(tracker, String.valueOf(e.getMessage()));
            done(way, turn, INTERVAL, true);
        }
    }

    private Told told(Turn turn, long uploaded, Event event) {
        return new Told(
                turn.hash,
                subject.peerId(),
                subject.port(),
                Math.max(0, uploaded),
                0,
                event,
                event == Event.STOPPED ? 0 : 50);
    }

    /// It is offered no more: a last word, and no turn after this one.
    private void leave(Turn turn, Way way) {
        try {
            if (!turn.first) {
                way.client.announce(told(turn, 0, Event.STOPPED));
            }
        } catch (IOException e) {
            // it will find out by itself
        } finally {
            synchronized (this) {
                way.busy--;
                taken.remove(turn);
                // it may have been mended meanwhile, and found that it has a turn
                if (!closed && subject.uploaded(turn.hash) >= 0) {
                    turns.add(new Turn(turn.hash, null, true, System.nanoTime()));
                    notifyAll();
                }
            }
        }
    }

    private void done(Way way, Turn turn, Duration again, boolean failed) {
        if (!queued(way, turn, again, failed) && !failed) {
            goodBye(turn);
        }
    }

    /// Whether it has another turn.
    private synchronized boolean queued(Way way, Turn turn, Duration again, boolean failed) {
        way.busy--;
        taken.remove(turn);
        way.failures = failed ? Math.min(way.failures + 1, 16) : 0;
        long now = System.nanoTime();
        turn.due = now + again.toNanos();
        if (failed) {
            Duration pause = FIRST_PAUSE.multipliedBy(1L << (way.failures - 1));
            way.next = now + (pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause).toNanos();
            turn.due = way.next;
        }
        if (!closed) {
            turns.add(turn);
            notifyAll();
        }
        return !closed;
    }

    /// Says good-bye where that is soon done. A whole archive just falls silent: trackers forget
    /// who does not come back.
    @Override
    public void close() {
        List<Turn> last;
        synchronized (this) {
            closed = true;
            last = turns.stream().filter(turn -> turn.tracker != null && !turn.first).toList();
            turns.clear();
        }
        clock.interrupt();
        if (last.size() <= GOOD_BYES) {
            last.forEach(turn -> calls.execute(() -> goodBye(turn)));
        }
        calls.shutdown();
        try {
            var _ = calls.awaitTermination(PARTING.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        ways.values().forEach(way -> way.client.close());
        calls.shutdownNow();
        http.shutdownNow();
    }

    private void goodBye(Turn turn) {
        Way way = turn.tracker == null ? null : ways.get(turn.tracker);
        if (way != null) {
            try {
                way.client.announce(
                        told(turn, Math.max(0, subject.uploaded(turn.hash)), Event.STOPPED));
            } catch (IOException e) {
                // it will find out by itself
            }
        }
    }
}
