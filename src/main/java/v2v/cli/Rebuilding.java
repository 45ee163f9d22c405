package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.item.BadConfig;
import v2v.item.Correction;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Tombstone;
import v2v.ledger.Items;
import v2v.ledger.Rebuilt;
import v2v.release.Recalled;
import v2v.release.Releases;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;
import v2v.torrent.Verdict;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// From the files that everybody may have, and the key that one has: the publisher's library.
final class Rebuilding {
    private final Library library;
    private final Releases releases;
    private final InstantSource clock;
    private final Screen screen;

    /// @param screen shows how far the reading is
    Rebuilding(Library library, Releases releases, InstantSource clock, Screen screen) {
        this.library = library;
        this.releases = releases;
        this.clock = clock;
        this.screen = screen;
    }

    /// What it came to.
    ///
    /// @param unknown folders in `releases/` that no edition tells of
    /// @param silent places that could not be asked for a newer edition, and why
    record Done(
            Head head, int releases, int withdrawn, List<String> unknown, List<String> silent) {}

    /// Proves the catalogue and every work, and writes the ledger last.
    Done run() throws IOException {
        Path catalogue =
                new Shelf(library, 1)
                        .current()
                        .orElseThrow(() ->
                                new BadConfig(
                                        library.root().toString(),
                                        "holds no catalogue: take everything from a mirror first"
                                                + " (v2v mirror)"));
        MirrorBook book = MirrorBook.read(library);
        Proof proof = Proof.of(catalogue, key(), book == null ? null : book.head());
        List<String> silent = requireNewest(proof.head(), book);
        // one that was taken back after that edition
        List<Entry> entries =
                proof.items().stream()
                        .filter(entry -> !Files.exists(library.tombstone(entry.folder())))
                        .toList();
        requireAll(entries);
        for (Entry entry : entries) {
            prove(entry);
        }
        screen.clear();
        List<Items.Newest> out = new ArrayList<>();
        for (Entry entry : entries) {
            Release release =
                    Recalled.read(library.releases().resolve(entry.folder()), entry.version());
            note(release);
            out.add(new Items.Newest(release, released(entry)));
        }
        String edition = "edition " + proof.head().sequence() + " of the catalogue";
        List<Tombstone> stones = Tombstone.all(library);
        Rebuilt.write(library, clock, out, stones, edition);
        MirrorBook.forget(library);
        return new Done(proof.head(), out.size(), stones.size(), unknown(entries), silent);
    }

    private List<String> unknown(List<Entry> entries) throws IOException {
        Set<String> known = entries.stream().map(Entry::folder).collect(Collectors.toSet());
        try (Stream<Path> folders = Files.list(library.releases())) {
            return folders.map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !known.contains(name))
                    .sorted()
                    .toList();
        }
    }

    /// A key that is not there must not be made: it would be another publisher's.
    private String key() throws IOException {
        if (!releases.hasKey()) {
            throw new BadConfig(
                    library.keys().toString(),
                    "the publisher's key is missing: put this folder back from your copy");
        }
        return releases.signer().open().fingerprint();
    }

    /// What is missing here would be missing in the next edition, and so everywhere.
    private void requireAll(List<Entry> entries) throws IOException {
        List<String> missing =
                entries.stream().map(Entry::folder).filter(name -> !isHere(name)).toList();
        if (!missing.isEmpty()) {
            throw new IOException(
                    "%d of %d works are not here, such as %s: take them from a mirror first (v2v mirror)"
                            .formatted(missing.size(), entries.size(), missing.getFirst()));
        }
    }

    /// The next edition gets the next number: where a later one is out already, there would be two
    /// of that number, and all who saw the other refuse ours for good.
    ///
    /// @return places that did not answer: a publisher whose server is lost may have no other
    private List<String> requireNewest(Head head, @Nullable MirrorBook book) throws IOException {
        List<String> silent = new ArrayList<>();
        try (HttpClient http = Places.client()) {
            for (String place : Places.of(head.places(), book).all()) {
                if (Places.isMagnet(place)) {
                    continue; // a torrent's is of one edition; to follow a key takes a mirror
                }
                Head there;
                try {
                    there = Lookout.head(library, Places.source(place, http), head.key());
                } catch (IOException | Refusal e) {
                    silent.add(place + ": " + e.getMessage());
                    continue;
                }
                requireNotAfter(head, there, place);
            }
        }
        return silent;
    }

    private static void requireNotAfter(Head head, Head there, String place) {
        if (there.sequence() > head.sequence()) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_ROLLED_BACK,
                    place,
                    "it has edition %d, and here is edition %d"
                            .formatted(there.sequence(), head.sequence()),
                    "take it first: v2v mirror " + place + " --once");
        }
        if (there.sequence() == head.sequence() && !there.digest().equals(head.digest())) {
            throw new Refusal(
                    Refusal.Code.CATALOGUE_FORKED,
                    place,
                    "its edition %d is another one than here".formatted(head.sequence()),
                    "find out which of the two mirrors have, and take that one");
        }
    }

    /// What is signed from now on as the publisher's must be what was published.
    private void prove(Entry entry) throws IOException {
        screen.draw("reading " + Screen.plain(entry.folder()));
        Path torrent = library.torrents().resolve(entry.folder() + ".torrent");
        Metainfo metainfo = Metainfo.read(torrent);
        Works.requireSame(entry, metainfo, torrent);
        Path release = library.releases().resolve(entry.folder());
        Verdict verdict = TorrentCheck.verify(metainfo, release, _ -> {});
        if (!verdict.good()) {
            throw new Refusal(
                    Refusal.Code.FILE_CHANGED,
                    release.toString(),
                    verdict.faults().getFirst().sentence(),
                    "mend it first: v2v check --repair");
        }
    }

    private boolean isHere(String name) {
        return Files.isDirectory(library.releases().resolve(name))
                && Files.isRegularFile(library.torrents().resolve(name + ".torrent"))
                && Files.isRegularFile(library.torrents().resolve(name + ".magnet"));
    }

    static Released released(Entry entry) {
        return new Released(
                new ItemId(entry.id()),
                entry.version(),
                "releases/" + entry.folder(),
                "torrents/" + entry.folder() + ".torrent",
                entry.magnet(),
                entry.infohash(),
                entry.at());
    }

    private void note(Release release) throws IOException {
        Correction corrects = release.renditions().clearance().inspection().footage().corrects();
        if (corrects != null) {
            releases.noteSuccessor(corrects, release.renditions().clearance().folderName());
        }
    }
}
