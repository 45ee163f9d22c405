package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Settings;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Programs that do not behave, and what becomes of them.
class ChildMediaIT {
    private static final List<String> ENDLESS =
            List.of("-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2", "-f", "framecrc", "-");

    @TempDir Path folder;

    @Test
    void anInterruptEndsTheChildAtOnce() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(20);
        Thread worker =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new Child(ffmpeg)
                                        .run("ffmpeg", ENDLESS, folder, l -> count(running));
                            } catch (IOException e) {
                                thrown.set(e);
                            }
                        });
        assertTrue(running.await(10, TimeUnit.SECONDS));
        worker.interrupt();
        worker.join(2000);
        assertFalse(worker.isAlive());
        assertInstanceOf(InterruptedIOException.class, thrown.get());
        assertEquals(0, children(), "no encoder is left behind");
    }

    private static boolean count(CountDownLatch latch) {
        latch.countDown();
        return true;
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/ffmpeg"))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    /// Ctrl-C is sent to the whole terminal session; an encoder that hears it ends before we do,
    /// and would be taken for one that failed.
    @Test
    void aChildHasASessionOfItsOwn() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        CountDownLatch running = new CountDownLatch(1);
        Thread worker =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new Child(ffmpeg)
                                        .run("ffmpeg", ENDLESS, folder, l -> count(running));
                            } catch (IOException stopped) {
                                running.countDown();
                            }
                        });
        assertTrue(running.await(10, TimeUnit.SECONDS));
        long child =
                ProcessHandle.current()
                        .descendants()
                        .filter(p -> p.info().command().orElse("").endsWith("/ffmpeg"))
                        .findFirst()
                        .orElseThrow()
                        .pid();
        String status = Files.readString(Path.of("/proc/" + child + "/stat"));
        String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
        assertEquals(Long.toString(child), fields[3], "session of " + status);
        worker.interrupt();
        worker.join(2000);
    }

    @Test
    void whoIsToldToEndIsNotAtFault() {
        for (int status : new int[] {129, 130, 137, 143, 255}) {
            assertTrue(new Child.Ending(status, new Complaints()).outage(), "status " + status);
        }
        assertFalse(new Child.Ending(1, new Complaints()).outage());
    }

    @Test
    void aChildThatStandsStillIsEnded() throws IOException {
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.stall = 1s\nmedia.grace = 1s\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        IOException stalled =
                assertThrows(
                        IOException.class,
                        () -> new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, line -> false));
        assertEquals("ffmpeg made no progress for 1 s; it was ended", stalled.getMessage());
    }

    @Test
    void aVirtualThreadMayNotForkOne() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread virtual =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, l -> true);
                            } catch (IOException | IllegalStateException e) {
                                thrown.set(e);
                            }
                        });
        virtual.join();
        assertInstanceOf(IllegalStateException.class, thrown.get());
    }
}
