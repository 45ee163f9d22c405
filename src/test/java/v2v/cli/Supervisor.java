package v2v.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Starts a process again when it has died, as systemd does.
final class Supervisor implements AutoCloseable {
    private static final int PAUSE_SECONDS = 3;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile CrewWorld.Hand hand;

    interface Start {
        CrewWorld.Hand now() throws Exception;
    }

    /// Comes back when it runs for the first time.
    Supervisor(Start start) throws Exception {
        hand = start.now();
        thread = Thread.ofPlatform().name("supervisor").start(() -> keep(start));
    }

    private void keep(Start start) {
        try {
            while (true) {
                hand.process().waitFor();
                if (over.await(PAUSE_SECONDS, TimeUnit.SECONDS)) {
                    return;
                }
                hand = start.now();
            }
        } catch (Exception e) { // whatever it is, the test must know
            throw new IllegalStateException(e);
        }
    }

    /// The one that runs now, or has run last.
    CrewWorld.Hand hand() {
        return hand;
    }

    @Override
    public void close() {
        over.countDown();
        while (thread.isAlive()) {
            hand.kill();
            LockSupport.parkNanos(200_000_000);
        }
    }
}
