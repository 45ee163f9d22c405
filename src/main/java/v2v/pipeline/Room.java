package v2v.pipeline;

import v2v.pipeline.crew.Crew;

import java.util.concurrent.Semaphore;

/// Where a task may be done: whether there is room, before one is claimed.
sealed interface Room {
    /// Goes in; may wait for it.
    ///
    /// @return false when there is no room now
    boolean enter() throws InterruptedException;

    void leave();

    /// How many threads should try to enter.
    ///
    /// @param concurrency that the route asks for
    int threads(int concurrency);

    /// On this machine.
    record Lane(Semaphore slot) implements Room {
        @Override
        public boolean enter() throws InterruptedException {
            slot.acquire();
            return true;
        }

        @Override
        public void leave() {
            slot.release();
        }

        @Override
        public int threads(int concurrency) {
            return concurrency;
        }
    }

    /// With the workers; each task holds a thread here that waits for it.
    ///
    /// @param here what this machine does at once when nobody else is there
    record Elsewhere(Crew crew, String lane, int here) implements Room {
        @Override
        public boolean enter() {
            return crew.enter(lane, here);
        }

        @Override
        public void leave() {
            crew.leave(lane);
        }

        @Override
        public int threads(int concurrency) {
            return Crew.MOST;
        }
    }
}
