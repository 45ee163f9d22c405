package v2v.torrent.peer;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Reads for connections. From memory a read takes microseconds and is done on the spot; a disk
/// that must turn first would hold up the few threads that carry all connections, so while reads
/// are slow they are done by a pool of their own, as many as go out in one write at a time.
final class Disk implements AutoCloseable {
    private static final int READERS = 8;

    /// A read that took longer was not from memory, nanoseconds: or the machine was busy, so it
    /// takes a few of them.
    private static final long SLOW = 2_000_000;

    private static final int FEW = 4;

    /// The few must come within this, and so long after the last of them the pool is used,
    /// nanoseconds.
    private static final long COLD = 10_000_000_000L;

    private static final long SOON = 1_000_000_000L;

    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().daemon().name("seed-disk-", 0).factory());
    private volatile long cold = System.nanoTime() - COLD;
    private long since = cold;
    private int slow;

    /// Many reads.
    interface Reading {
        int run() throws IOException;
    }

    /// Runs them where they hold up nobody.
    int run(Reading reading) throws IOException {
        return System.nanoTime() - cold < COLD ? pooled(reading) : reading.run();
    }

    int read(FileChannel file, ByteBuffer into, long at) throws IOException {
        long began = System.nanoTime();
        int got = file.read(into, at);
        long end = System.nanoTime();
        if (end - began > SLOW) {
            slow(end);
        }
        return got;
    }

    private synchronized void slow(long now) {
        if (now - since > SOON) {
            since = now;
            slow = 0;
        }
        if (++slow >= FEW) {
            cold = now;
        }
    }

    private int pooled(Reading reading) throws IOException {
        try {
            return readers.submit(reading::run).get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Refusal changed) {
                throw changed;
            }
            if (e.getCause() instanceof ReadFault fault) {
                throw fault;
            }
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
