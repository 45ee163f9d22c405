package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Released;
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
import java.util.Locale;
import java.util.Objects;

/// Makes a damaged release whole again from those who have it, while a node may be giving it away.
///
/// The damaged files are made anew beside it, out of their good pieces and those that are fetched,
/// and take their names in one moment each: a file that is being given is not written to. What can
/// not be had leaves the release as it was.
final class Repair {
    private final Library library;
    private final Fetcher fetcher;
    private final Sources sources;
    private final Screen screen;

    /// What came of one.
    ///
    /// @param files those that were put in place
    /// @param fetched what it took; null when nothing was put in place
    /// @param why it could not be repaired; null when it was
    record Repaired(List<String> files, @Nullable Fetched fetched, @Nullable String why) {}

    Repair(Library library, Fetcher fetcher, Sources sources, Screen screen) {
        this.library = library;
        this.fetcher = fetcher;
        this.sources = sources;
        this.screen = screen;
    }

    /// Repairs a release.
    Repaired run(Holding holding) {
        Released released = holding.released();
        if (holding.what() != Holding.What.RELEASE || released == null) {
            return failed(
                    holding.what() == Holding.What.MASTER
                            ? "a master is in no torrent: put back a copy of it"
                            : "the ledger does not have it, so nobody knows what it should be");
        }
        String name = String.valueOf(holding.folder().getFileName());
        Path into = library.work().resolve("repair-" + name);
        try {
            Path torrent = library.resolve(released.torrent());
            Metainfo metainfo = metainfo(torrent, released);
            Fetched fetched =
                    fetcher.fetch(
                            metainfo,
                            holding.folder(),
                            into,
                            sources,
                            good -> draw(name, good, metainfo.info().bytes()));
            screen.clear();
            FileTime known = Files.getLastModifiedTime(torrent);
            List<String> files = place(metainfo, fetched.content(), holding.folder(), known);
            Shelf.delete(into);
            return new Repaired(files, fetched, null);
        } catch (Refusal e) {
            screen.clear();
            return hopeless(into, e.getMessage() + ": " + e.fix());
        } catch (NoRoom e) {
            screen.clear();
            return hopeless(into, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            screen.clear();
            return failed(String.valueOf(e.getMessage()));
        }
    }

    /// What was begun is of no use, and takes room; after an outage it would be gone on with.
    private static Repaired hopeless(Path into, String why) {
        try {
            Shelf.delete(into);
            return failed(why);
        } catch (IOException e) {
            return failed(why + "; " + into + " can not be deleted: " + e.getMessage());
        }
    }

    private static Repaired failed(String why) {
        return new Repaired(List.of(), null, why);
    }

    private void draw(String name, long good, long all) {
        screen.draw(
                String.format(
                        Locale.ROOT,
                        "repairing %s: %,d of %,d MB",
                        Screen.plain(name),
                        good / CheckSettings.MEGA,
                        all / CheckSettings.MEGA));
    }

    /// The torrent that the ledger knows: another one would make something else of the release.
    private static Metainfo metainfo(Path torrent, Released released) throws IOException {
        if (!Files.isRegularFile(torrent)) {
            throw new IOException(
                    torrent + " is missing: put it back, or fetch it by its magnet link");
        }
        Metainfo metainfo = Metainfo.read(torrent);
        Metainfo.Infohash wanted = Magnet.parse(released.magnet()).hash();
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
