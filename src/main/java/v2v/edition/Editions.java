package v2v.edition;

import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Signer;
import v2v.item.Tombstone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Writes editions of the library's catalogue, one after another.
public final class Editions {
    static final String LIST = "items.jsonl";
    private static final String NEXT = ".next";

    private final Library library;
    private final Signer signer;
    private final EditionSettings settings;
    private final Shelf shelf;
    private final InstantSource clock;

    /// Writes into the library's folder `editions`.
    public Editions(Library library, Signer signer, EditionSettings settings, InstantSource clock) {
        this.library = library;
        this.signer = signer;
        this.settings = settings;
        this.shelf = new Shelf(library, settings.keep());
        this.clock = clock;
    }

    /// Where the editions stand.
    public Shelf shelf() {
        return shelf;
    }

    /// Writes the next edition, which nobody sees before [Shelf#show].
    ///
    /// @param items everything that is released, and nothing else
    /// @param force also when nothing is new
    /// @return nothing when nothing is new
    public Optional<Shelf.Written> write(Collection<Entry> items, boolean force)
            throws IOException {
        requireLink();
        Path before = newest();
        Head last = before == null ? null : last(before);
        List<Entry> entries = new ArrayList<>(items);
        entries.sort(Comparator.comparing(Entry::at).reversed().thenComparing(Entry::folder));
        List<Tombstone> stones = Tombstone.all(library);
        byte[] list = list(entries);
        if (!force
                && before != null
                && last != null
                && isShown(before)
                && same(last, list, before, stones)
                && whole(before)) {
            return Optional.empty();
        }
        Shelf.delete(library.editions().resolve(NEXT));
        Path folder = library.editions().resolve(NEXT).resolve(Shelf.NAME);
        Draft draft = new Draft(folder, before);
        fill(draft, entries, stones, list);
        heads(draft, before, last);
        Head head = seal(draft, last, entries.size(), stones.size(), list);
        Path place = library.editions().resolve("%06d".formatted(head.sequence()));
        Shelf.delete(place); // what a run that died has left
        Files.move(folder.getParent(), place, StandardCopyOption.ATOMIC_MOVE);
        return Optional.of(new Shelf.Written(head, place.resolve(Shelf.NAME), draft.written()));
    }

