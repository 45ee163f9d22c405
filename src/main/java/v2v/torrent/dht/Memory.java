package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// Our id and the nodes that we knew, so that a start does not lean on the well-known ones.
///
/// @param nodes those that were not known to be gone
record Memory(Id id, List<Contact> nodes) {
    private static final int MOST_BYTES = 1 << 20;

    /// Null when there is no such file, or not one of ours: then all begins anew.
    static @Nullable Memory read(Path file) throws IOException {
        if (!Files.exists(file) || Files.size(file) > MOST_BYTES) {
            return null;
        }
        try {
            if (BencodeReader.read(Files.readAllBytes(file), file.toString())
                    instanceof Bencode.Dict dict) {
                Args args = new Args(dict);
                return new Memory(args.id("id"), Compact.nodes(args.text("nodes").bytes()));
            }
        } catch (Refusal | BadMessage e) {
            return null;
        }
        return null;
    }

    /// Replaces the file in one moment.
    void write(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Bencode.Dict dict =
                new Bencode.Draft()
                        .put("id", Bencode.bytes(id.bytes()))
                        .put("nodes", Bencode.bytes(Compact.nodes(nodes)))
                        .dict();
        Path draft = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(draft, dict.encoded());
        Files.move(
                draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
