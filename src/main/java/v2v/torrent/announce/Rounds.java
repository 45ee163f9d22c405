package v2v.torrent.announce;

import org.jspecify.annotations.Nullable;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;

/// Tells a network that has no trackers what we seed, in turns (BEP 5).
///
/// Such a network forgets within half an hour, and one announce takes dozens of datagrams: of an
/// archive only a part can be told that often. What is new comes first, then what peers have asked
/// for of late, told again before it is forgotten; every fourth turn is for the others, one after
/// another, so that none waits for ever. How fast all this goes is not decided here: whoever sends
/// the datagrams makes us wait.
public final class Rounds implements Closeable {
    /// Before it is forgotten.
    private static final long AGAIN = Duration.ofMinutes(25).toNanos();

    /// What peers have asked for is kept well known for so long.
    private static final long ASKED = Duration.ofHours(24).toNanos();

    private static final long LOOK = Duration.ofMinutes(1).toNanos();
    private static final int AT_ONCE = 3;
    private static final int OTHERS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final long IDLE_MILLIS = 1_000;

    private final Subject subject;
    private final LongSupplier clock;
    private final ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor();
    private final Deque<Turn> fresh = new ArrayDeque<>();

    /// Whose turn is longest ago stands first.
    private final Deque<Turn> ring = new ArrayDeque<>();

    private final Deque<Turn> asked = new ArrayDeque<>();
    private long looked;
    private int taken;
    private volatile boolean closed;

    /// What is told, and to whom.
    public interface Subject {
        /// Tells the network that we hold it.
        ///
        /// @param hash 20 bytes
        /// @throws IOException when nobody is there to be told
        void tell(byte[] hash) throws IOException;

        /// Bytes given of a release; -1 when it is offered no more.
        long given(byte[] hash);
    }

    private static final class Turn {
        private final byte[] hash;
        private long told;
        private long given;
        private long askedUntil;
        private boolean busy;

        private Turn(byte[] hash, long told, long given) {
            this.hash = hash;
            this.told = told;
            this.given = given;
            this.askedUntil = told;
        }
    }

    public Rounds(Subject subject) {
        this(subject, System::nanoTime);
        for (int i = 0; i < AT_ONCE; i++) {
            callers.execute(this::tellOn);
        }
    }

    /// Without anybody who calls.
    ///
    /// @param clock nanoseconds from some moment on
    Rounds(Subject subject, LongSupplier clock) {
        this.subject = subject;
        this.clock = clock;
        this.looked = clock.getAsLong();
    }

    /// Tells of these from now on. Those that are offered no more fall out by themselves; what is
    /// new may be what had been offered before.
    ///
    /// @param hashes 20 bytes each
    /// @param isNew whether they go before all others
    public synchronized void add(Iterable<byte[]> hashes, boolean isNew) {
        long never = clock.getAsLong() - AGAIN - 1;
        for (byte[] hash : hashes) {
            Turn turn = new Turn(hash, never, 0);
            if (isNew) {
                ring.removeIf(before -> Arrays.equals(before.hash, hash));
                fresh.add(turn);
                turn.askedUntil = clock.getAsLong() + ASKED;
            } else {
                ring.add(turn);
            }
        }
        notifyAll();
    }

    private void tellOn() {
        Duration pause = FIRST_PAUSE;
        try {
            while (!closed) {
                Turn turn = await();
                try {
                    subject.tell(turn.hash);
                    pause = FIRST_PAUSE;
                    done(turn, true);
                } catch (IOException e) {
                    done(turn, false);
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized Turn await() throws InterruptedException {
        while (true) {
            Turn turn = next();
            if (turn != null) {
                return turn;
            }
            wait(IDLE_MILLIS);
        }
    }

    /// What is told next; null while all have been told of late.
    synchronized byte @Nullable [] take() {
        Turn turn = next();
        if (turn == null) {
            return null;
        }
        done(turn, true);
        return turn.hash;
    }

    private @Nullable Turn next() {
        look();
        for (Turn turn = fresh.poll(); turn != null; turn = fresh.poll()) {
            if (offered(turn)) {
                return begun(turn);
            }
        }
        if (++taken % OTHERS != 0) {
            for (Turn turn = asked.poll(); turn != null; turn = asked.poll()) {
                if (!turn.busy && isDue(turn) && offered(turn)) {
                    ring.remove(turn);
                    return begun(turn);
                }
            }
        }
        while (!ring.isEmpty() && isDue(ring.element())) {
            Turn turn = ring.remove();
            if (offered(turn)) {
                return begun(turn);
            }
        }
        return null;
    }

    private static Turn begun(Turn turn) {
        turn.busy = true;
        return turn;
    }

    private boolean offered(Turn turn) {
        return subject.given(turn.hash) >= 0;
    }

    private boolean isDue(Turn turn) {
        return clock.getAsLong() - turn.told > AGAIN;
    }

    /// Who was asked for since the last look.
    private void look() {
        long now = clock.getAsLong();
        if (now - looked < LOOK) {
            return;
        }
        looked = now;
        List<Turn> due = new ArrayList<>();
        for (Turn turn : ring) {
            long given = subject.given(turn.hash);
            if (given > turn.given) {
                turn.askedUntil = now + ASKED;
            }
            turn.given = given;
            if (turn.askedUntil - now > 0 && isDue(turn)) {
                due.add(turn);
            }
        }
        due.sort(Comparator.comparingLong(turn -> turn.told));
        asked.clear();
        asked.addAll(due);
    }

    private synchronized void done(Turn turn, boolean told) {
        turn.busy = false;
        if (told) {
            turn.told = clock.getAsLong();
            ring.addLast(turn);
        } else {
            ring.addFirst(turn);
        }
    }

    /// Falls silent: nobody can be told that we are gone.
    @Override
    public void close() {
        closed = true;
        callers.shutdownNow();
    }
}
