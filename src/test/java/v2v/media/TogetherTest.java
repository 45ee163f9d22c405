package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;

/// Two works at once.
@Timeout(20)
class TogetherTest {
    private static void wait(CountDownLatch latch) throws IOException {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new InterruptedIOException("stopped");
        }
    }

    @Test
    void bothRunAtOnceAndEachGivesItsOwn() throws IOException {
        CountDownLatch met = new CountDownLatch(2);
        Together.Both<Integer, String> both =
                Together.both(
                        () -> {
                            met.countDown();
                            wait(met);
                            return 7;
                        },
                        () -> {
                            met.countDown();
                            wait(met);
                            return "seven";
                        });
        assertEquals(new Together.Both<>(7, "seven"), both);
    }

    /// Sound that can not be made must not wait for hours of encoding pictures.
    @Test
    void aFailureOfTheFirstEndsTheOther() {
        AtomicBoolean stopped = new AtomicBoolean();
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () ->
                                Together.both(
                                        () -> {
                                            throw new IOException("full");
                                        },
                                        () -> {
                                            try {
                                                wait(new CountDownLatch(1));
                                            } finally {
                                                stopped.set(true);
                                            }
                                            return "";
                                        }));
        assertEquals("full", thrown.getMessage());
        assertTrue(stopped.get(), "it is gone before the answer");
    }

    @Test
    void anInterruptEndsBoth() {
        CountDownLatch never = new CountDownLatch(1);
        Together.Work<String> work =
                () -> {
                    wait(never);
                    return "";
                };
        Thread.currentThread().interrupt();
        assertThrows(InterruptedIOException.class, () -> Together.both(work, work));
        assertTrue(Thread.interrupted());
        assertFalse(Thread.currentThread().isInterrupted());
    }
}
