package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Tombstone;
import v2v.torrent.Durable;
import v2v.torrent.Offer;
import v2v.torrent.TorrentSettings;
import v2v.torrent.announce.Scrape;
import v2v.torrent.fetch.Fetcher;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/// Keeps a copy of a publisher's library: the catalogue first, proven, then the works that are
/// wanted. What it keeps is laid out as in the library it came from, so that another mirror can
/// take it from here.
final class Mirror {
    private final Library library;
    private final Shelf editions;
    private final TorrentSettings torrents;
    private final Listener listener;
    private final Lookout lookout;
    private final Works works;
    private boolean whole;

    /// Who seeds and shows what a mirror has.
    interface Listener {
        /// Whole, proven, and at its place.
        void taken(Offer offer);

        /// Taken back by its publisher: before its files go.
        void gone(Offer offer);

        void say(String sentence);
    }

    /// What a round came to.
    ///
    /// @param head of the newest edition that was found
    /// @param wanted works
    /// @param held of those, here and whole
    /// @param fetched works that came in this round
    /// @param refused why the catalogue that was found was not taken; null when none was wrong, or
    ///   another place had a right one
    record Round(Head head, int wanted, int held, int fetched, @Nullable Refusal refused) {
        boolean complete() {
            return held == wanted;
        }
    }

    Mirror(
            Library library,
            Shelf editions,
            TorrentSettings torrents,
            Fetcher fetcher,
            Scrape scrape,
            Signpost signpost,
            HttpClient http,
            Listener listener) {
        this.library = library;
        this.editions = editions;
        this.torrents = torrents;
        this.listener = listener;
        this.lookout = new Lookout(library, editions, fetcher, signpost, http, listener::say);
        this.works = new Works(library, fetcher, scrape, listener);
    }

    /// What is held already, to be given away.
    List<Offer> offers() throws IOException {
        List<Offer> offers = new ArrayList<>();
        Path current = editions.current().orElse(null);
        if (current == null) {
            return offers;
        }
        try {
            offers.add(edition(current));
            for (Entry entry : Proof.listed(current)) {
                if (works.holds(entry)) {
                    offers.add(works.offer(entry));
                }
            }
        } catch (Refusal e) {
            // the next round takes it again
            listener.say(current.resolveSibling("") + ": " + e.getMessage());
        }
        return offers;
    }

    /// Looks for a newer edition, takes it, and then what is wanted of it.
    ///
    /// @param sources where to look, best first
    /// @param peers hosts to be asked besides those that the trackers name
    /// @param enough whether the round has lasted long enough: what is still wanted then waits for
    ///   the next one
    /// @throws Refusal when no place has the publisher's catalogue, one has a wrong one, and there
    ///   is no edition yet
    /// @throws IOException when no place answers, and there is no edition yet
    Round round(
            String key,
            List<String> sources,
            Selection selection,
            List<String> peers,
            BooleanSupplier enough)
            throws IOException {
        MirrorBook book = MirrorBook.read(library);
        Head seen = seen(key, book);
        Places places = Places.of(sources, book);
        Lookout.Sighting sighting =
                lookout.look(places, new Lookout.Wanted(key, seen, !whole(key), peers));
        Proof proof = sighting.proof();
        if (proof != null) {
            show(proof);
            MirrorBook.of(key, places.lasting().all(), proof.head()).write(library);
            if (!whole) {
                offers().forEach(listener::taken);
            }
            whole = true;
        }
        Head head = proof == null ? seen : proof.head();
        Path current = editions.current().orElse(null);
        if (head == null || current == null) {
            if (sighting.refused() != null) {
                throw sighting.refused();
            }
            throw new IOException("no catalogue could be had from " + places);
        }
        // also when what was found is refused: it may stay so, and the works are there for others
        Works.Taken taken = works.take(current, places, selection, peers, enough);
        return new Round(head, taken.wanted(), taken.held(), taken.fetched(), sighting.refused());
    }

    /// By which an older catalogue is known for what it is, even when the book was lost.
    private @Nullable Head seen(String key, @Nullable MirrorBook book) throws IOException {
        if (book != null && book.head() != null) {
            return book.head();
        }
        Path current = editions.current().orElse(null);
        try {
            return current == null ? null : Head.verified(current, key);
        } catch (Refusal damaged) {
            return null;
        }
    }

    /// Whether the shown edition is as it was signed; it is read once, when a mirror starts.
    private boolean whole(String key) throws IOException {
        Path current = editions.current().orElse(null);
        if (current == null || whole) {
            return current != null;
        }
        try {
            Proof.of(current, key, null);
            edition(current);
            whole = true;
        } catch (Refusal e) {
            listener.say(
                    current.resolveSibling("")
                            + ": "
                            + e.getMessage()
                            + " ("
                            + e.file()
                            + "): the catalogue is taken again");
        } catch (NoSuchFileException e) {
            listener.say(e.getFile() + " is missing: the catalogue is taken again");
        }
        return whole;
    }

    private void show(Proof proof) throws IOException {
        Path place = library.editions().resolve("%06d".formatted(proof.head().sequence()));
        Shelf.delete(place);
        Files.move(lookout.taken(), place, StandardCopyOption.ATOMIC_MOVE);
        Shelf.Written edition = new Shelf.Written(proof.head(), place.resolve(Shelf.NAME), 0);
        Cataloguing.pack(edition, torrents);
        List<Offer> before = new ArrayList<>();
        for (Path earlier : editions.all()) {
            before.add(edition(earlier));
        }
        editions.show(edition);
        before.stream()
                .filter(earlier -> Files.notExists(earlier.torrent()))
                .forEach(listener::gone);
        listener.taken(edition(edition.folder()));
        for (Tombstone stone : proof.tombstones()) {
            bury(stone, edition.folder());
        }
        listener.say(
                "edition %d of %s: %d works"
                        .formatted(
                                proof.head().sequence(),
                                proof.head().publisher().isEmpty()
                                        ? proof.head().key()
                                        : proof.head().publisher(),
                                proof.head().items()));
    }

    private static Offer edition(Path folder) throws IOException {
        return Offer.of(
                Files.readString(folder.resolveSibling(Shelf.NAME + ".magnet")).strip(),
                folder.resolveSibling(Shelf.NAME + ".torrent"),
                folder);
    }

    /// What its publisher took back is no longer given; the files stay for the operator to delete.
    private void bury(Tombstone stone, Path edition) throws IOException {
        Path here = library.tombstone(stone.folder());
        if (!Files.exists(here)) {
            Files.createDirectories(library.tombstones());
            for (String end : List.of(".sig", "")) {
                String name = here.getFileName() + end;
                Durable.write(
                        here.resolveSibling(name),
                        Files.readAllBytes(edition.resolve("tombstones").resolve(name)),
                        Instant.now());
            }
        }
        Path torrent = library.torrents().resolve(stone.folder() + ".torrent");
        Path magnet = library.torrents().resolve(stone.folder() + ".magnet");
        Path release = library.releases().resolve(stone.folder());
        if (stone.infohash() != null || stone.infohashV2() != null) {
            listener.gone(new Offer(stone.infohash(), stone.infohashV2(), torrent, release));
        }
        Files.createDirectories(library.withdrawn());
        for (Path file : List.of(torrent, magnet, release)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Path away = library.withdrawn().resolve(file.getFileName());
                Shelf.delete(away);
                Files.move(file, away, StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }
}
