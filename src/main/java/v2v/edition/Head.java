package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Refusal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.List;

/// What the publisher signs of an edition: `catalogue.json`. It names the edition's number, the
/// head before it, and the hash of the list that names every file, so that one signature binds all.
///
/// @param type `v2v-catalogue`
/// @param version of this form, 1
/// @param sequence 1 for the first edition, one more for each
/// @param previous SHA-256 of the `catalogue.json` before; null in the first
/// @param publisher who publishes, in words
/// @param key fingerprint of the key that signs
/// @param items how many releases are listed
/// @param tombstones how many were withdrawn
/// @param list `items.jsonl`
/// @param manifest `manifest-sha256.txt`: every other file
/// @param places where newer editions may be found: URLs of catalogues, best first, and the magnet
///   link of the key (BEP 46)
public record Head(
        String type,
        int version,
        long sequence,
        @Nullable String previous,
        Instant at,
        String publisher,
        String key,
        int items,
        int tombstones,
        Part list,
        Part manifest,
        List<String> places) {
    static final String TYPE = "v2v-catalogue";
    public static final String FILE = "catalogue.json";
    static final String SIGNATURE = ".sig";
    static final String KEY = "publisher-key.pem";
    static final String HEADS = "heads";

    private static final int LONGEST = 64 << 10;

    /// A file of the edition.
    public record Part(String path, long bytes, String sha256) {
        static Part of(String path, byte[] bytes) {
            return new Part(path, bytes.length, Head.sha256(bytes));
        }
    }

    public Head {
        places = List.copyOf(places);
    }

    byte[] bytes() {
        return (Json.line(this) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /// By which the next one names it, and by which a mirror remembers it.
    public String digest() {
        return sha256(bytes());
    }

    /// The name under which later editions keep it.
    static String name(long sequence) {
        return HEADS + "/%06d.json".formatted(sequence);
    }

    /// The head of a catalogue folder, with all heads before it: each signed by this key, each
    /// naming the one before.
    ///
    /// @param fingerprint of the publisher's key, as the reader knows it from elsewhere
    /// @throws Refusal saying what is wrong
    public static Head verified(Path catalogue, String fingerprint) throws IOException {
        OpenKey key = key(catalogue, fingerprint);
        Head head = read(catalogue, FILE, key);
        Head later = head;
        for (long sequence = head.sequence() - 1; sequence >= 1; sequence--) {
            Head earlier = read(catalogue, name(sequence), key);
            if (earlier.sequence() != sequence || !earlier.digest().equals(later.previous())) {
                throw invalid(
                        catalogue.resolve(name(sequence)),
                        "it is not the head that edition " + (sequence + 1) + " follows");
            }
            later = earlier;
        }
        if (later.previous() != null) {
            throw invalid(catalogue.resolve(FILE), "its first edition follows another one");
        }
        return head;
    }

    /// That this head may follow one that was seen before.
    ///
    /// @param catalogue its folder, verified
    /// @throws Refusal `CATALOGUE_ROLLED_BACK` when it is older, `CATALOGUE_FORKED` when it belongs
    ///   to another history
    public void requireFollows(Head seen, Path catalogue) throws IOException {
        if (sequence < seen.sequence()) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_ROLLED_BACK,
                    catalogue.toString(),
                    "this is edition %d, and edition %d was seen before"
                            .formatted(sequence, seen.sequence()),
                    "take the catalogue from another place: somebody offers an old one");
        }
        String same =
                sequence == seen.sequence()
                        ? digest()
                        : sha256(small(catalogue, name(seen.sequence())));
        if (!same.equals(seen.digest())) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_FORKED,
                    catalogue.toString(),
                    "its edition %d is another one than was seen before".formatted(seen.sequence()),
                    "ask the publisher: two histories are signed with one key");
        }
    }

    /// The key that lies in the folder, if it is the one that is meant.
    static OpenKey key(Path catalogue, String fingerprint) throws IOException {
        OpenKey key;
        try {
            key = OpenKey.read(new String(small(catalogue, KEY), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            throw invalid(catalogue.resolve(KEY), "it is no Ed25519 public key in PEM");
        }
        if (!key.fingerprint().equals(fingerprint)) {
            throw new Refusal(
                    Refusal.Code.KEY_FOREIGN,
                    catalogue.resolve(KEY).toString(),
                    "its key is " + key.fingerprint() + " and not " + fingerprint,
                    "compare the fingerprint with what the publisher says, or take the catalogue"
                            + " from another place");
        }
        return key;
    }

    private static Head read(Path catalogue, String name, OpenKey key) throws IOException {
        byte[] bytes = small(catalogue, name);
        if (!key.verifiesLine(bytes, small(catalogue, name + SIGNATURE))) {
            throw new Refusal(
                    Refusal.Code.KEY_FOREIGN,
                    catalogue.resolve(name).toString(),
                    "it is not signed with the key " + key.fingerprint(),
                    "take the catalogue from another place: this one was changed or is somebody"
                            + " else's");
        }
        try {
            Head head = Json.read(new String(bytes, StandardCharsets.UTF_8), Head.class);
            if (!TYPE.equals(head.type()) || head.version() != 1) {
                throw invalid(
                        catalogue.resolve(name), "it is of a form that this program does not know");
            }
            if (!head.digest().equals(sha256(bytes)) || !head.key().equals(key.fingerprint())) {
                throw invalid(catalogue.resolve(name), "it is not spelt as a head is");
            }
            return head;
        } catch (UncheckedIOException | NullPointerException e) {
            throw invalid(catalogue.resolve(name), "it is no head of a catalogue");
        }
    }

    /// Whether there is a file of this name with a signature that is right.
    static boolean isSigned(Path catalogue, String name, OpenKey key) throws IOException {
        Path signature = catalogue.resolve(name + SIGNATURE);
        return Files.isRegularFile(catalogue.resolve(name), LinkOption.NOFOLLOW_LINKS)
                && Files.isRegularFile(signature, LinkOption.NOFOLLOW_LINKS)
                && key.verifiesLine(small(catalogue, name), small(catalogue, name + SIGNATURE));
    }

    static Refusal invalid(Path file, String what) {
        return new Refusal(
                Refusal.Code.CATALOGUE_INVALID,
                file.toString(),
                what,
                "take the catalogue from another place");
    }

    /// A file that must be small and ordinary.
    static byte[] small(Path catalogue, String name) throws IOException {
        Path file = catalogue.resolve(name);
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw invalid(file, "it is missing, or no ordinary file");
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw invalid(file, "it is longer than such a file is");
            }
            return bytes;
        }
    }

    static String sha256(byte[] bytes) {
        return Digest.of(sha256().digest(bytes)).hex();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
