package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.item.Tombstone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// That a catalogue folder is what its publisher signed, to the last byte.
///
/// @param items newest first
/// @param tombstones of releases that were taken back
public record Proof(Head head, List<Entry> items, List<Tombstone> tombstones) {
    /// Sizes above this are no catalogue of ours, bytes.
    private static final long LONGEST = 2L << 30;

    private static final String FOLDER = "[a-z0-9][a-z0-9-]{0,150}";

    public Proof {
        items = List.copyOf(items);
        tombstones = List.copyOf(tombstones);
    }

    /// Reads every file that the head binds.
    ///
    /// @param fingerprint of the publisher's key
    /// @param seen the last head that this reader took; null at the first time
    /// @throws Refusal naming the first thing that is wrong
    public static Proof of(Path catalogue, String fingerprint, @Nullable Head seen)
            throws IOException {
        Head head = Head.verified(catalogue, fingerprint);
        if (seen != null) {
            head.requireFollows(seen, catalogue);
        }
        Map<String, String> sums = sums(catalogue, head);
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            requireFile(catalogue, sum.getKey(), sum.getValue());
        }
        return new Proof(
                head,
                items(catalogue, head, sums),
                tombstones(catalogue, head, sums, Head.key(catalogue, fingerprint)));
    }

    /// The list of all files, as the head names it.
    public static Map<String, String> sums(Path catalogue, Head head) throws IOException {
        part(catalogue, head.manifest());
        return Draft.Sums.read(catalogue);
    }

    /// The releases of a catalogue, whatever has become of its pages: only what names them is
    /// proven.
    ///
    /// @param fingerprint of the publisher's key
    /// @throws Refusal naming the first thing that is wrong
    public static List<Entry> signed(Path catalogue, String fingerprint) throws IOException {
        Head head = Head.verified(catalogue, fingerprint);
        return items(catalogue, head, sums(catalogue, head));
    }

    /// The releases of a catalogue that was proven before.
    public static List<Entry> listed(Path catalogue) throws IOException {
        List<Entry> items = new ArrayList<>();
        Path file = catalogue.resolve(Editions.LIST);
        for (String line : Files.readAllLines(file)) {
            items.add(entry(file, line));
        }
        return items;
    }

    private static void requireFile(Path catalogue, String path, String hash) throws IOException {
        Path place = catalogue;
        for (String name : path.split("/", -1)) {
            place = place.resolve(name);
            if (Files.isSymbolicLink(place)) {
                throw damaged(place, "it is a symbolic link");
            }
        }
        if (!Files.isRegularFile(place, LinkOption.NOFOLLOW_LINKS)) {
            throw damaged(place, "it is missing, or no ordinary file");
        }
        if (!Draft.hash(place).equals(hash)) {
            throw damaged(place, "its bytes are not what the catalogue's list says");
        }
    }

    private static byte[] part(Path catalogue, Head.Part part) throws IOException {
        Path file = catalogue.resolve(part.path());
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                || Files.size(file) != part.bytes()
                || part.bytes() > LONGEST) {
            throw damaged(file, "it is missing, or not as long as the head says");
        }
        byte[] bytes = Files.readAllBytes(file);
        if (!Head.sha256(bytes).equals(part.sha256())) {
            throw damaged(file, "its bytes are not what the head says");
        }
        return bytes;
    }

    private static List<Entry> items(Path catalogue, Head head, Map<String, String> sums)
            throws IOException {
        Path file = catalogue.resolve(head.list().path());
        List<Entry> items = new ArrayList<>();
        Set<String> folders = new HashSet<>();
        String text = new String(part(catalogue, head.list()), StandardCharsets.UTF_8);
        for (String line : text.lines().toList()) {
            Entry entry = entry(file, line);
            String torrent = "items/" + entry.folder() + "/" + entry.folder() + ".torrent";
            if (!entry.folder().matches(FOLDER) || !folders.add(entry.folder())) {
                throw damaged(file, "it names a folder that is none, or twice: " + entry.folder());
            }
            if (!sums.containsKey(torrent)
                    || (entry.infohash() == null && entry.infohashV2() == null)) {
                throw damaged(file, "it has no torrent for " + entry.folder());
            }
            items.add(entry);
        }
        if (items.size() != head.items()) {
            throw damaged(file, "it lists %d of %d".formatted(items.size(), head.items()));
        }
        return items;
    }

    private static Entry entry(Path file, String line) {
        try {
            return Json.read(line, Entry.class);
        } catch (UncheckedIOException | NullPointerException e) {
            throw damaged(file, "a line of it is no release");
        }
    }

    private static List<Tombstone> tombstones(
            Path catalogue, Head head, Map<String, String> sums, OpenKey key) throws IOException {
        List<Tombstone> stones = new ArrayList<>();
        for (String path : sums.keySet()) {
            if (path.matches("tombstones/" + FOLDER + "[.]json")) {
                stones.add(tombstone(catalogue, path, key));
            }
        }
        if (stones.size() != head.tombstones()) {
            throw damaged(
                    catalogue.resolve("tombstones"),
                    "there are %d of %d".formatted(stones.size(), head.tombstones()));
        }
        return stones;
    }

    private static Tombstone tombstone(Path catalogue, String path, OpenKey key)
            throws IOException {
        byte[] bytes = Head.small(catalogue, path);
        if (!key.verifiesLine(bytes, Head.small(catalogue, path + Head.SIGNATURE))) {
            throw damaged(catalogue.resolve(path), "it is not signed with the publisher's key");
        }
        Tombstone stone = Json.read(new String(bytes, StandardCharsets.UTF_8), Tombstone.class);
        if (!path.equals("tombstones/" + stone.folder() + ".json")) {
            throw damaged(catalogue.resolve(path), "it is of another release");
        }
        return stone;
    }

    static Refusal damaged(Path file, String what) {
        return new Refusal(
                Refusal.Code.CATALOGUE_DAMAGED,
                file.toString(),
                what,
                "take the catalogue again, or from another place");
    }
}
