package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;
import v2v.torrent.Metainfo.Entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// From bencoded values to [Metainfo], with every rule of BEP 3, 47 and 52 asked on the way: a
/// torrent whose two halves disagree, or whose sizes do not fit its hashes, is refused whole.
final class MetainfoReader {
    private static final int SHA1 = 20;
    private static final int MAX_PIECE = 512 << 20;

    private final String source;

    MetainfoReader(String source) {
        this.source = source;
    }

    Metainfo read(Bencode value) {
        Fields outer = Fields.of(value, "the torrent", source);
        Metainfo.InfoDict info = info(outer.dict("info"));
        Map<Digest, Bencode.Text> layers = new HashMap<>();
        if (info.hash().v2() != null) {
            layers = layers(outer, info);
        }
        return new Metainfo(
                info,
                trackers(outer),
                outer.texts("url-list"),
                outer.text("comment"),
                outer.text("created by"),
                created(outer),
                layers,
                outer.dict());
    }

    private Metainfo.InfoDict info(Fields info) {
        String name = name(info);
        boolean v2 = info.has("meta version");
        boolean v1 = info.has("pieces");
        if (v2 ? info.size("meta version") != 2 : !v1) {
            throw invalid("is of no version that this program knows");
        }
        int pieceLength = pieceLength(info, v2);
        List<Entry> tree = v2 ? new FileTree(source).read(info, pieceLength) : List.of();
        boolean folder =
                v1 ? info.has("files") : tree.size() != 1 || !tree.getFirst().name().equals(name);
        List<Entry> entries = v1 ? flat(info, name) : tree;
        if (v1 && v2) {
            entries = agreed(entries, tree, pieceLength);
        }
        Bencode.Text pieces = v1 ? info.bytes("pieces") : Bencode.text("");
        Metainfo.InfoDict result =
                new Metainfo.InfoDict(
                        name,
                        folder,
                        pieceLength,
                        info.get("private") instanceof Bencode.Whole(long flag) && flag == 1,
                        entries,
                        pieces,
                        hash(info.dict().encoded(), v1, v2),
                        info.dict());
        return checked(result, v1);
    }

    private Metainfo.InfoDict checked(Metainfo.InfoDict info, boolean v1) {
        long total = 0;
        for (Entry entry : info.entries()) {
            total += entry.bytes();
            if (total < 0) {
                throw invalid("claims more bytes than there can be");
            }
        }
        if (total == 0) {
            throw invalid("has no content");
        }
        if (v1 && Math.ceilDiv(total, info.pieceLength()) * SHA1 != info.pieces().length()) {
            throw invalid("has not one hash for every piece of the size that it claims");
        }
        return info;
    }

    private String name(Fields info) {
        String name = info.bytes("name").utf8();
        refuseName(name, SafeName.fault(name));
        return name;
    }

    private int pieceLength(Fields info, boolean v2) {
        long length = info.size("piece length");
        boolean power = Long.bitCount(length) == 1 && length >= MerkleTree.BLOCK;
        if (length < 1 || length > MAX_PIECE || (v2 && !power)) {
            throw info.lacks("piece length");
        }
        return (int) length;
    }

    private List<Entry> flat(Fields info, String name) {
        if (!info.has("files")) {
            return List.of(new Entry(List.of(name), info.size("length"), false, null));
        }
        List<Entry> entries = new ArrayList<>();
        for (Bencode value : info.series("files")) {
            Fields file = Fields.of(value, "a file", source);
            List<String> path = file.texts("path");
            refuseName(String.join("/", path), SafeName.fault(path));
            boolean pad = file.text("attr").contains("p");
            // BEP 47: a symbolic link would let a torrent point out of its own folder
            if (file.text("attr").contains("l")) {
                throw invalid("holds a symbolic link: " + String.join("/", path));
            }
            entries.add(new Entry(path, file.size("length"), pad, null));
        }
        refuseDoubles(entries);
        return entries;
    }

