package v2v.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Tombstone;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Tombstones as files: canonical JSON, and beside it a signature like that of a release.
final class Tombstones {
    static final String FOLDER = "tombstones";

    private static final String SIGNATURE = ".sig";
    private static final int LONGEST = 64 << 10;

    /// What every tombstone says, because nobody can promise more.
    static final List<String> CANNOT_BE_UNDONE =
            List.of(
                    "We no longer offer, list or seed this release. Copies that others hold stay"
                            + " where they are, and can be passed on from there.",
                    "A Creative Commons licence can not be taken back: as far as it was ours to"
                            + " give, it stays in force for everybody who keeps to it.",
                    "Other mirrors and search engines may go on showing it; we can ask them, and no"
                            + " more.");

    private Tombstones() {}

    /// The signature first: the name of the tombstone is the withdrawal, and it never stands there
    /// unsigned.
    static void write(Path file, Tombstone stone, PublisherKey key) throws IOException {
        byte[] bytes = Jcs.write(tree(stone)).getBytes(StandardCharsets.UTF_8);
        Disk.write(signature(file), key.signature(bytes).getBytes(StandardCharsets.US_ASCII));
        Disk.write(file, bytes);
    }

    private static Path signature(Path file) {
        return file.resolveSibling(file.getFileName() + SIGNATURE);
    }

    private static ObjectNode tree(Tombstone stone) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        tree.put("type", "tombstone");
        tree.put("id", stone.id());
        tree.put("folder", stone.folder());
        tree.put("title", stone.title());
        if (stone.infohash() != null) {
            tree.put("infohash", stone.infohash());
        }
        if (stone.infohashV2() != null) {
            tree.put("infohashV2", stone.infohashV2());
        }
        tree.put("withdrawnAt", stone.withdrawnAt().toString());
        tree.put("reason", stone.reason());
        tree.put("publisher", stone.publisher());
        tree.put("key", stone.key());
        ArrayNode words = tree.putArray("cannotBeUndone");
        stone.cannotBeUndone().forEach(words::add);
        return tree;
    }

    /// The tombstone of this release among those in a folder; of an item, when nothing says which
    /// of its versions it is. One that this key did not sign is anybody's, and says nothing.
    static Optional<Tombstone> find(Path folder, String id, String name, OpenKey key)
            throws IOException {
        if (!id.matches("[0-9a-f]{16}") || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*-" + id + "*.json")) {
            for (Path file : files) {
                Optional<Tombstone> stone = read(file, key);
                boolean right =
                        stone.isPresent()
                                && stone.get().id().equals(id)
                                && (name.isEmpty() || stone.get().folder().equals(name));
                if (right) {
                    return stone;
                }
            }
        }
        return Optional.empty();
    }

    /// Nothing when there is none, or this key did not sign it.
    static Optional<Tombstone> read(Path file, OpenKey key) throws IOException {
        Path folder = file.resolveSibling(".").normalize();
        List<Fault> unread = new ArrayList<>();
        Optional<byte[]> stone = Seal.small(folder, name(file), LONGEST, unread);
        Optional<byte[]> signed =
                Seal.small(folder, name(signature(file)), LONGEST, unread).flatMap(Seal::unspelt);
        if (stone.isEmpty() || signed.isEmpty() || !key.verifies(stone.get(), signed.get())) {
            return Optional.empty();
        }
        try {
            String text = new String(stone.get(), StandardCharsets.UTF_8);
            return Optional.of(Json.read(text, Tombstone.class));
        } catch (UncheckedIOException signedButNoTombstone) {
            return Optional.empty();
        }
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
