package v2v.release;

import com.fasterxml.jackson.core.JsonProcessingException;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Tombstone;
import v2v.release.Fault.Kind;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/// Says whether a release, or one file of it, is what its publisher signed: from the folder alone,
/// whoever holds it. Nothing in the folder is believed before it is proved.
public final class Verify {
    private static final int HIGHEST = 6;
    private static final int LONGEST_KEY = 64 << 10;
    private static final int LONGEST_RECORD = 16 << 20;

    private final @Nullable OpenKey given;
    private final List<Path> graves;
    private final LongConsumer more;

    private Verify(@Nullable OpenKey given, List<Path> graves, LongConsumer more) {
        this.given = given;
        this.graves = graves;
        this.more = more;
    }

    /// Believes the key that lies in the folder.
    ///
    /// @param more told how many more bytes were read
    public static Verify with(LongConsumer more) {
        return new Verify(null, List.of(), more);
    }

    /// Believes this key and no other.
    ///
    /// @throws IllegalArgumentException when it is no Ed25519 public key in PEM; its message is the
    ///   rest of a sentence
    /// @throws IOException when it can not be read
    public Verify trusting(Path pem) throws IOException {
        if (!Files.isRegularFile(pem) || Files.size(pem) > LONGEST_KEY) {
            throw new IllegalArgumentException("is no file with a public key");
        }
        String text = new String(Files.readAllBytes(pem), StandardCharsets.ISO_8859_1);
        return new Verify(OpenKey.read(text), graves, more);
    }

    /// Looks for tombstones in this folder too.
    public Verify remembering(Path tombstones) {
        List<Path> all = new ArrayList<>(graves);
        all.add(tombstones);
        return new Verify(given, List.copyOf(all), more);
    }

    /// Reads a whole release folder, every byte of it; nothing when it holds neither a statement
    /// nor a manifest.
    public Optional<Verified> folder(Path folder) throws IOException {
        Path root = folder.toRealPath();
        boolean list = Files.isRegularFile(root.resolve(Manifest.NAME), LinkOption.NOFOLLOW_LINKS);
        if (!Seal.in(root) && !list) {
            return Optional.empty();
        }
        Seal seal = Seal.read(root, given);
        Inquest inquest = new Inquest(root, seal, more);
        List<Fault> faults = inquest.run();
        return Optional.of(told(root, null, seal, inquest.files(), inquest.bytes(), faults));
    }

    /// Reads one file, by whatever name, and says what the release that it belongs to says of it;
    /// nothing when no statement is found.
    ///
    /// @param release the release folder; null to look for it beside the file and above it
    public Optional<Verified> file(Path file, @Nullable Path release) throws IOException {
        Path real = file.toRealPath();
        Path home = release == null ? home(real) : release.toRealPath();
        if (home == null || !Seal.in(home)) {
            return Optional.empty();
        }
        Seal seal = Seal.read(home, given);
        List<Fault> faults = new ArrayList<>(seal.faults());
        if (!seal.holds() && faults.isEmpty()) {
            faults.add(
                    new Fault(
                            Seal.STATEMENT,
                            Kind.UNSIGNED,
                            "is not what the key signed; verify the whole folder to see which of"
                                    + " statement, signature and key was changed"));
        }
        Digest digest = Manifest.digest(real, more);
        Statement statement = seal.statement();
        String name =
                statement == null
                        ? null
                        : statement
                                .all()
                                .filter(entry -> entry.sha256().equals(digest))
                                .map(Statement.Entry::name)
                                .findFirst()
                                .orElse(null);
        if (name == null && statement != null) {
            faults.add(stranger(home, real, statement, digest));
        }
        return Optional.of(told(home, name, seal, 1, Files.size(real), faults));
    }

    private static Fault stranger(Path home, Path file, Statement statement, Digest digest) {
        String name = Inquest.name(home, file);
        boolean named = statement.all().anyMatch(entry -> entry.name().equals(name));
        return named
                ? new Fault(
                        name,
                        Kind.ALTERED,
                        "is not what the publisher signed: its SHA-256 is " + digest)
                : new Fault(
                        file.startsWith(home) ? name : file.toString(),
                        Kind.EXTRA,
                        "is none of the files that the statement speaks about: its SHA-256 is "
                                + digest);
    }

    private static @Nullable Path home(Path file) {
        Path folder = file.getParent();
        for (int i = 0; i < HIGHEST && folder != null; i++) {
            if (Seal.in(folder)) {
                return folder;
            }
            folder = folder.getParent();
        }
        return null;
    }

    private Verified told(
            Path folder,
            @Nullable String file,
            Seal seal,
            long files,
            long bytes,
            List<Fault> faults)
            throws IOException {
        return new Verified(
                folder,
                file,
                seal.statement(),
                seal.fingerprint(),
                given != null,
                files,
                bytes,
                List.copyOf(faults),
                seal.holds() ? tombstone(folder, seal) : null);
    }

    /// What the release calls itself, whatever its folder is called now; empty when it does not
    /// say.
    private static String name(Path folder) throws IOException {
        Optional<byte[]> record =
                Seal.small(folder, "metadata/record.json", LONGEST_RECORD, new ArrayList<>());
        try {
            return record.isEmpty()
                    ? ""
                    : Json.tree(new String(record.get(), StandardCharsets.UTF_8))
                            .path("folder")
                            .asText("");
        } catch (JsonProcessingException damaged) {
            return ""; // said among the faults
        }
    }

    private @Nullable Tombstone tombstone(Path folder, Seal seal) throws IOException {
        Statement statement = seal.statement();
        OpenKey key = seal.key();
        if (statement == null || key == null) {
            return null;
        }
        List<Path> places = new ArrayList<>(graves);
        Path parent = folder.getParent();
        if (parent != null) {
            places.add(parent.resolve(Tombstones.FOLDER));
            places.add(parent.resolveSibling(Tombstones.FOLDER));
        }
        String name = name(folder);
        for (Path place : places) {
            Optional<Tombstone> found = Tombstones.find(place, statement.id(), name, key);
            if (found.isPresent()) {
                return found.get();
            }
        }
        return null;
    }
}
