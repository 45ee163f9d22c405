package v2v.torrent;

import v2v.item.Digest;
import v2v.torrent.Metainfo.Entry;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The v2 `file tree` (BEP 52): folders are dictionaries, a file is a dictionary under the empty
/// name.
final class FileTree {
    private static final Bencode.Text HERE = Bencode.text("");

    private final String source;

    FileTree(String source) {
        this.source = source;
    }

    /// The files in tree order, with the pads that line them up with pieces.
    List<Entry> read(Fields info, int pieceLength) {
        List<Entry> files = new ArrayList<>();
        walk(info.dict("file tree"), new ArrayList<>(), files);
        return padded(files, pieceLength);
    }

    private void walk(Fields folder, List<String> path, List<Entry> files) {
        for (Map.Entry<Bencode.Text, Bencode> child : folder.dict().entries().entrySet()) {
            Fields node = Fields.of(child.getValue(), "a file or folder", source);
            path.add(child.getKey().utf8());
            String fault = SafeName.fault(path);
            if (fault != null) {
                String name = MetainfoReader.printable(path.getLast());
                throw BencodeReader.invalid(
                        source, "holds a name that can not be used: " + name + " " + fault);
            }
            if (node.dict().entries().containsKey(HERE)) {
                files.add(file(node.dict(""), path));
            } else {
                walk(node, path, files);
            }
            path.removeLast();
        }
    }

    private static Entry file(Fields facts, List<String> path) {
        long bytes = facts.size("length");
        return new Entry(path, bytes, false, bytes == 0 ? null : root(facts));
    }

    private static Digest root(Fields facts) {
        Bencode.Text root = facts.bytes("pieces root");
        if (root.length() != MerkleTree.HASH) {
            throw facts.lacks("pieces root");
        }
        return new Digest(root.hex());
    }

    /// Puts a pad (BEP 47) before every file that would not begin at a piece. Their paths count up:
    /// bt takes two pads of one path and length for the same file and fails.
    static List<Entry> padded(List<Entry> files, int pieceLength) {
        List<Entry> entries = new ArrayList<>();
        long at = 0;
        int pads = 0;
        for (Entry file : files) {
            long over = at % pieceLength;
            if (file.bytes() > 0 && over > 0) {
                long fill = pieceLength - over;
                String name = pads++ + "_" + fill;
                entries.add(new Entry(List.of(".pad", name), fill, true, null));
                at += fill;
            }
            entries.add(file);
            at += file.bytes();
        }
        return entries;
    }

    /// The tree of these files; pads are left out.
    static Bencode.Dict of(List<Entry> entries) {
        return folder(entries.stream().filter(e -> !e.pad()).toList(), 0);
    }

    private static Bencode.Dict folder(List<Entry> inside, int depth) {
        SortedMap<Bencode.Text, Bencode> children = new TreeMap<>();
        inside.stream()
                .collect(Collectors.groupingBy(e -> e.path().get(depth)))
                .forEach((name, below) ->
                        children.put(
                                Bencode.text(name),
                                below.getFirst().path().size() == depth + 1
                                        ? leaf(below.getFirst())
                                        : folder(below, depth + 1)));
        return new Bencode.Dict(children);
    }

    private static Bencode leaf(Entry file) {
        Bencode.Draft facts = new Bencode.Draft().put("length", Bencode.whole(file.bytes()));
        Digest root = file.root();
        if (root != null) {
            facts.put("pieces root", Bencode.bytes(HexFormat.of().parseHex(root.hex())));
        }
        return new Bencode.Draft().put("", facts.dict()).dict();
    }
}
