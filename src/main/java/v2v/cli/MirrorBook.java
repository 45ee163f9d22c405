package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Head;
import v2v.item.BadConfig;
import v2v.item.Json;
import v2v.item.Library;
import v2v.torrent.Durable;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// What a mirror remembers, in `mirror.json`: by it an older catalogue is known for what it is.
///
/// @param key fingerprint of the publisher's key
/// @param sources where catalogues were asked for, the last that answered first
/// @param head of the edition that is shown; null before the first
record MirrorBook(String type, String key, List<String> sources, @Nullable Head head) {
    MirrorBook {
        sources = List.copyOf(sources);
    }

    static MirrorBook of(String key, List<String> sources, @Nullable Head head) {
        return new MirrorBook("mirror", key, sources, head);
    }

    private static Path file(Library library) {
        return library.root().resolve("mirror.json");
    }

    /// Null when the library is no mirror yet.
    static @Nullable MirrorBook read(Library library) throws IOException {
        Path file = file(library);
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return Json.read(Files.readString(file), MirrorBook.class);
        } catch (UncheckedIOException | NullPointerException e) {
            throw new BadConfig(file.toString(), "is damaged: put it back from a copy");
        }
    }

    /// The library is a mirror no more.
    static void forget(Library library) throws IOException {
        Files.deleteIfExists(file(library));
    }

    void write(Library library) throws IOException {
        // with empty values too: the head must read back as it was signed
        byte[] bytes = (Json.line(this) + "\n").getBytes(StandardCharsets.UTF_8);
        Durable.write(file(library), bytes, Instant.now());
    }
}
