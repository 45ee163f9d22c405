package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.OpenKey;
import v2v.release.Fault.Kind;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/// The statement of a release folder with its signature, as they lie there.
///
/// @param statement null when there is none that can be understood
/// @param key the one that the signature was compared with; null where there is none
/// @param holds whether the signature is of these bytes and of the key in the folder or, where one
///   was given, of that one
/// @param faults what is known to be wrong; empty when it does not hold and nobody can say from
///   these three files alone which of them was changed
record Seal(
        @Nullable Statement statement, @Nullable OpenKey key, boolean holds, List<Fault> faults) {
    static final String STATEMENT = "rights.jsonld";
    static final String SIGNATURE = "rights.jsonld.sig";
    static final String KEY = "publisher-key.pem";

    private static final int LONGEST_STATEMENT = 2 << 20;
    private static final int LONGEST_LINE = 4 << 10;
    private static final int SIGNED = 64;

    /// Whether there is a statement at all.
    static boolean in(Path folder) {
        return Files.isRegularFile(folder.resolve(STATEMENT), LinkOption.NOFOLLOW_LINKS);
    }

    /// @param given the key that the publisher is known by; null to believe that of the folder
    static Seal read(Path folder, @Nullable OpenKey given) throws IOException {
        List<Fault> faults = new ArrayList<>();
        Optional<byte[]> graph = small(folder, STATEMENT, LONGEST_STATEMENT, faults);
        Optional<byte[]> signed = signed(folder, faults);
        Optional<OpenKey> own = own(folder, faults);
        Optional<OpenKey> key = Optional.ofNullable(given).or(() -> own);
        boolean holds = holds(key, graph, signed);
        if (!holds && given != null && holds(own, graph, signed)) {
            String fingerprint = own.orElseThrow().fingerprint();
            faults.add(
                    new Fault(
                            KEY,
                            Kind.OTHER_KEY,
                            "is the key that signed, "
                                    + fingerprint
                                    + ", and not the one that was given, "
                                    + given.fingerprint()
                                    + ": another than you expect has made this release"));
            key = own;
            holds = true;
        }
        Statement statement = graph.map(bytes -> statement(bytes, faults)).orElse(null);
        boolean named = statement == null || key.isEmpty() || names(statement, key.get());
        if (holds && !named) {
            faults.add(
                    new Fault(
                            STATEMENT,
                            Kind.CONTRADICTS,
                            "names another key than the one that signed it"));
        }
        return new Seal(statement, key.orElse(null), holds, List.copyOf(faults));
    }

    private static boolean names(Statement statement, OpenKey key) {
        return statement.key().equals(key.fingerprint());
    }

    /// Of the key; empty where there is none.
    String fingerprint() {
        return key == null ? "" : key.fingerprint();
    }

    private static boolean holds(
            Optional<OpenKey> key, Optional<byte[]> graph, Optional<byte[]> signed) {
        return key.isPresent()
                && graph.isPresent()
                && signed.isPresent()
                && key.get().verifies(graph.get(), signed.get());
    }

    private static @Nullable Statement statement(byte[] graph, List<Fault> faults) {
        try {
            return Statement.read(graph);
        } catch (IllegalArgumentException e) {
            faults.add(new Fault(STATEMENT, Kind.MALFORMED, String.valueOf(e.getMessage())));
            return null;
        }
    }

    private static Optional<byte[]> signed(Path folder, List<Fault> faults) throws IOException {
        Optional<byte[]> file = small(folder, SIGNATURE, LONGEST_LINE, faults);
        if (file.isEmpty()) {
            return file;
        }
        Optional<byte[]> signed = unspelt(file.get());
        if (signed.isEmpty()) {
            faults.add(
                    new Fault(
                            SIGNATURE,
                            Kind.MALFORMED,
                            "is no Ed25519 signature: 64 bytes in one line of Base64 are expected,"
                                    + " and it has "
                                    + file.get().length
                                    + " bytes instead of 89"));
        }
        return signed;
    }

    /// The signature in its one spelling: Base64 has others for the same bytes.
    static Optional<byte[]> unspelt(byte[] line) {
        try {
            String text = new String(line, StandardCharsets.ISO_8859_1);
            byte[] signed = Base64.getDecoder().decode(text.strip());
            String again = Base64.getEncoder().encodeToString(signed) + "\n";
            return signed.length == SIGNED && again.equals(text)
                    ? Optional.of(signed)
                    : Optional.empty();
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<OpenKey> own(Path folder, List<Fault> faults) throws IOException {
        Optional<byte[]> pem = small(folder, KEY, LONGEST_LINE, faults);
        try {
            return pem.map(bytes -> OpenKey.read(new String(bytes, StandardCharsets.ISO_8859_1)));
        } catch (IllegalArgumentException e) {
            faults.add(new Fault(KEY, Kind.MALFORMED, "is no Ed25519 public key in PEM"));
            return Optional.empty();
        }
    }

    /// A file that must be small; what is larger, or no ordinary file, is not opened.
    static Optional<byte[]> small(Path folder, String name, int most, List<Fault> faults)
            throws IOException {
        Path file = folder.resolve(name);
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            faults.add(new Fault(name, Kind.MISSING, "is missing"));
            return Optional.empty();
        }
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            faults.add(new Fault(name, Kind.UNSAFE, "is no ordinary file, so it is not read"));
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length <= most) {
                return Optional.of(bytes);
            }
        }
        faults.add(
                new Fault(
                        name,
                        Kind.MALFORMED,
                        "has %,d bytes, which is too many: more than %,d are not read"
                                .formatted(Files.size(file), most)));
        return Optional.empty();
    }
}
