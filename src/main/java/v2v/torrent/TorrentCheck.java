package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;
import v2v.torrent.Verdict.Fault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongConsumer;

/// Reads content again and compares it with every hash that its torrent has: v1 pieces and v2
/// trees. A file that is missing or of another size is named as such; the pieces that it touches
/// are not blamed twice.
public final class TorrentCheck {
    private final Metainfo.InfoDict info;
    private final Metainfo metainfo;
    private final List<Fault> faults = new ArrayList<>();
    private final BitSet absent = new BitSet();

    private TorrentCheck(Metainfo metainfo) {
        this.metainfo = metainfo;
        this.info = metainfo.info();
    }

    /// Compares.
    ///
    /// @param content the file or folder itself, whatever it is called now
    /// @param read told how many bytes are done, from any thread
    public static Verdict verify(Metainfo metainfo, Path content, LongConsumer read)
            throws IOException {
        return new TorrentCheck(metainfo).verify(content, read);
    }

    private Verdict verify(Path content, LongConsumer read) throws IOException {
        List<@Nullable Path> files = new ArrayList<>();
        for (int i = 0; i < info.entries().size(); i++) {
            files.add(find(i, content));
        }
        Layout layout = Layout.of(info.pieceLength(), info.entries(), files);
        Hashes hashes =
                PieceHasher.hash(layout, info.entries().size(), want(), PieceHasher.THREADS, read);
        compareTrees(hashes);
        comparePieces(layout, hashes);
        return new Verdict(info.name(), info.files().size(), info.bytes(), faults);
    }

    private Set<Want> want() {
        Set<Want> want = EnumSet.noneOf(Want.class);
        if (info.pieces().length() > 0) {
            want.add(Want.PIECES);
        }
        if (info.hash().v2() != null) {
            want.add(Want.TREES);
        }
        return want;
    }

    /// Where an entry lies; null for a pad, and for what is not there as it should be.
    private @Nullable Path find(int index, Path content) throws IOException {
        Entry entry = info.entries().get(index);
        if (entry.pad()) {
            return null;
        }
        Path file = place(info, content, entry);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            faults.add(new Verdict.Missing(entry.name()));
        } else if (Files.size(file) != entry.bytes()) {
            faults.add(new Verdict.WrongSize(entry.name(), entry.bytes(), Files.size(file)));
        } else {
            return file;
        }
        absent.set(index);
        return null;
    }

    /// Names were checked when the torrent was read, so this stays inside the folder.
    public static Path place(Metainfo.InfoDict info, Path content, Entry entry) {
        Path file = content;
        if (info.folder()) {
            for (String part : entry.path()) {
                file = file.resolve(part);
            }
        }
        return file;
    }

    private void compareTrees(Hashes hashes) {
        for (int i = 0; i < info.entries().size(); i++) {
            Hashes.Tree tree = hashes.trees().get(i);
            Entry entry = info.entries().get(i);
            if (tree != null && !tree.root().equals(entry.root())) {
                nameDamage(entry, tree);
            }
        }
    }

    private void nameDamage(Entry entry, Hashes.Tree tree) {
        Digest root = entry.root();
        Bencode.Text layer = root == null ? null : metainfo.pieceLayers().get(root);
        if (layer == null) {
            boolean whole = entry.bytes() <= info.pieceLength();
            faults.add(new Verdict.Damaged(entry.name(), whole ? 0 : -1, 0));
            return;
        }
        for (int at = 0; at < layer.length(); at += MerkleTree.HASH) {
            if (!layer.matches(tree.layer(), at, MerkleTree.HASH)) {
                long piece = at / MerkleTree.HASH;
                faults.add(new Verdict.Damaged(entry.name(), piece, piece * info.pieceLength()));
            }
        }
    }

    private void comparePieces(Layout layout, Hashes hashes) {
        // a damaged file of a hybrid has been named more exactly by its tree
        boolean named = faults.stream().anyMatch(Verdict.Damaged.class::isInstance);
        for (int at = 0; at < hashes.pieces().length() && !named; at += Hashes.SHA1) {
            if (!info.pieces().matches(hashes.pieces(), at, Hashes.SHA1)) {
                blame(layout, at / Hashes.SHA1);
            }
        }
    }

    private void blame(Layout layout, long piece) {
        long from = piece * layout.pieceLength();
        List<String> names = new ArrayList<>();
        for (int i = layout.spanAt(from); i < layout.spans().size(); i++) {
            Layout.Span span = layout.spans().get(i);
            if (span.from() >= from + layout.pieceLength()) {
                break;
            }
            if (absent.get(span.entry())) {
                return;
            }
            Entry entry = info.entries().get(span.entry());
            if (!entry.pad()) {
                names.add(entry.name());
            }
        }
        faults.add(new Verdict.DamagedPiece(piece, names));
    }
}
