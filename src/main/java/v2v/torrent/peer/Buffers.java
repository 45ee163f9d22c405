package v2v.torrent.peer;

import java.nio.ByteBuffer;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;

/// The memory that content passes through on its way: as many pieces of it as may be written at
/// once, made when they are first needed.
final class Buffers {
    /// Many blocks for one write.
    static final int BYTES = 256 << 10;

    private final BlockingQueue<ByteBuffer> free;
    private final Semaphore permits;

    Buffers(int most) {
        free = new ArrayBlockingQueue<>(most);
        permits = new Semaphore(most, true);
    }

    /// Waits for one when all are out.
    ByteBuffer take() throws InterruptedException {
        permits.acquire();
        ByteBuffer buffer = free.poll();
        return buffer == null ? ByteBuffer.allocateDirect(BYTES) : buffer.clear();
    }

    void give(ByteBuffer buffer) {
        free.add(buffer);
        permits.release();
    }

    /// How many wait for one, more or less.
    int waiting() {
        return permits.getQueueLength();
    }
}
