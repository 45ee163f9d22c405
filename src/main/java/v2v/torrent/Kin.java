package v2v.torrent;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// Which other torrents a torrent names.
///
/// @param replaces those that it is a corrected version of: `x-replaces`, a key of our own outside
///   of the info part, as a list of info-hashes, 20 bytes each for v1 and 32 for v2. Their files
///   may be found again in it, so they stand in `similar` (BEP 38) too
/// @param collections names that it shares with others which may hold the same files (BEP 38)
public record Kin(List<Metainfo.Infohash> replaces, List<String> collections) {
    public static final Kin NONE = new Kin(List.of(), List.of());

    private static final int V1 = 40;
    private static final int V2 = 64;

    public Kin {
        replaces = List.copyOf(replaces);
        collections = collections.stream().distinct().sorted().toList();
    }

    /// A corrected version of another torrent.
    public static Kin replacing(Metainfo.Infohash earlier) {
        return new Kin(List.of(earlier), List.of());
    }

    /// The same, as a member of these collections too.
    public Kin in(List<String> names) {
        return new Kin(replaces, names);
    }

    /// The full names of what is replaced.
    List<Bencode.Text> names() {
        List<Bencode.Text> names = new ArrayList<>();
        for (Metainfo.Infohash hash : replaces) {
            add(names, hash.v1(), V2);
            add(names, hash.v2(), V2);
        }
        return names;
    }

    /// BEP 38 knows 20 bytes only: of a v2 hash the first 20, by which trackers and peers know it.
    List<Bencode.Text> similar() {
        List<Bencode.Text> similar = new ArrayList<>();
        for (Metainfo.Infohash hash : replaces) {
            add(similar, hash.v1(), V1);
            add(similar, hash.v2(), V1);
        }
        return similar;
    }

    /// The info-hashes that a stranger's torrent names.
    static List<String> hashes(@Nullable Bencode value) {
        List<Bencode> values =
                value instanceof Bencode.Series(List<Bencode> many)
                        ? many
                        : value == null ? List.of() : List.of(value);
        return values.stream()
                .filter(Bencode.Text.class::isInstance)
                .map(v -> ((Bencode.Text) v).hex())
                .filter(hex -> hex.length() == V1 || hex.length() == V2)
                .toList();
    }

    private static void add(List<Bencode.Text> to, @Nullable String hex, int most) {
        if (hex != null) {
            String name = hex.substring(0, Math.min(most, hex.length()));
            to.add(Bencode.bytes(HexFormat.of().parseHex(name)));
        }
    }
}
