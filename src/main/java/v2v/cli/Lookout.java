package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Head;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.edition.Source;
import v2v.edition.Taking;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.dht.Pointer;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.NoRoom;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Looks at all places for the newest edition of a publisher's catalogue, and takes it.
final class Lookout {
    private final Library library;
    private final Shelf editions;
    private final Fetcher fetcher;
    private final Signpost signpost;
    private final HttpClient http;
    private final Consumer<String> say;

    /// Folders of catalogues that came from a swarm, until they were looked at.
    private final List<Path> lent = new ArrayList<>();

    Lookout(
            Library library,
            Shelf editions,
            Fetcher fetcher,
            Signpost signpost,
            HttpClient http,
            Consumer<String> say) {
        this.library = library;
        this.editions = editions;
        this.fetcher = fetcher;
        this.signpost = signpost;
        this.http = http;
        this.say = say;
    }

    /// What is asked for.
    ///
    /// @param key fingerprint of the publisher's key
    /// @param seen the last head that was taken; null at the first time
    /// @param again also the edition that was seen, since what is here of it is not whole
    /// @param peers hosts to be asked besides those that the trackers name
    record Wanted(String key, @Nullable Head seen, boolean again, List<String> peers) {}

    /// What there is.
    ///
    /// @param proof the newest edition, whole in the folder [#taken]; null when no place has a
    ///   newer one than was seen
    /// @param refused what the first place with a wrong catalogue has, when no place has a right
    ///   one
    record Sighting(@Nullable Proof proof, @Nullable Refusal refused) {}

    /// What one place says that it has.
    private record Found(Source source, Head head) {}

    /// Where a new edition is put together; the catalogue's folder is in it. What a try that was
    /// cut off has left there is not taken again.
    Path taken() {
        return library.editions().resolve(".taken");
    }

    Sighting look(Places places, Wanted wanted) throws IOException {
        try {
            return looked(places, wanted);
        } finally {
            for (Path folder : lent) {
                Shelf.delete(folder);
            }
            lent.clear();
        }
    }

    private Sighting looked(Places places, Wanted wanted) throws IOException {
        List<Found> found = new ArrayList<>();
        Refusal wrong = null;
        for (String place : places.all()) {
            try {
                Found one = found(place, places, wanted);
                if (one != null) {
                    found.add(one);
                }
            } catch (Refusal e) {
                wrong = wrong == null ? e : wrong;
                tell(place, e);
            } catch (IOException e) {
                say.accept(place + ": " + e.getMessage());
            }
        }
        found.sort(Comparator.<Found>comparingLong(f -> f.head().sequence()).reversed());
        for (Found one : found) {
            try {
                Optional<Proof> proof = take(one.source(), wanted);
                if (proof.isPresent() || wanted.seen() != null) {
                    return new Sighting(proof.orElse(null), null);
                }
            } catch (Refusal e) {
                wrong = wrong == null ? e : wrong;
                tell(one.source().toString(), e);
            } catch (IOException e) {
                say.accept(one.source() + ": " + e.getMessage());
            }
        }
        return new Sighting(null, wrong);
    }

    private void tell(String place, Refusal refusal) {
        say.accept(place + ": " + refusal.getMessage() + " (" + refusal.code() + ")");
    }

    /// Null when a key's link can not be followed here, a magnet names what is here, or something
    /// older that nobody else has named.
    private @Nullable Found found(String named, Places places, Wanted wanted) throws IOException {
        if (Pointer.isOne(named) && !signpost.follows()) {
            return null; // the publisher names it for those who are in the DHT
        }
        String place = Pointer.isOne(named) ? signpost.follow(named, wanted.key()) : named;
        boolean magnet = Places.isMagnet(place);
        if (magnet && isHere(place) && !wanted.again()) {
            return null;
        }
        Source source = magnet ? swarm(place, places, wanted.peers()) : Places.source(place, http);
        Head head = head(library, source, wanted.key());
        Head seen = wanted.seen();
        boolean old = magnet && seen != null && head.sequence() < seen.sequence();
        return old ? null : new Found(source, head);
    }

    /// The head that a source has, of which no more is known than who signed it.
    static Head head(Library library, Source source, String key) throws IOException {
        Path into = library.editions().resolve(".head");
        Shelf.delete(into);
        Files.createDirectories(into);
        try {
            return new Taking(source, into, null, key).head();
        } finally {
            Shelf.delete(into);
        }
    }

    private Optional<Proof> take(Source source, Wanted wanted) throws IOException {
        Path into = taken().resolve(Shelf.NAME);
        try {
            fetcher.requireRoom("the catalogue", 1, library.editions());
            Files.createDirectories(into);
            return new Taking(source, into, editions.current().orElse(null), wanted.key())
                    .run(wanted.seen(), wanted.again());
        } catch (Refusal e) {
            Shelf.delete(taken());
            throw e;
        } catch (IOException e) {
            leaveRoom();
            throw e;
        }
    }

    /// What was begun is gone on with the next time, but not where the disk is full of it.
    private void leaveRoom() throws IOException {
        try {
            fetcher.requireRoom("the catalogue", 1, library.editions());
        } catch (NoRoom e) {
            Shelf.delete(taken());
        }
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
    private Source swarm(String link, Places places, List<String> peers) throws IOException {
        Magnet magnet = Magnet.parse(link);
        List<String> all = new ArrayList<>(peers);
        all.addAll(Magnet.peers(link));
        Sources asked = new Sources(all, places.sources(List.of()).trackers(), List.of());
        Metainfo metainfo = fetcher.metainfo(magnet, asked);
        String hash = magnet.hash().v1() == null ? magnet.hash().v2() : magnet.hash().v1();
        Path work = library.work().resolve("mirror-" + Shelf.NAME + "-" + hash);
        Files.createDirectories(work);
        Path have = editions.current().orElse(null);
        Fetched fetched = fetcher.fetch(metainfo, have, work, asked, _ -> {});
        lent.add(work);
        return new Source.Folder(fetched.content());
    }
}
