package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Refusal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Takes an edition from elsewhere: the signature first, then what it binds, and of that only what
/// is not here already.
public final class Taking {
    private static final int SMALL = 64 << 10;

    /// An edition a day is 36,500 in a hundred years.
    private static final long MOST_EDITIONS = 1_000_000;

    private final Source source;
    private final Path into;
    private final @Nullable Path current;
    private final String fingerprint;

    /// @param into a folder of our own, empty or with what an earlier try has left
    /// @param current the edition that is here already, whose files are proven before they are
    ///   taken over: one of them may have been damaged since; null for none
    /// @param fingerprint of the publisher's key
    public Taking(Source source, Path into, @Nullable Path current, String fingerprint) {
        this.source = source;
        this.into = into;
        this.current = current;
        this.fingerprint = fingerprint;
    }

    /// Takes it whole, and proves it.
    ///
    /// @param seen the last head that was taken; null at the first time
    /// @return nothing when it is the one that was seen
    /// @throws Refusal when it is not the publisher's, or older than what was seen
    /// @throws IOException when the place does not answer
    public Optional<Proof> run(@Nullable Head seen) throws IOException {
        return run(seen, false);
    }

    /// The same, and if need be also the edition that was seen.
    ///
    /// @param again when what is here of that is not whole
    public Optional<Proof> run(@Nullable Head seen, boolean again) throws IOException {
        Head head = head();
        if (!again && seen != null && head.digest().equals(seen.digest())) {
            return Optional.empty();
        }
        heads(head, Head.key(into, fingerprint));
        Head.verified(into, fingerprint);
        if (seen != null) {
            head.requireFollows(seen, into);
        }
        source.get(head.manifest().path(), head.manifest().bytes(), into.resolve(Draft.Sums.NAME));
        files(Proof.sums(into, head));
        return Optional.of(Proof.of(into, fingerprint, seen));
    }

    /// Only its head, of which no more is known than that the publisher signed it.
    public Head head() throws IOException {
        get(Head.KEY);
        OpenKey key = Head.key(into, fingerprint);
        get(Head.FILE);
        get(Head.FILE + Head.SIGNATURE);
        return signed(key);
    }

    private void get(String path) throws IOException {
        source.get(path, SMALL, into.resolve(path));
    }

    /// Before anything of it is believed, such as how many editions there were.
    private Head signed(OpenKey key) throws IOException {
        byte[] bytes = Head.small(into, Head.FILE);
        if (!key.verifiesLine(bytes, Head.small(into, Head.FILE + Head.SIGNATURE))) {
            throw new Refusal(
                    Refusal.Code.KEY_FOREIGN,
                    source.toString(),
                    "its head is not signed with the key " + fingerprint,
                    "take the catalogue from another place: this one was changed or is somebody"
                            + " else's");
        }
        try {
            Head head = Json.read(new String(bytes, StandardCharsets.UTF_8), Head.class);
            if (head.sequence() >= 1
                    && head.sequence() <= MOST_EDITIONS
                    && head.manifest().path().equals(Draft.Sums.NAME)
                    && head.manifest().bytes() <= Source.LONGEST) {
                return head;
            }
        } catch (UncheckedIOException | NullPointerException e) {
            throw Head.invalid(into.resolve(Head.FILE), "it is no head of a catalogue");
        }
        throw Head.invalid(into.resolve(Head.FILE), "it says what no head says");
    }

    private void heads(Head head, OpenKey key) throws IOException {
        for (long sequence = 1; sequence < head.sequence(); sequence++) {
            String name = Head.name(sequence);
            if (current != null && Head.isSigned(current, name, key)) {
                copy(current, name);
                copy(current, name + Head.SIGNATURE);
            } else {
                get(name);
                get(name + Head.SIGNATURE);
            }
        }
    }

    private void copy(Path from, String name) throws IOException {
        Path place = into.resolve(name);
        Files.createDirectories(place.resolveSibling(""));
        Files.copy(from.resolve(name), place, StandardCopyOption.REPLACE_EXISTING);
    }

    private void files(Map<String, String> sums) throws IOException {
        clear(sums.keySet());
        Map<String, String> here = current == null ? Map.of() : Draft.Sums.known(current);
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            Path place = into.resolve(sum.getKey());
            if (is(place, sum.getValue())) {
                continue;
            }
            Files.deleteIfExists(place);
            Path known = current == null ? null : current.resolve(sum.getKey());
            if (known != null
                    && sum.getValue().equals(here.get(sum.getKey()))
                    && is(known, sum.getValue())) {
                Files.createDirectories(place.resolveSibling(""));
                Files.createLink(place, known);
            } else {
                fetch(sum.getKey(), sum.getValue(), place);
            }
        }
    }

    private static boolean is(Path file, String hash) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
                && Draft.hash(file).equals(hash);
    }

    /// A source that has the publisher's head and not his files is left at the first of them.
    private void fetch(String path, String hash, Path place) throws IOException {
        source.get(path, Source.LONGEST, place);
        if (!is(place, hash)) {
            Files.deleteIfExists(place);
            throw Proof.damaged(
                    Path.of(path), "what " + source + " gives is not what the list says");
        }
    }

    /// What an earlier try has left of another edition: its torrent would be another one.
    private void clear(Set<String> listed) throws IOException {
        Set<String> own = Set.of(Head.FILE, Head.FILE + Head.SIGNATURE, Draft.Sums.NAME);
        try (Stream<Path> all = Files.walk(into)) {
            for (Path file : all.filter(path -> !Files.isDirectory(path)).toList()) {
                String path = into.relativize(file).toString();
                if (!own.contains(path) && !listed.contains(path)) {
                    Files.delete(file);
                }
            }
        }
    }
}
