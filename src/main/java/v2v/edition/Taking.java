package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Refusal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
    /// @param current the edition that is here already, proven; null for none
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
        get(Head.KEY);
        OpenKey key = Head.key(into, fingerprint);
        get(Head.FILE);
        get(Head.FILE + Head.SIGNATURE);
        Head head = signed(key);
        if (seen != null && head.digest().equals(seen.digest())) {
            return Optional.empty();
        }
        heads(head);
        Head.verified(into, fingerprint);
        if (seen != null) {
            head.requireFollows(seen, into);
        }
        source.get(head.manifest().path(), head.manifest().bytes(), into.resolve(Draft.Sums.NAME));
        files(Proof.sums(into, head));
        return Optional.of(Proof.of(into, fingerprint, seen));
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

    private void heads(Head head) throws IOException {
        for (long sequence = 1; sequence < head.sequence(); sequence++) {
            for (String end : new String[] {"", Head.SIGNATURE}) {
                String name = Head.name(sequence) + end;
                Path place = into.resolve(name);
                Path here = known(sequence, end);
                if (here == null) {
                    get(name);
                } else if (!Files.exists(place)) {
                    Files.createDirectories(place.resolveSibling(""));
                    Files.copy(here, place);
                }
            }
        }
    }

    /// What is here is proven; another one of the same number would be found by the chain.
    private @Nullable Path known(long sequence, String end) {
        if (current == null) {
            return null;
        }
        Path here = current.resolve(Head.name(sequence) + end);
        return Files.isRegularFile(here) ? here : null;
    }

    private void files(Map<String, String> sums) throws IOException {
        Map<String, String> here = current == null ? Map.of() : Draft.Sums.read(current);
        for (Map.Entry<String, String> sum : sums.entrySet()) {
            Path place = into.resolve(sum.getKey());
            if (Files.isRegularFile(place) && Draft.hash(place).equals(sum.getValue())) {
                continue;
            }
            Files.deleteIfExists(place);
            if (current != null && sum.getValue().equals(here.get(sum.getKey()))) {
                Files.createDirectories(place.resolveSibling(""));
                Files.createLink(place, current.resolve(sum.getKey()));
            } else {
                source.get(sum.getKey(), Source.LONGEST, place);
            }
        }
    }
}
