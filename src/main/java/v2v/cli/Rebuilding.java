package v2v.cli;

import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.item.BadConfig;
import v2v.item.Correction;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Tombstone;
import v2v.ledger.Items;
import v2v.ledger.Rebuilt;
import v2v.release.Recalled;
import v2v.release.Releases;

import java.io.IOException;
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

    Rebuilding(Library library, Releases releases, InstantSource clock) {
        this.library = library;
        this.releases = releases;
        this.clock = clock;
    }

    /// What it came to.
    ///
    /// @param unknown folders in `releases/` that no edition tells of
    record Done(Head head, int releases, int withdrawn, List<String> unknown) {}

    /// Proves the catalogue, looks that every work is here, and writes the ledger last.
    Done run() throws IOException {
        Path catalogue =
                new Shelf(library, 1)
                        .current()
                        .orElseThrow(() ->
                                new BadConfig(
                                        library.root().toString(),
                                        "holds no catalogue: take everything from a mirror first"
                                                + " (v2v mirror)"));
        Proof proof = Proof.of(catalogue, key(), null);
        // one that was taken back after that edition
        List<Entry> entries =
                proof.items().stream()
                        .filter(entry -> !Files.exists(library.tombstone(entry.folder())))
                        .toList();
        requireAll(entries);
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
        return new Done(proof.head(), out.size(), stones.size(), unknown(entries));
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

    private boolean isHere(String name) {
        return Files.isDirectory(library.releases().resolve(name))
                && Files.isRegularFile(library.torrents().resolve(name + ".torrent"))
                && Files.isRegularFile(library.torrents().resolve(name + ".magnet"));
    }

    private static Released released(Entry entry) {
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
