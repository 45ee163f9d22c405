package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;

/// Reads every file once and computes all hashes of it on the way, on several cores: the line of
/// bytes is cut into runs of whole pieces, and each thread takes the next run.
final class PieceHasher {
    /// Two cores saturate on SHA instructions before a disk saturates; more threads only make a
    /// spinning disk seek.
    static final int THREADS = Math.min(2, Runtime.getRuntime().availableProcessors());

    private static final int RUN = 4 << 20;

    final Layout layout;
    final Set<Want> want;
    final Known known;
    final byte[] pieces;
    final List<Hashes.@Nullable Tree> trees;
    final byte[][] layers;
    final FlatDigests flat;

    private final LongConsumer read;
    private final AtomicLong nextRun = new AtomicLong();
    private final AtomicLong bytesDone = new AtomicLong();
    final AtomicLong bytesRead = new AtomicLong();

    private PieceHasher(
            Layout layout, Set<Want> want, int entries, Known known, LongConsumer read) {
        this.layout = layout;
        this.want = want;
        this.read = read;
        this.known = known;
        this.pieces = known.sha1();
        this.trees = known.trees();
        this.layers = new byte[entries][];
        this.flat = new FlatDigests(layout, known);
        if (want.contains(Want.TREES)) {
            makeLayers();
        }
    }

    private void makeLayers() {
        for (Layout.Span span : layout.spans()) {
            if (span.file() != null && !known.entry(span.entry())) {
                long pieces = Math.ceilDiv(span.length(), layout.pieceLength());
                layers[span.entry()] = new byte[Math.toIntExact(pieces * MerkleTree.HASH)];
            }
        }
    }

    /// Hashes the whole layout.
    static Hashes hash(Layout layout, int entries, Set<Want> want, int threads, LongConsumer read)
            throws IOException {
        return hash(layout, entries, want, Known.nothing(layout, entries, want), threads, read);
    }

    /// Hashes what is not known.
    ///
    /// @param entries how many the torrent has, empty files and pads included
    /// @param threads at least 1
    /// @param read told how many bytes of the line are done; from any thread
    /// @throws IOException also when a file became shorter meanwhile, or the thread was interrupted
    static Hashes hash(
            Layout layout, int entries, Set<Want> want, Known known, int threads, LongConsumer read)
            throws IOException {
        PieceHasher hasher = new PieceHasher(layout, want, entries, known, read);
        MerkleTree.warmUp();
        hasher.runAll(threads);
        List<@Nullable Digest> flat =
                want.contains(Want.FLAT)
                        ? hasher.flat.digests()
                        : Collections.nCopies(entries, null);
        return new Hashes(
                new Bencode.Text(hasher.pieces), hasher.trees, flat, hasher.bytesRead.get());
    }

    private void runAll(int threads) throws IOException {
        List<Callable<Boolean>> workers =
                Collections.nCopies(
                        threads,
                        () -> {
                            try (PieceWorker worker = new PieceWorker(this)) {
                                return worker.work();
                            } catch (IOException | RuntimeException | Error e) {
                                flat.fail();
                                throw e;
                            }
                        });
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            for (Future<Boolean> end : pool.invokeAll(workers)) {
                end.get();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted();
        } catch (ExecutionException e) {
            throw unwrapped(e);
        }
        if (want.contains(Want.TREES)) {
            finishTrees();
        }
    }

    private static IOException unwrapped(ExecutionException e) {
        return switch (e.getCause()) {
            case IOException io -> io;
            case RuntimeException bug -> throw bug;
            case Error error -> throw error;
            case null, default -> new IOException(e);
        };
    }

    static InterruptedIOException interrupted() {
        return new InterruptedIOException("interrupted while hashing");
    }

    /// Files of one piece have their root already.
    private void finishTrees() {
        MerkleTree tree = new MerkleTree();
        for (Layout.Span span : layout.spans()) {
            byte[] layer = layers[span.entry()];
            if (layer != null && span.length() > layout.pieceLength()) {
                byte[] root = tree.fileRoot(layer, layout.pieceLength());
                trees.set(span.entry(), new Hashes.Tree(Digest.of(root), new Bencode.Text(layer)));
            } else if (layer != null) {
                trees.set(span.entry(), new Hashes.Tree(Digest.of(layer), new Bencode.Text(layer)));
            }
        }
    }

    /// Bytes of one run: whole pieces.
    int runLength() {
        return Math.max(1, RUN / layout.pieceLength()) * layout.pieceLength();
    }

    /// The next run to hash; it may lie behind the end.
    long takeRun() {
        return nextRun.getAndIncrement();
    }

    void count(long bytes) {
        read.accept(bytesDone.addAndGet(bytes));
    }
}
