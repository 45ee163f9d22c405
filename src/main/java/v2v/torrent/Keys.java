package v2v.torrent;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Every key that stands in a .torrent, with its value and what it is good for: those of the BEPs,
/// those that programs are known to write, and those that nobody has explained to us.
///
/// A folder of 10,000 files has 10,000 times the same keys: in `files` and `file tree` a key stands
/// once, with how often it occurs.
public final class Keys {
    /// A hostile file may hold millions.
    private static final int MOST = 500;

    private static final int LONGEST = 200;
    private static final String TREE = "info.file tree";

    /// Hashes that by chance are letters are hashes all the same.
    private static final Set<String> HASHES =
            Set.of(
                    "similar",
                    "info.similar",
                    "x-replaces",
                    "info.sha1",
                    "info.files[].sha1",
                    "info.root hash",
                    TREE + ".*.pieces root");

    private final Map<String, Seen> seen = new LinkedHashMap<>();
    private long left;

    private Keys() {}

    /// One key.
    ///
    /// @param key as a path: `info.piece length`; `[]` for each of a list, `*` for each file
    /// @param value for people's eyes
    /// @param meaning one sentence
    /// @param known false for a key of which nothing is known here
    public record Key(String key, String value, String meaning, boolean known) {}

    private static final class Seen {
        private final String value;
        private long count = 1;
        private boolean same = true;

        Seen(String value) {
            this.value = value;
        }

        void again(String other) {
            count++;
            same &= value.equals(other);
        }

        String shown() {
            return (same ? value : "various") + (count == 1 ? "" : " (" + count + " times)");
        }
    }

    /// All keys, outer ones and those of `info`, in the order of their bytes.
    static List<Key> of(Bencode.Dict torrent) {
        Keys keys = new Keys();
        keys.dict("", torrent);
        List<Key> all = new ArrayList<>();
        keys.seen.forEach((path, seen) -> all.add(key(path, seen)));
        if (keys.left > 0) {
            String more = keys.left + " more keys";
            all.add(new Key("…", more, "More keys than anybody would read were found.", false));
        }
        return List.copyOf(all);
    }

    private static Key key(String path, Seen seen) {
        String meaning = KeyWords.MEANINGS.get(path);
        if (meaning != null) {
            return new Key(path, seen.shown(), meaning, true);
        }
        String unknown =
                path.startsWith("info.")
                        ? "A key that this program does not know; it is part of the info-hash."
                        : "A key that this program does not know; it is passed over.";
        return new Key(path, seen.shown(), unknown, false);
    }

    private void dict(String path, Bencode.Dict dict) {
        for (Map.Entry<Bencode.Text, Bencode> entry : dict.entries().entrySet()) {
            String name = text(entry.getKey());
            value(path.isEmpty() ? name : path + "." + name, entry.getValue());
        }
    }

    private void value(String path, Bencode value) {
        String special = special(path, value);
        if (special != null) {
            note(path, special);
            return;
        }
        note(path, plain(value));
        switch (value) {
            case Bencode.Dict dict when path.equals(TREE) -> tree(dict);
            case Bencode.Dict dict -> dict(path, dict);
            case Bencode.Series(List<Bencode> values) -> {
                for (Bencode inner : values) {
                    if (inner instanceof Bencode.Dict dict) {
                        dict(path + "[]", dict);
                    }
                }
            }
            case Bencode.Text _, Bencode.Whole _ -> {}
        }
    }

    /// Names of folders and files are no keys; what stands under the empty name is.
    private void tree(Bencode.Dict folder) {
        for (Map.Entry<Bencode.Text, Bencode> child : folder.entries().entrySet()) {
            if (child.getValue() instanceof Bencode.Dict inner) {
                if (child.getKey().length() == 0) {
                    dict(TREE + ".*", inner);
                } else {
                    tree(inner);
                }
            }
        }
    }

    private void note(String path, String value) {
        Seen known = seen.get(path);
        if (known != null) {
            known.again(value);
        } else if (seen.size() < MOST) {
            seen.put(path, new Seen(value));
        } else {
            left++;
        }
    }

