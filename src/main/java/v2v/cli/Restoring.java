package v2v.cli;

import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.NoRoom;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Gets what is damaged or missing of a release from those who have it, while a node may be giving
/// it away.
///
/// The files are made beside it in `work/`, out of what is good here and what is fetched, and take
/// their names in one moment each: a file that is being given is not written to. What can not be
/// had leaves the release as it was; what a dead process had fetched is used again.
final class Restoring {
    private final Library library;
    private final Fetcher fetcher;

    /// A content that is whole in `work/`, and not in its place yet.
    ///
    /// @param folder its place
    /// @param known when its torrent last vouched for it
    record Made(Metainfo metainfo, Path work, Path folder, FileTime known, Fetched fetched) {}

    /// Told of bytes that are there and right, and of how many there will be.
    @FunctionalInterface
    interface Progress {
        void at(long good, long all);
    }

    Restoring(Library library, Fetcher fetcher) {
        this.library = library;
        this.fetcher = fetcher;
    }

    /// Fetches and proves it.
    ///
    /// @param folder the release; what is good in it is used
    /// @throws IOException when it can not be had for now; the sentence says who was asked
    /// @throws Refusal when nothing can ever give it
    Made make(Path torrent, String magnet, Path folder, Sources sources, Progress progress)
            throws IOException {
        Metainfo metainfo = metainfo(torrent, magnet);
        Path work = library.work().resolve("repair-" + folder.getFileName());
        try {
            Fetched fetched =
                    fetcher.fetch(
                            metainfo,
                            folder,
                            work,
                            sources,
                            good -> progress.at(good, metainfo.info().bytes()));
            return new Made(metainfo, work, folder, Files.getLastModifiedTime(torrent), fetched);
        } catch (Refusal | NoRoom e) {
            Shelf.delete(
                    work); // it is of no use, and takes room; after an outage it is gone on with
            throw e;
        }
    }

    /// Puts it in its place.
    ///
    /// @return the files that were not there as they should be
    /// @throws Refusal `WITHDRAWN` when it was withdrawn meanwhile
    List<String> place(Made made) throws IOException {
        try {
            return place(made.metainfo(), made.fetched().content(), made.folder(), made.known());
        } finally {
            Shelf.delete(made.work());
        }
    }

    /// It may be withdrawn while it is fetched, and must not come back.
    private void requireOut(Path folder) {
        if (Files.exists(library.tombstone(String.valueOf(folder.getFileName())))) {
            throw new Refusal(
                    Refusal.Code.WITHDRAWN,
                    folder.toString(),
                    "it was withdrawn",
                    "it is not put back");
        }
    }

    /// The torrent that the ledger knows: another one would make something else of the release.
    private static Metainfo metainfo(Path torrent, String magnet) throws IOException {
        if (!Files.isRegularFile(torrent)) {
            throw new IOException(
                    torrent + " is missing: put it back, or fetch it by its magnet link");
        }
        Metainfo metainfo = Metainfo.read(torrent);
        Metainfo.Infohash wanted = Magnet.parse(magnet).hash();
        Metainfo.Infohash found = metainfo.info().hash();
        if (!Objects.equals(wanted.v1(), found.v1()) || !Objects.equals(wanted.v2(), found.v2())) {
            throw new IOException(torrent + " is not the torrent that was released");
        }
        return metainfo;
    }

    private List<String> place(Metainfo metainfo, Path made, Path folder, FileTime known)
            throws IOException {
        List<String> files = new ArrayList<>();
        boolean whole = !Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
        for (Metainfo.Entry entry : metainfo.info().files()) {
            Path file = TorrentCheck.place(metainfo.info(), made, entry);
            Path target = TorrentCheck.place(metainfo.info(), folder, entry);
            if (Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)
                    && (Files.isSameFile(file, target) || same(file, target, entry))) {
                continue;
            }
            // no newer than the torrent, whose time vouches for it
            Files.setLastModifiedTime(file, known);
            files.add(entry.name());
            if (!whole) {
                requireOut(folder);
                swap(file, target);
            }
        }
        if (whole) {
            requireOut(folder);
            Files.createDirectories(folder.toAbsolutePath().resolveSibling(""));
            Files.move(made, folder, StandardCopyOption.ATOMIC_MOVE);
            force(folder.toAbsolutePath().resolveSibling(""));
        }
        return files;
    }

    /// An empty file is made anew each time.
    private static boolean same(Path file, Path target, Metainfo.Entry entry) throws IOException {
        return entry.bytes() == 0 && Files.size(file) == 0 && Files.size(target) == 0;
    }

    private static void swap(Path file, Path target) throws IOException {
        Path parent = target.toAbsolutePath().resolveSibling("");
        Files.createDirectories(parent);
        Files.move(
                file, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        force(parent);
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
