package v2v.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Runs independent pieces of one work side by side, each on a platform thread of its own, because
/// each forks a child. The first that fails stops the others; nothing is left running.
final class Together {
    private Together() {}

    /// One piece of work.
    interface Work<T> {
        /// Does it.
        T run() throws IOException;
    }

    /// Runs them all, and gives back what each gave, in their order.
    static <T> List<T> run(List<Work<T>> works) throws IOException {
        List<FutureTask<T>> tasks = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        for (Work<T> work : works) {
            FutureTask<T> task = new FutureTask<>(work::run);
            tasks.add(task);
            threads.add(Thread.ofPlatform().name("media").start(task));
        }
        try {
            List<T> results = new ArrayList<>();
            for (FutureTask<T> task : tasks) {
                results.add(task.get());
            }
            return results;
        } catch (InterruptedException e) {
            stop(threads);
            Thread.currentThread().interrupt();
            InterruptedIOException interrupted = new InterruptedIOException("stopped");
            interrupted.initCause(e);
            throw interrupted;
        } catch (ExecutionException e) {
            stop(threads);
            throw cause(e);
        }
    }

    private static IOException cause(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException outage -> outage;
            case RuntimeException verdict -> throw verdict;
            case Error error -> throw error;
            case null, default -> throw new IllegalStateException(e);
        };
    }

    /// Waits until they are gone: their children must not outlive the answer.
    private static void stop(List<Thread> threads) {
        threads.forEach(Thread::interrupt);
        boolean again = false;
        for (Thread thread : threads) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    again = true;
                }
            }
        }
        if (again) {
            Thread.currentThread().interrupt();
        }
    }
}