    // --- values ---

    /// What deserves more than its type; null when the plain form will do.
    private static @Nullable String special(String path, Bencode value) {
        return switch (value) {
            case Bencode.Whole(long seconds) when path.equals("creation date") -> moment(seconds);
            case Bencode.Whole(long bytes)
                    when path.endsWith("length") && path.startsWith("info.") && bytes >= 0 ->
                    TorrentText.amount(bytes);
            case Bencode.Text hash when HASHES.contains(path) -> hash.hex();
            case Bencode.Series(List<Bencode> hashes) when HASHES.contains(path) ->
                    hashes.stream()
                            .map(h -> h instanceof Bencode.Text text ? text.hex() : plain(h))
                            .collect(Collectors.joining(", "));
            case Bencode.Text pieces when path.equals("info.pieces") ->
                    hashes(pieces.length() / Hashes.SHA1, Hashes.SHA1);
            case Bencode.Dict layers when path.equals("piece layers") -> layers(layers);
            case Bencode.Series(List<Bencode> tiers) when path.equals("announce-list") ->
                    joined(tiers, " | ");
            case Bencode.Series(List<Bencode> nodes) when path.equals("nodes") ->
                    nodes.stream().limit(20).map(Keys::node).collect(Collectors.joining(", "));
            case Bencode.Text _, Bencode.Whole _, Bencode.Series _, Bencode.Dict _ -> null;
        };
    }

    private static String moment(long seconds) {
        try {
            return Instant.ofEpochSecond(seconds).toString();
        } catch (DateTimeException e) {
            return seconds + " (no such moment)";
        }
    }

    private static String layers(Bencode.Dict layers) {
        long hashes =
                layers.entries().values().stream()
                        .filter(Bencode.Text.class::isInstance)
                        .mapToLong(layer -> ((Bencode.Text) layer).length() / MerkleTree.HASH)
                        .sum();
        return count(layers.entries().size(), "file") + ", " + hashes(hashes, MerkleTree.HASH);
    }

    private static String hashes(long number, int bytes) {
        return number + (number == 1 ? " hash of " : " hashes of ") + bytes + " bytes";
    }

    private static String node(Bencode node) {
        if (node instanceof Bencode.Series(List<Bencode> pair) && pair.size() == 2) {
            return plain(pair.getFirst()) + ":" + plain(pair.getLast());
        }
        return plain(node);
    }

    private static String plain(Bencode value) {
        return switch (value) {
            case Bencode.Whole(long number) -> Long.toString(number);
            case Bencode.Text text -> text(text);
            case Bencode.Series(List<Bencode> values)
                    when values.stream().allMatch(Bencode.Text.class::isInstance) ->
                    joined(values, ", ");
            case Bencode.Series(List<Bencode> values) -> count(values.size(), "entry");
            case Bencode.Dict dict -> count(dict.entries().size(), "key");
        };
    }

    private static String joined(List<Bencode> values, String between) {
        String most =
                values.stream().limit(20).map(Keys::plain).collect(Collectors.joining(between));
        return values.size() > 20 ? most + " and " + (values.size() - 20) + " more" : most;
    }

    /// Text as it is, hashes in hexadecimal digits, and of more than that the length only.
    private static String text(Bencode.Text text) {
        String read = text.utf8().replaceAll("[\\t\\r\\n]+", " "); // comments have lines
        boolean words = read.indexOf('\uFFFD') < 0 && read.chars().noneMatch(c -> c < ' ');
        if (words && text.length() <= LONGEST) {
            return TorrentText.printable(read);
        }
        if (text.length() <= 2 * MerkleTree.HASH) {
            return HexFormat.of().formatHex(text.bytes());
        }
        return String.format(Locale.ROOT, "%,d bytes", text.length());
    }

    private static String count(int number, String one) {
        String many = one.endsWith("y") && !one.endsWith("ey") ? "entries" : one + "s";
        return number + " " + (number == 1 ? one : many);
    }
}
