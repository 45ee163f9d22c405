package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.torrent.Durable;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.Offer;
import v2v.torrent.announce.Scrape;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.NoRoom;
import v2v.torrent.fetch.Sources;
import v2v.torrent.fetch.Unfinished;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// The works of a publisher that a mirror holds, and those that it wants.
final class Works {
    private final Library library;
    private final Fetcher fetcher;
    private final Scrape scrape;
    private final Mirror.Listener listener;

    /// When a work could not be had, counted in tries: the longer ago, the sooner the next one.
    private final Map<String, Long> failed = new HashMap<>();

    private long tries;

    Works(Library library, Fetcher fetcher, Scrape scrape, Mirror.Listener listener) {
        this.library = library;
        this.fetcher = fetcher;
        this.scrape = scrape;
        this.listener = listener;
    }

    /// What came of it.
    ///
    /// @param wanted works
    /// @param held of those, here
    /// @param fetched works that came now
    record Taken(int wanted, int held, int fetched) {}

    /// Takes what is wanted of an edition: first what the fewest hold, last what could not be had
    /// lately, or one dead work after another would keep the others waiting.
    ///
    /// @param current the edition
    /// @param enough whether it is time to look for news, such as withdrawals; one work is tried in
    ///   any case, or a slow round would take nothing for ever
    Taken take(
            Path current,
            Places places,
            Selection selection,
            List<String> peers,
            BooleanSupplier enough)
            throws IOException {
        List<Entry> all = Proof.listed(current);
        Map<String, Integer> seeds = rarity(all);
        Comparator<Entry> order =
                Comparator.<Entry>comparingLong(entry -> failed.getOrDefault(entry.folder(), 0L))
                        .thenComparingInt(entry -> seeds.getOrDefault(name(entry), 0));
        List<Entry> wanted = selection.of(all, order, this::holds);
        int held = (int) wanted.stream().filter(this::holds).count();
        int fetched = 0;
        for (Entry entry : wanted) {
            if (holds(entry)) {
                continue;
            }
            if (Files.exists(library.tombstone(entry.folder()))) {
                listener.say(entry.folder() + " was withdrawn, and is not taken again");
                continue;
            }
            fetched += fetch(entry, current, places, peers, enough) ? 1 : 0;
            if (enough.getAsBoolean()) {
                break;
            }
        }
        return new Taken(wanted.size(), held + fetched, fetched);
    }

    boolean holds(Entry entry) {
        return Files.isRegularFile(library.torrents().resolve(entry.folder() + ".magnet"))
                && Files.exists(library.releases().resolve(entry.folder()));
    }

    Offer offer(Entry entry) {
        return new Offer(
                entry.infohash(),
                entry.infohashV2(),
                library.torrents().resolve(entry.folder() + ".torrent"),
                library.releases().resolve(entry.folder()));
    }

    /// By which trackers know it; a v2 hash is cut (BEP 52).
    private static String name(Entry entry) {
        String hash = entry.infohash() != null ? entry.infohash() : entry.infohashV2();
        return String.valueOf(hash).substring(0, 40);
    }

    /// How many hold each, as far as trackers answer; it only orders what is taken.
    private Map<String, Integer> rarity(List<Entry> all) {
        Map<String, List<String>> asked = new HashMap<>();
        for (Entry entry : all) {
            Magnet.parse(entry.magnet())
                    .trackers()
                    .forEach(tracker ->
                            asked.computeIfAbsent(tracker, _ -> new ArrayList<>())
                                    .add(name(entry)));
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

    private boolean fetch(
            Entry entry, Path current, Places places, List<String> peers, BooleanSupplier enough) {
        try {
            fetch(
                    entry,
                    current.resolve("items/" + entry.folder()),
                    places.beside(entry),
                    places.sources(peers),
                    enough);
            failed.remove(entry.folder());
            return true;
        } catch (Unfinished e) {
            listener.say(entry.folder() + ": " + e.getMessage());
        } catch (IOException | Refusal e) {
            failed.put(entry.folder(), ++tries);
            listener.say(entry.folder() + ": " + e.getMessage());
        }
        return false;
    }

    private void fetch(
            Entry entry, Path item, @Nullable Path beside, Sources sources, BooleanSupplier enough)
            throws IOException {
        Path work = library.work().resolve("mirror-" + entry.folder());
        Path torrent = item.resolve(entry.folder() + ".torrent");
        Metainfo metainfo = Metainfo.read(torrent);
        requireSame(entry, metainfo, torrent);
        Files.createDirectories(work);
        Fetched got;
        try {
            got = fetcher.fetch(metainfo, beside, work, sources, _ -> {}, enough);
        } catch (NoRoom | Refusal e) {
            Shelf.delete(work); // it would only keep the room from others
            throw e;
        }
        Path release = library.releases().resolve(entry.folder());
        if (Files.exists(library.tombstone(entry.folder()))) {
            throw new IOException("was withdrawn meanwhile, and is not taken");
        }
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
    }

    /// With a time of now: its content was read whole a moment ago.
    private static void copy(Path file, Path folder) throws IOException {
        Path place = folder.resolve(String.valueOf(file.getFileName()));
        Durable.write(place, Files.readAllBytes(file), Instant.now());
    }

    /// That a torrent is the one of a release of the catalogue.
    static void requireSame(Entry entry, Metainfo metainfo, Path torrent) {
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
}