    /// Two pads may share a path (libtorrent makes them so), two files may not.
    private void refuseDoubles(List<Entry> entries) {
        List<String> names =
                entries.stream().filter(e -> !e.pad()).map(Entry::name).sorted().toList();
        for (int i = 1; i < names.size(); i++) {
            String name = names.get(i);
            if (name.equals(names.get(i - 1)) || name.startsWith(names.get(i - 1) + "/")) {
                throw invalid("names the same file twice: " + name);
            }
        }
    }

    /// BEP 52: both halves of a hybrid must describe the same files in the same order, each at the
    /// start of a piece. Returns the v1 list with the v2 roots.
    private List<Entry> agreed(List<Entry> flat, List<Entry> tree, int pieceLength) {
        List<Entry> merged = new ArrayList<>();
        List<Entry> left = tree.stream().filter(e -> !e.pad()).toList();
        int next = 0;
        long at = 0;
        for (Entry entry : flat) {
            if (entry.pad()) {
                merged.add(entry);
            } else {
                Entry other = next < left.size() ? left.get(next++) : null;
                boolean aligned = entry.bytes() == 0 || at % pieceLength == 0;
                if (other == null || !same(entry, other) || !aligned) {
                    throw invalid("describes different files to old and new clients");
                }
                merged.add(other);
            }
            at += entry.bytes();
        }
        if (next != left.size()) {
            throw invalid("describes different files to old and new clients");
        }
        return merged;
    }

    private static boolean same(Entry one, Entry other) {
        return one.path().equals(other.path()) && one.bytes() == other.bytes();
    }

    private Map<Digest, Bencode.Text> layers(Fields outer, Metainfo.InfoDict info) {
        Map<Digest, Bencode.Text> layers = new HashMap<>();
        Fields given = outer.dict("piece layers");
        MerkleTree tree = new MerkleTree();
        for (Entry file : info.files()) {
            if (file.root() == null || file.bytes() <= info.pieceLength()) {
                continue;
            }
            Digest root = Objects.requireNonNull(file.root());
            Bencode key = given.dict().entries().get(key(root));
            long count = Math.ceilDiv(file.bytes(), info.pieceLength());
            if (!(key instanceof Bencode.Text layer)
                    || layer.length() != count * MerkleTree.HASH
                    || !Digest.of(tree.fileRoot(layer.bytes(), info.pieceLength())).equals(root)) {
                throw invalid("has no true piece layer for " + file.name());
            }
            layers.put(root, layer);
        }
        return layers;
    }

    private static Bencode.Text key(Digest root) {
        return Bencode.bytes(HexFormat.of().parseHex(root.hex()));
    }

    private static List<List<String>> trackers(Fields outer) {
        List<List<String>> tiers = new ArrayList<>();
        for (Bencode tier : outer.series("announce-list")) {
            if (tier instanceof Bencode.Series(List<Bencode> urls) && !urls.isEmpty()) {
                tiers.add(outer.texts(urls, "announce-list"));
            }
        }
        // BEP 12: announce counts only when there is no announce-list
        return tiers.isEmpty() && outer.has("announce") ? List.of(outer.texts("announce")) : tiers;
    }

    private static @Nullable Instant created(Fields outer) {
        return outer.get("creation date") instanceof Bencode.Whole(long seconds)
                        && Math.abs(seconds) < Instant.MAX.getEpochSecond()
                ? Instant.ofEpochSecond(seconds)
                : null;
    }

    private static Metainfo.Infohash hash(byte[] info, boolean v1, boolean v2) {
        HexFormat hex = HexFormat.of();
        return new Metainfo.Infohash(
                v1 ? hex.formatHex(MerkleTree.digest("SHA-1").digest(info)) : null,
                v2 ? hex.formatHex(MerkleTree.digest("SHA-256").digest(info)) : null);
    }

    private void refuseName(String name, @Nullable String fault) {
        if (fault != null) {
            throw invalid("holds a name that can not be used: " + printable(name) + " " + fault);
        }
    }

    /// For the sentence: a hostile name must not move the cursor.
    static String printable(String name) {
        StringBuilder out = new StringBuilder("'");
        name.codePoints()
                .limit(80)
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.append('\'').toString();
    }

    private Refusal invalid(String what) {
        return BencodeReader.invalid(source, what);
    }
}
