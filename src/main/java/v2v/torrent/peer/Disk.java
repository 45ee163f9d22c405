package v2v.torrent.peer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Reads for connections. From memory a read takes microseconds and is done on the spot; a disk
/// that must turn first would hold up the few threads that carry all connections, so while reads
/// are slow they are done by a pool of their own.
final class Disk implements AutoCloseable {
    private static final int READERS = 8;

    /// A read that took longer was not from memory, nanoseconds.
    private static final long SLOW = 2_000_000;

    /// So long after the last slow read the pool is used, nanoseconds.
    private static final long COLD = 10_000_000_000L;

    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().daemon().name("seed-disk-", 0).factory());
    private volatile long cold = System.nanoTime() - COLD;

    int read(FileChannel file, ByteBuffer into, long at) throws IOException {
        return System.nanoTime() - cold < COLD ? pooled(file, into, at) : timed(file, into, at);
    }

    private int timed(FileChannel file, ByteBuffer into, long at) throws IOException {
        long began = System.nanoTime();
        int got = file.read(into, at);
        long end = System.nanoTime();
        if (end - began > SLOW) {
            cold = end;
        }
        return got;
    }

    private int pooled(FileChannel file, ByteBuffer into, long at) throws IOException {
        try {
            return readers.submit(() -> timed(file, into, at)).get();
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
