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

    /// What two different works gave.
    record Both<A, B>(A one, B other) {}

    /// Runs them all, and gives back what each gave, in their order.
    static <T> List<T> run(List<Work<T>> works) throws IOException {
        List<FutureTask<T>> tasks =
                works.stream().map(work -> new FutureTask<>(work::run)).toList();
        await(tasks);
        return tasks.stream().map(FutureTask::resultNow).toList();
    }

    /// Runs both. A failure of the first is noticed at once, so it should be the shorter one.
    static <A, B> Both<A, B> both(Work<A> one, Work<B> other) throws IOException {
        FutureTask<A> first = new FutureTask<>(one::run);
        FutureTask<B> second = new FutureTask<>(other::run);
        await(List.of(first, second));
        return new Both<>(first.resultNow(), second.resultNow());
    }

    private static void await(List<? extends FutureTask<?>> tasks) throws IOException {
        List<Thread> threads = new ArrayList<>();
        tasks.forEach(task -> threads.add(Thread.ofPlatform().name("media").start(task)));
        try {
            for (FutureTask<?> task : tasks) {
                task.get();
            }
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
