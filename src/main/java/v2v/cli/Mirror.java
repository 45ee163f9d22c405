package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.edition.Source;
import v2v.edition.Taking;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Tombstone;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.TorrentSettings;
import v2v.torrent.announce.Scrape;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Keeps a copy of a publisher's library: the catalogue first, proven, then the works that are
/// wanted. What it keeps is laid out as in the library it came from, so that another mirror can
/// take it from here.
final class Mirror {
    private final Library library;
    private final Shelf editions;
    private final TorrentSettings torrents;
    private final Fetcher fetcher;
    private final Scrape scrape;
    private final HttpClient http;
    private final Listener listener;

    /// Folders of catalogues that came from a swarm, until they were looked at.
    private final List<Path> lent = new ArrayList<>();

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
    record Round(Head head, int wanted, int held, int fetched) {
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
            HttpClient http,
            Listener listener) {
        this.library = library;
        this.editions = editions;
        this.torrents = torrents;
        this.fetcher = fetcher;
        this.scrape = scrape;
        this.http = http;
        this.listener = listener;
    }

    /// What is held already, to be given away.
    List<Offer> offers() throws IOException {
        List<Offer> offers = new ArrayList<>();
        Path current = editions.current().orElse(null);
        if (current == null) {
            return offers;
        }
        offers.add(edition(current));
        for (Entry entry : Proof.listed(current)) {
            if (holds(entry)) {
                offers.add(offer(entry));
            }
        }
        return offers;
    }

    /// Looks for a newer edition, takes it, and then what is wanted of it.
    ///
    /// @param sources where to look, best first
    /// @param peers hosts to be asked besides those that the trackers name
    /// @throws Refusal when no place has the publisher's catalogue, and one has a wrong one
    /// @throws IOException when no place answers, and there is no edition yet
    Round round(String key, List<String> sources, Selection selection, List<String> peers)
            throws IOException {
        MirrorBook book = MirrorBook.read(library);
        Head seen = book == null ? null : book.head();
        List<String> places = places(sources, book);
        Proof proof = newest(key, places, seen, peers);
        if (proof != null) {
            show(proof);
            // a magnet names one edition: where it was is no place to look for the next
            List<String> lasting = places.stream().filter(place -> !isMagnet(place)).toList();
            MirrorBook.of(key, lasting, proof.head()).write(library);
        } else if (seen == null) {
            throw new IOException("no catalogue could be had from " + String.join(", ", places));
        }
        Path current = editions.current().orElseThrow();
        return take(current, proof == null ? seen : proof.head(), places, selection, peers);
    }

    private static List<String> places(List<String> sources, @Nullable MirrorBook book) {
        Set<String> places = new LinkedHashSet<>(sources);
        if (book != null) {
            places.addAll(book.sources());
            if (book.head() != null) {
                places.addAll(book.head().places());
            }
        }
        return List.copyOf(places);
    }

    /// What one place says that it has.
    private record Found(Source source, Head head) {}

    /// The newest edition of all places; null when none is newer than what was seen.
    private @Nullable Proof newest(
            String key, List<String> places, @Nullable Head seen, List<String> peers)
            throws IOException {
        try {
            return newestOf(key, places, seen, peers);
        } finally {
            for (Path folder : lent) {
                Shelf.delete(folder);
            }
            lent.clear();
        }
    }

    private @Nullable Proof newestOf(
            String key, List<String> places, @Nullable Head seen, List<String> peers)
            throws IOException {
        List<Found> found = new ArrayList<>();
        Refusal wrong = null;
        for (String place : places) {
            try {
                if (isMagnet(place) && isHere(place)) {
                    continue;
                }
                Source source = source(place, places, peers);
                Head head = taking(source, key).head();
                if (isMagnet(place) && seen != null && head.sequence() < seen.sequence()) {
                    continue; // what was given by name is old, and nobody says otherwise
                }
                found.add(new Found(source, head));
            } catch (Refusal e) {
                wrong = wrong == null ? e : wrong;
                tell(place, e);
            } catch (IOException e) {
                listener.say(place + ": " + e.getMessage());
            }
        }
        found.sort(Comparator.<Found>comparingLong(f -> f.head().sequence()).reversed());
        for (Found one : found) {
            try {
                Optional<Proof> proof = taking(one.source(), key).run(seen);
                if (proof.isPresent() || seen != null) {
                    return proof.orElse(null);
                }
            } catch (Refusal e) {
                wrong = wrong == null ? e : wrong;
                tell(one.source().toString(), e);
            } catch (IOException e) {
                listener.say(one.source() + ": " + e.getMessage());
            }
        }
        if (wrong != null) {
            throw wrong;
        }
        return null;
    }

