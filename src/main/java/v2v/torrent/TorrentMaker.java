package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/// Makes the torrent of any file or folder: the same content, settings and moment give the same
/// bytes (BEP 3, 12, 19, 27, 47, 52).
public final class TorrentMaker {
    private final TorrentSettings settings;
    private final int threads;

    public TorrentMaker(TorrentSettings settings) {
        this(settings, PieceHasher.THREADS);
    }

    /// @param threads that read and hash, at least 1
    public TorrentMaker(TorrentSettings settings, int threads) {
        this.settings = settings;
        this.threads = threads;
    }

    /// What was made.
    ///
    /// @param torrent the .torrent file
    /// @param metainfo the same, read back by the strict reader
    /// @param flat plain SHA-256 by path below the folder; empty when not asked for
    /// @param began the moment before the first byte was read
    public record Made(
            Bencode.Dict torrent,
            Metainfo metainfo,
            SortedMap<String, Digest> flat,
            Instant began) {
        /// Writes the .torrent file, whole or not at all. Its modification time is the moment
        /// before the content was read: a seeder believes content that is older than that.
        public void write(Path file) throws IOException {
            Durable.write(file, bytes(), began);
        }

        /// The .torrent file.
        public byte[] bytes() {
            return torrent.encoded();
        }
    }

    /// Reads the content once.
    ///
    /// @param created written as the creation date, in whole seconds
    /// @param read told how many bytes are done, from any thread
    /// @throws v2v.item.Refusal when something in it can not stand in a torrent
    public Made make(Path content, Instant created, LongConsumer read) throws IOException {
        return make(Content.scan(content), created, Want.of(settings.format()), read);
    }

    /// The same, with the plain SHA-256 of every file.
    Made makeWithDigests(Content content, Instant created, LongConsumer read) throws IOException {
        Set<Want> want = EnumSet.of(Want.FLAT);
        want.addAll(Want.of(settings.format()));
        return make(content, created, want, read);
    }

    private Made make(Content content, Instant created, Set<Want> want, LongConsumer read)
            throws IOException {
        Instant began = Instant.now();
        int pieceLength = pieceLength(content);
        List<Entry> entries = entries(content, pieceLength);
        List<@Nullable Path> files = files(content, entries);
        Layout layout = Layout.of(pieceLength, entries, files);
        Hashes hashes = PieceHasher.hash(layout, entries.size(), want, threads, read);
        Bencode.Dict torrent =
                new MetainfoWriter(settings)
                        .torrent(content, pieceLength, rooted(entries, hashes), hashes, created);
        Metainfo metainfo = Metainfo.read(torrent.encoded(), content.name());
        return new Made(torrent, metainfo, flat(want, entries, hashes), began);
    }

    private int pieceLength(Content content) {
        if (settings.pieceLength().isPresent()) {
            return settings.pieceLength().getAsInt();
        }
        return settings.format().trees()
                ? PieceLength.padded(content.sizes())
                : PieceLength.plain(content.bytes());
    }

    private List<Entry> entries(Content content, int pieceLength) {
        List<Entry> plain = new ArrayList<>();
        for (Content.Item item : content.files()) {
            plain.add(new Entry(item.path(), item.bytes(), false, null));
        }
        return settings.format().trees() ? FileTree.padded(plain, pieceLength) : plain;
    }

    private static List<@Nullable Path> files(Content content, List<Entry> entries) {
        List<@Nullable Path> files = new ArrayList<>();
        int next = 0;
        for (Entry entry : entries) {
            files.add(entry.pad() ? null : content.files().get(next++).file());
        }
        return files;
    }

    private static List<Entry> rooted(List<Entry> entries, Hashes hashes) {
        List<Entry> rooted = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            Hashes.Tree tree = hashes.trees().get(i);
            Digest root = tree == null ? null : tree.root();
            rooted.add(new Entry(entry.path(), entry.bytes(), entry.pad(), root));
        }
        return rooted;
    }

    private static SortedMap<String, Digest> flat(
            Set<Want> want, List<Entry> entries, Hashes hashes) {
        SortedMap<String, Digest> flat = new TreeMap<>();
        Digest nothing = Digest.of(MerkleTree.digest("SHA-256").digest());
        for (int i = 0; i < entries.size() && want.contains(Want.FLAT); i++) {
            Digest digest = hashes.flat().get(i);
            if (!entries.get(i).pad()) {
                flat.put(entries.get(i).name(), digest == null ? nothing : digest);
            }
        }
        return flat;
    }
}
