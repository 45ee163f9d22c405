package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;
import v2v.torrent.Magnet;
import v2v.torrent.MerkleTree;
import v2v.torrent.Metainfo;
import v2v.torrent.announce.Inquiry;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/// From a magnet link to its torrent: the peers are asked, and what they say must have the hash
/// that the link names.
final class Metadata {
    private static final long LOOK_MILLIS = 50;
    private static final int BLOCK = 16 << 10;
    private static final int HASH = 32;

    private final Magnet magnet;
    private final Sources sources;
    private final FetchSettings settings;
    private final @Nullable Trackerless network;
    private final String name;
    private final byte[] peerId;
    private final Set<InetSocketAddress> called = new HashSet<>();
    private final AtomicInteger busy = new AtomicInteger();
    private final BlockingQueue<byte[]> found = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<String> tried = new ConcurrentLinkedQueue<>();

    Metadata(
            Magnet magnet, Sources sources, FetchSettings settings, @Nullable Trackerless network) {
        this.magnet = magnet;
        this.sources = sources.and(magnet.trackers(), magnet.webSeeds());
        this.settings = settings;
        this.network = network;
        // a peer that knows v2 gives the hashes of pieces by that name
        this.name =
                Objects.requireNonNull(
                        magnet.hash().v2() != null ? magnet.hash().v2() : magnet.hash().v1());
        byte[] noise = new byte[6];
        new SecureRandom().nextBytes(noise);
        this.peerId =
                ("-VV0000-" + HexFormat.of().formatHex(noise)).getBytes(StandardCharsets.US_ASCII);
    }

    /// The bytes of a .torrent file.
    ///
    /// @throws IOException when nobody tells; the sentence says who was asked
    byte[] fetch() throws IOException {
        long end = System.nanoTime() + settings.stall().toNanos();
        try (Inquiry inquiry = new Inquiry(name, peerId, settings.port())) {
            sources.peers().forEach(peer -> call(Gathering.address(peer)));
            for (String tracker : sources.trackers()) {
                start(() -> ask(inquiry, tracker));
            }
            if (network != null) {
                names().forEach(hash -> start(() -> ask(network, hash)));
            }
            while (busy.get() > 0 && System.nanoTime() - end < 0) {
                byte[] torrent = found.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                if (torrent != null) {
                    return torrent;
                }
            }
            byte[] last = found.poll();
            if (last != null) {
                return last;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
        throw new IOException(
                "nobody tells what %s is; asked: %s"
                        .formatted(
                                magnet.name().isEmpty() ? name : magnet.name(),
                                tried.isEmpty() ? "nobody" : String.join(", ", tried)));
    }

    private void start(Runnable task) {
        busy.incrementAndGet();
        Thread.ofVirtual()
                .name("fetch-metadata")
                .start(() -> {
                    try {
                        task.run();
                    } finally {
                        busy.decrementAndGet();
                    }
                });
    }

    private void ask(Inquiry inquiry, String tracker) {
        try {
            List<InetSocketAddress> peers = inquiry.ask(tracker, 1);
            tried.add("tracker " + tracker + " (" + peers.size() + " peers)");
            peers.forEach(this::call);
        } catch (IOException e) {
            tried.add("tracker " + tracker + " (" + e.getMessage() + ")");
        }
    }

    /// Under each of its names.
    private Stream<byte[]> names() {
        return Stream.of(magnet.hash().v1(), magnet.hash().v2())
                .flatMap(Stream::ofNullable)
                .map(hash -> HexFormat.of().parseHex(hash.substring(0, 40)));
    }

    private void ask(Trackerless network, byte[] hash) {
        try {
            List<InetSocketAddress> peers = network.peers(hash);
            tried.add("the DHT (" + peers.size() + " peers)");
            peers.forEach(this::call);
        } catch (IOException e) {
            tried.add("the DHT (" + e.getMessage() + ")");
        }
    }

    private void call(InetSocketAddress peer) {
        synchronized (called) {
            if (called.size() >= settings.peers() || !called.add(peer)) {
                return;
            }
        }
        start(() -> {
            try (MetadataPeer line = new MetadataPeer(peer, name, peerId)) {
                found.add(torrent(line));
            } catch (IOException | Refusal e) {
                tried.add(
                        "peer "
                                + peer.getHostString()
                                + ":"
                                + peer.getPort()
                                + " ("
                                + e.getMessage()
                                + ")");
            }
        });
    }

    private byte[] torrent(MetadataPeer line) throws IOException {
        byte[] info = line.info();
        if (differs("SHA-1", info, magnet.hash().v1())
                || differs("SHA-256", info, magnet.hash().v2())) {
            throw new IOException("tells of another torrent");
        }
        Bencode read = BencodeReader.read(info, name);
        Bencode.Draft torrent = new Bencode.Draft().put("info", read);
        if (!magnet.trackers().isEmpty()) {
            List<Bencode> tiers = new ArrayList<>();
            magnet.trackers().forEach(t -> tiers.add(new Bencode.Series(List.of(Bencode.text(t)))));
            torrent.put("announce-list", new Bencode.Series(tiers));
        }
        if (!magnet.webSeeds().isEmpty()) {
            List<Bencode> urls = new ArrayList<>();
            magnet.webSeeds().forEach(url -> urls.add(Bencode.text(url)));
            torrent.put("url-list", new Bencode.Series(urls));
        }
        if (read instanceof Bencode.Dict dict
                && dict.entries().containsKey(Bencode.text("meta version"))) {
            torrent.put("piece layers", layers(line, dict));
        }
        byte[] bytes = torrent.dict().encoded();
        Metainfo.read(bytes, name); // its layers must fit their roots, among all else
        return bytes;
    }

    private static boolean differs(String algorithm, byte[] bytes, @Nullable String expected) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm).digest(bytes);
            return expected != null && !HexFormat.of().formatHex(digest).equals(expected);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Bencode layers(MetadataPeer line, Bencode.Dict info) throws IOException {
        int pieceLength =
                info.entries().get(Bencode.text("piece length")) instanceof Bencode.Whole(long n)
                                && n >= BLOCK
                                && n <= Integer.MAX_VALUE
                        ? (int) n
                        : BLOCK;
        Bencode.Draft layers = new Bencode.Draft();
        for (Tall file : tall(info.entries().get(Bencode.text("file tree")), pieceLength)) {
            int count = Math.toIntExact(Math.ceilDiv(file.bytes(), pieceLength));
            int height = Integer.numberOfTrailingZeros(pieceLength / BLOCK);
            int width = MerkleTree.powerOfTwo(count);
            byte[] layer = line.layer(file.root(), height, width, count);
            layers.put(
                    Bencode.bytes(HexFormat.of().parseHex(file.root().hex())),
                    Bencode.bytes(layer));
        }
        return layers.dict();
    }

    /// A file of more than one piece.
    private record Tall(Digest root, long bytes) {}

    private static List<Tall> tall(@Nullable Bencode node, int pieceLength) {
        List<Tall> files = new ArrayList<>();
        if (node instanceof Bencode.Dict dict) {
            if (dict.entries().get(Bencode.text("length")) instanceof Bencode.Whole(long bytes)
                    && dict.entries().get(Bencode.text("pieces root")) instanceof Bencode.Text root
                    && root.length() == HASH
                    && bytes > pieceLength
                    && bytes <= (long) pieceLength << 24) {
                files.add(new Tall(new Digest(root.hex()), bytes));
            }
            dict.entries().values().forEach(child -> files.addAll(tall(child, pieceLength)));
        }
        return files;
    }
}