    private void tell(String place, Refusal refusal) {
        listener.say(place + ": " + refusal.getMessage() + " (" + refusal.code() + ")");
    }

    private Path taken() {
        return library.editions().resolve(".taken");
    }

    private Taking taking(Source source, String key) throws IOException {
        Shelf.delete(taken());
        Path into = taken().resolve(Shelf.NAME);
        Files.createDirectories(into);
        return new Taking(source, into, editions.current().orElse(null), key);
    }

    private static boolean isMagnet(String place) {
        return place.startsWith("magnet:");
    }

    private boolean isHere(String magnet) throws IOException {
        Metainfo.Infohash hash = Magnet.parse(magnet).hash();
        for (Path edition : editions.all()) {
            Path packed = edition.resolveSibling(Shelf.NAME + ".magnet");
            if (Files.exists(packed)
                    && Magnet.parse(Files.readString(packed).strip()).hash().equals(hash)) {
                return true;
            }
        }
        return false;
    }

    /// The folder of a catalogue as its swarm has it: whole, but by whom is not proven yet.
    private Source swarm(String link, List<String> places, List<String> peers) throws IOException {
        Magnet magnet = Magnet.parse(link);
        List<String> all = new ArrayList<>(peers);
        all.addAll(Magnet.peers(link));
        Sources asked = new Sources(all, sources(places, List.of()).trackers(), List.of());
        Metainfo metainfo = fetcher.metainfo(magnet, asked);
        String hash = magnet.hash().v1() == null ? magnet.hash().v2() : magnet.hash().v1();
        Path work = library.work().resolve("mirror-" + Shelf.NAME + "-" + hash);
        Files.createDirectories(work);
        Path have = editions.current().orElse(null);
        Fetched fetched = fetcher.fetch(metainfo, have, work, asked, _ -> {});
        lent.add(work);
        return new Source.Folder(fetched.content());
    }

    /// A web address may be that of the library; its catalogue is one step below.
    private Source source(String place, List<String> places, List<String> peers)
            throws IOException {
        if (isMagnet(place)) {
            return swarm(place, places, peers);
        }
        if (!place.matches("https?://.+")) {
            Path folder = Path.of(place).toAbsolutePath();
            Path below = folder.resolve(Shelf.NAME);
            return new Source.Folder(Files.isDirectory(below) ? below : folder);
        }
        Source.Web web = new Source.Web(base(place), http);
        return web.has(Head.FILE) ? web : new Source.Web(base(place).resolve("catalogue/"), http);
    }

