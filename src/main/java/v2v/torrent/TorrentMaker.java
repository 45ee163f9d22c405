package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;
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
    private final Kin kin;
    private final @Nullable Earlier earlier;
    private final @Nullable String update;

    public TorrentMaker(TorrentSettings settings) {
        this(settings, PieceHasher.THREADS);
    }

    /// @param threads that read and hash, at least 1
    public TorrentMaker(TorrentSettings settings, int threads) {
        this(settings, threads, Kin.NONE, null, null);
    }

    private TorrentMaker(
            TorrentSettings settings,
            int threads,
            Kin kin,
            @Nullable Earlier earlier,
            @Nullable String update) {
        this.settings = settings;
        this.threads = threads;
        this.kin = kin;
        this.earlier = earlier;
        this.update = update;
    }

    /// A maker that writes which torrents are related to those that it makes.
    public TorrentMaker related(Kin others) {
        return new TorrentMaker(settings, threads, others, earlier, update);
    }

    /// A maker that does not read again what is as it was in an earlier torrent, and keeps the
    /// length of its pieces where that still suits. The bytes that it makes are those of a maker
    /// that reads everything with pieces of that length.
    public TorrentMaker after(Earlier version) {
        return new TorrentMaker(settings, threads, kin, version, update);
    }

    /// A maker that writes where a newer torrent is given in the place of those that it makes (BEP
    /// 39); it is part of the info-hash.
    ///
    /// @param url null for nowhere
    public TorrentMaker updated(@Nullable String url) {
        return new TorrentMaker(settings, threads, kin, earlier, url);
    }

    /// What was made.
    ///
    /// @param torrent the .torrent file
    /// @param metainfo the same, read back by the strict reader
    /// @param flat plain SHA-256 by path below the folder; empty when not asked for
    /// @param began the moment before the first byte was read
    /// @param read bytes that were read of the content
    public record Made(
            Bencode.Dict torrent,
            Metainfo metainfo,
            SortedMap<String, Digest> flat,
            Instant began,
            long read) {
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
    /// @throws Refusal when something in it can not stand in a torrent
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
        Known known =
                earlier == null
                        ? Known.nothing(layout, entries.size(), want)
                        : earlier.known(layout, entries, want);
        Hashes hashes = PieceHasher.hash(layout, entries.size(), want, known, threads, read);
        Bencode.Dict torrent =
                new MetainfoWriter(settings, kin, update)
                        .torrent(content, pieceLength, rooted(entries, hashes), hashes, created);
        Metainfo metainfo = Metainfo.read(torrent.encoded(), content.name());
        requireFolder(content, metainfo);
        return new Made(torrent, metainfo, flat(want, entries, hashes), began, hashes.read());
    }

    /// BEP 52 knows a bare file by its name alone: a folder that holds nothing but one file of its
    /// own name would be taken for that file.
    private static void requireFolder(Content content, Metainfo metainfo) {
        if (content.folder() != metainfo.info().folder()) {
            throw new Refusal(
                    Refusal.Code.FILE_NAME_UNUSABLE,
                    content.name(),
                    "a folder with one file of the folder's own name can not be a v2-only torrent",
                    "rename the file or the folder, or make a hybrid torrent");
        }
    }

    private int pieceLength(Content content) {
        if (settings.pieceLength().isPresent()) {
            return settings.pieceLength().getAsInt();
        }
        boolean padded = settings.format() == TorrentFormat.HYBRID;
        int best =
                padded ? PieceLength.padded(content.sizes()) : PieceLength.plain(content.bytes());
        int before = earlier == null ? best : earlier.metainfo().info().pieceLength();
        return PieceLength.suits(before, best, content.sizes(), padded) ? before : best;
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
