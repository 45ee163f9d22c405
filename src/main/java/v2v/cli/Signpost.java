package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;
import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.torrent.Durable;
import v2v.torrent.dht.Dht;
import v2v.torrent.dht.Pointer;
import v2v.torrent.dht.SignedItem;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;

/// Asks the DHT which edition is a publisher's newest (BEP 46), and remembers what he has signed: a
/// mirror says it again when he is gone.
final class Signpost {
    private final Library library;
    private final @Nullable Dht dht;
    private final Consumer<SignedItem> again;

    /// @param dht null when this mirror is in none
    /// @param again told of what a publisher has signed, to keep it in the DHT
    Signpost(Library library, @Nullable Dht dht, Consumer<SignedItem> again) {
        this.library = library;
        this.dht = dht;
        this.again = again;
    }

    /// The key that a link names, as people know it.
    ///
    /// @throws Refusal when it names none
    static String fingerprint(String link) {
        try {
            return OpenKey.ofRaw(Pointer.parse(link).publicKey()).fingerprint();
        } catch (IllegalArgumentException e) {
            throw foreign(link, "it names no Ed25519 key");
        }
    }

    /// Whether such links can be followed here.
    boolean follows() {
        return dht != null;
    }

    /// What was remembered, kept in the DHT from now on.
    void resume() throws IOException {
        remembered().ifPresent(again);
    }

    /// The magnet link of the newest edition.
    ///
    /// @param link [Pointer]
    /// @param key fingerprint of the publisher's key
    /// @throws IOException when nobody knows it
    String follow(String link, String key) throws IOException {
        if (!fingerprint(link).equals(key)) {
            throw foreign(link, "it names another key than " + key);
        }
        if (dht == null) {
            throw new IOException("is followed through the DHT, which is off here (dht = yes)");
        }
        Pointer pointer = Pointer.parse(link);
        SignedItem item = newest(pointer, dht);
        String infohash = Pointer.infohash(item);
        Files.createDirectories(library.editions());
        Durable.write(file(), item.encoded(), Instant.now());
        again.accept(item);
        return "magnet:?xt=urn:btih:" + infohash;
    }

    private SignedItem newest(Pointer pointer, Dht asked) throws IOException {
        Optional<SignedItem> known = remembered().filter(pointer::isOf);
        Optional<SignedItem> found = asked.get(pointer.publicKey(), pointer.salt());
        if (found.isPresent()
                && (known.isEmpty() || found.get().sequence() > known.get().sequence())) {
            return found.get();
        }
        return known.orElseThrow(
                () -> new IOException("nobody in the DHT knows what it points at"));
    }

    private Optional<SignedItem> remembered() throws IOException {
        return Files.exists(file())
                ? SignedItem.read(Files.readAllBytes(file()))
                : Optional.empty();
    }

    private Path file() {
        return library.editions().resolve("pointer.dht");
    }

    private static Refusal foreign(String link, String what) {
        return new Refusal(
                Refusal.Code.KEY_FOREIGN,
                link,
                what,
                "copy the link again from the publisher, and compare the fingerprint");
    }
}