    private static URI base(String place) {
        String url = place.replaceFirst("/catalogue[.]json$", "/");
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    private void show(Proof proof) throws IOException {
        Path place = library.editions().resolve("%06d".formatted(proof.head().sequence()));
        Shelf.delete(place);
        Files.move(taken(), place, StandardCopyOption.ATOMIC_MOVE);
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
                Files.copy(
                        edition.resolve("tombstones").resolve(name),
                        here.resolveSibling(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path torrent = library.torrents().resolve(stone.folder() + ".torrent");
        Path magnet = library.torrents().resolve(stone.folder() + ".magnet");
        Path release = library.releases().resolve(stone.folder());
        if (Files.exists(magnet)) {
            listener.gone(Offer.of(Files.readString(magnet).strip(), torrent, release));
        }
        Files.createDirectories(library.withdrawn());
        for (Path file : List.of(torrent, magnet, release)) {
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                Files.move(
                        file,
                        library.withdrawn().resolve(file.getFileName()),
                        StandardCopyOption.ATOMIC_MOVE);
            }
        }
    }

    private Round take(
            Path current,
            @Nullable Head head,
            List<String> places,
            Selection selection,
            List<String> peers)
            throws IOException {
        List<Entry> all = Proof.listed(current);
        List<Entry> wanted = selection.of(all, rarity(all), this::holds);
        int held = 0;
        int fetched = 0;
        for (Entry entry : wanted) {
            if (holds(entry)) {
                held++;
            } else if (Files.exists(library.tombstone(entry.folder()))) {
                listener.say(entry.folder() + " was withdrawn, and is not taken again");
            } else if (fetch(entry, current, places, peers)) {
                held++;
                fetched++;
            }
        }
        if (head == null) {
            throw new IllegalStateException("there is an edition, so there is its head");
        }
        return new Round(head, wanted.size(), held, fetched);
    }

    private boolean holds(Entry entry) {
        return Files.isRegularFile(library.torrents().resolve(entry.folder() + ".magnet"))
                && Files.exists(library.releases().resolve(entry.folder()));
    }

    private Offer offer(Entry entry) {
        return new Offer(
                entry.infohash(),
                entry.infohashV2(),
                library.torrents().resolve(entry.folder() + ".torrent"),
                library.releases().resolve(entry.folder()));
    }

    /// As far as trackers answer; it only orders what is taken.
    private Map<String, Integer> rarity(List<Entry> all) {
        Map<String, List<String>> asked = new HashMap<>();
        for (Entry entry : all) {
            String name = Selection.name(entry);
            if (name != null) {
                Magnet.parse(entry.magnet())
                        .trackers()
                        .forEach(tracker ->
                                asked.computeIfAbsent(tracker, _ -> new ArrayList<>())
                                        .add(name.substring(0, 40)));
            }
        }
        Map<String, Integer> seeds = new HashMap<>();
        asked.forEach((tracker, names) -> {
            try {
                scrape.seeds(tracker, names)
                        .forEach((name, count) -> seeds.merge(name, count, Math::max));
            } catch (IOException e) {
                listener.say("how many hold what is not known: " + e.getMessage());
            }
        });
        return seeds;
    }

    private boolean fetch(Entry entry, Path current, List<String> places, List<String> peers) {
        Path work = library.work().resolve("mirror-" + entry.folder());
        try {
            Path torrent =
                    current.resolve("items/" + entry.folder()).resolve(entry.folder() + ".torrent");
            Metainfo metainfo = Metainfo.read(torrent);
            requireSame(entry, metainfo, torrent);
            Files.createDirectories(work);
            Fetched got =
                    fetcher.fetch(
                            metainfo, beside(entry, places), work, sources(places, peers), _ -> {});
            Path release = library.releases().resolve(entry.folder());
            Files.createDirectories(library.releases());
            Files.createDirectories(library.torrents());
            Shelf.delete(release);
            Files.move(got.content(), release, StandardCopyOption.ATOMIC_MOVE);
            copy(torrent, library.torrents());
            copy(torrent.resolveSibling(entry.folder() + ".magnet"), library.torrents());
            Shelf.delete(work);
            listener.taken(offer(entry));
            listener.say(
                    "%s: %,d bytes from peers, %,d from the web"
                            .formatted(entry.folder(), got.bytesFromPeers(), got.bytesFromWeb()));
            return true;
        } catch (IOException | Refusal e) {
            listener.say(entry.folder() + ": " + e.getMessage());
            return false;
        }
    }

    /// With a time of now: its content was read whole a moment ago.
    private static void copy(Path file, Path folder) throws IOException {
        Path place = folder.resolve(String.valueOf(file.getFileName()));
        Path part = folder.resolve("." + file.getFileName() + ".next");
        Files.write(part, Files.readAllBytes(file));
        Files.move(part, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void requireSame(Entry entry, Metainfo metainfo, Path torrent) {
        Metainfo.Infohash hash = metainfo.info().hash();
        boolean same =
                (entry.infohash() == null || entry.infohash().equals(hash.v1()))
                        && (entry.infohashV2() == null || entry.infohashV2().equals(hash.v2()))
                        && metainfo.info().name().equals(entry.folder());
        if (!same) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_DAMAGED,
                    torrent.toString(),
                    "it is of another release than the catalogue says",
                    "ask the publisher");
        }
    }

    /// A copy beside a catalogue in a folder, such as on a disk that was sent; it is proven like
    /// any other.
    private static @Nullable Path beside(Entry entry, List<String> places) {
        for (String place : places) {
            if (!place.matches("https?://.+|magnet:.+")) {
                for (String way : List.of("releases", "../releases", "../../../releases")) {
                    Path copy = Path.of(place).resolve(way).resolve(entry.folder()).normalize();
                    if (Files.isDirectory(copy)) {
                        return copy;
                    }
                }
            }
        }
        return null;
    }

    /// A library's server has its releases and its tracker beside the catalogue.
    private static Sources sources(List<String> places, List<String> peers) {
        Set<String> web = new HashSet<>();
        Set<String> trackers = new HashSet<>();
        for (String place : places) {
            if (place.matches("https?://.+")) {
                String library = base(place).toString().replaceFirst("/catalogue/$", "/");
                web.add(library + "releases/");
                trackers.add(library + "announce");
            }
        }
        return new Sources(peers, List.copyOf(trackers), List.copyOf(web));
    }
}