    /// The edition that the next one follows: the one with the highest number, whether it is shown
    /// or not. Another one of a number that somebody has seen would be a fork, which all mirrors
    /// refuse for good. Only what is not shown, and has no head, was seen by nobody.
    private @Nullable Path newest() throws IOException {
        boolean shown = shelf.current().isPresent();
        for (Path edition : shelf.all().reversed()) {
            if (!shown || isShown(edition) || isHeaded(edition)) {
                return edition;
            }
        }
        if (Files.isSymbolicLink(library.catalogue())) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_DAMAGED,
                    library.editions().toString(),
                    "the edition of the catalogue that was shown last is gone",
                    "put it back, as a folder with its number, from a copy of the library or from"
                            + " the editions of a mirror: the next edition must follow it");
        }
        return null;
    }

    private boolean isHeaded(Path edition) throws IOException {
        try {
            return Head.verified(edition, signer.open().fingerprint()).sequence() > 0;
        } catch (Refusal e) {
            return false;
        }
    }

    private boolean isShown(Path edition) throws IOException {
        Path current = shelf.current().orElse(null);
        return current != null && current.equals(edition.toRealPath());
    }

    /// Trusted as our own; but the heads can not be written anew.
    private Head last(Path before) throws IOException {
        try {
            return Head.verified(before, signer.open().fingerprint());
        } catch (Refusal e) {
            throw new Refusal(
                    e.code(),
                    e.file(),
                    String.valueOf(e.getMessage()),
                    "put back this file from a mirror, or from a copy of the library: the next"
                            + " edition must follow the last");
        }
    }

    /// Whether nothing of it was damaged since; what was is written anew in another edition.
    private boolean whole(Path edition) throws IOException {
        try {
            return Proof.of(edition, signer.open().fingerprint(), null).head().sequence() > 0;
        } catch (Refusal e) {
            return false;
        }
    }

    private void requireLink() throws IOException {
        Path link = library.catalogue();
        if (Files.exists(link, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(link)) {
            throw new BadConfig(
                    link.toString(),
                    "is a folder of somebody else's: move it away, the catalogue is to be here");
        }
        Files.createDirectories(library.editions());
    }

    private boolean same(Head last, byte[] list, Path before, List<Tombstone> stones)
            throws IOException {
        TreeSet<String> names = new TreeSet<>();
        stones.forEach(stone -> names.add(stone.folder() + ".json"));
        TreeSet<String> then = new TreeSet<>();
        Draft.Sums.known(before).keySet().stream()
                .filter(path -> path.startsWith("tombstones/") && path.endsWith(".json"))
                .forEach(path -> then.add(path.substring("tombstones/".length())));
        return last.list().sha256().equals(Head.sha256(list))
                && names.equals(then)
                && last.publisher().equals(settings.publisher())
                && last.places().equals(settings.everywhere());
    }

    private static byte[] list(List<Entry> entries) {
        StringBuilder lines = new StringBuilder();
        entries.forEach(entry -> lines.append(Json.line(entry)).append('\n'));
        return lines.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void fill(Draft draft, List<Entry> entries, List<Tombstone> stones, byte[] list)
            throws IOException {
        draft.put(LIST, list);
        for (Entry entry : entries) {
            String here = "items/" + entry.folder() + "/";
            Path release = library.releases().resolve(entry.folder());
            draft.take(here + "record.json", release.resolve("metadata/record.json"));
            if (entry.poster()) {
                draft.take(here + "poster.webp", release.resolve("images/poster.webp"));
            }
            for (String end : List.of(".torrent", ".magnet")) {
                String name = entry.folder() + end;
                draft.take(here + name, library.torrents().resolve(name));
            }
        }
        for (Tombstone stone : stones) {
            for (String end : List.of(".json", ".json.sig")) {
                String name = stone.folder() + end;
                draft.take("tombstones/" + name, library.tombstones().resolve(name));
            }
        }
        List<Grave> graves =
                stones.stream()
                        .map(stone ->
                                new Grave(
                                        stone.folder(),
                                        stone.title(),
                                        stone.reason(),
                                        stone.withdrawnAt()))
                        .toList();
        Pages.write(
                new Front(settings.publisher(), settings.url(), newest(entries, graves)),
                entries,
                graves,
                draft::put);
    }

    /// The pages are dated by what they tell: an edition with nothing new has the same bytes.
    private static java.time.Instant newest(List<Entry> entries, List<Grave> graves) {
        return Stream.concat(entries.stream().map(Entry::at), graves.stream().map(Grave::at))
                .max(Comparator.naturalOrder())
                .orElse(java.time.Instant.EPOCH);
    }

    private static void heads(Draft draft, @Nullable Path before, @Nullable Head last)
            throws IOException {
        if (before == null || last == null) {
            return;
        }
        for (long sequence = 1; sequence < last.sequence(); sequence++) {
            String name = Head.name(sequence);
            draft.take(name, before.resolve(name));
            draft.take(name + Head.SIGNATURE, before.resolve(name + Head.SIGNATURE));
        }
        String name = Head.name(last.sequence());
        draft.take(name, before.resolve(Head.FILE));
        draft.take(name + Head.SIGNATURE, before.resolve(Head.FILE + Head.SIGNATURE));
    }

    private Head seal(Draft draft, @Nullable Head last, int items, int stones, byte[] list)
            throws IOException {
        draft.put(Head.KEY, signer.open().pem());
        byte[] manifest =
                Draft.Sums.text(new TreeMap<>(draft.hashes())).getBytes(StandardCharsets.UTF_8);
        draft.put(Draft.Sums.NAME, manifest);
        Head head =
                new Head(
                        Head.TYPE,
                        1,
                        last == null ? 1 : last.sequence() + 1,
                        last == null ? null : last.digest(),
                        clock.instant().truncatedTo(ChronoUnit.SECONDS),
                        settings.publisher(),
                        signer.open().fingerprint(),
                        items,
                        stones,
                        Head.Part.of(LIST, list),
                        Head.Part.of(Draft.Sums.NAME, manifest),
                        settings.everywhere());
        draft.put(Head.FILE, head.bytes());
        draft.put(
                Head.FILE + Head.SIGNATURE,
                signer.signature(head.bytes()).getBytes(StandardCharsets.US_ASCII));
        return head;
    }
}
