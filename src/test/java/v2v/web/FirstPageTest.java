package v2v.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

class FirstPageTest {
    @TempDir Path folder;
    private final AtomicInteger made = new AtomicInteger();

    private String make() {
        return "page " + made.incrementAndGet();
    }

    @Test
    void itIsMadeAgainWhenSomethingCameOrWent() throws IOException {
        FirstPage page = new FirstPage(List.of(folder, folder.resolve("later")));
        assertEquals("page 1", page.html(this::make));
        assertEquals("page 1", page.html(this::make));
        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
        assertEquals("page 2", page.html(this::make));
        Files.createDirectory(folder.resolve("later"));
        assertEquals("page 3", page.html(this::make));
    }

    @Test
    void whoAsksWhileItIsMadeGetsTheLast() throws Exception {
        FirstPage page = new FirstPage(List.of(folder));
        assertEquals("page 1", page.html(this::make));
        Files.setLastModifiedTime(folder, FileTime.from(Instant.EPOCH));
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        CompletableFuture<String> slow =
                CompletableFuture.supplyAsync(() -> slow(page, begun, end));
        begun.await();
        assertEquals("page 1", page.html(this::make));
        end.countDown();
        assertEquals("page 2", slow.get(20, TimeUnit.SECONDS));
        assertEquals(2, made.get());
    }

    private String slow(FirstPage page, CountDownLatch begun, CountDownLatch end) {
        try {
            return page.html(() -> {
                begun.countDown();
                try {
                    end.await();
                } catch (InterruptedException e) {
                    throw new IOException(e);
                }
                return make();
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
