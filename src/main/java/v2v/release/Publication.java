package v2v.release;

import v2v.item.Clearance;
import v2v.item.Correction;
import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.item.Successor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// The last move: folder, then magnet, then torrent. The torrent's name in `torrents/` is the
/// release; before it appears nobody seeds and everything can still be taken back.
///
/// Each step looks at what is there and not at what was done before, so that a crash after any of
/// them is answered by running all of them again.
final class Publication {
    private final Library library;
    private final Packed packed;
    private final Digest sealed;
    private final Path work;
    private final Path workTorrent;
    private final Path folder;
    private final Path torrent;
    private final Path magnet;

    Publication(Library library, Packed packed, Digest sealed) {
        this.library = library;
        this.packed = packed;
        this.sealed = sealed;
        String name = clearance(packed).folderName();
        this.work = library.resolve(packed.release().renditions().work());
        this.workTorrent = library.resolve(packed.torrent());
        this.folder = library.releases().resolve(name);
        this.torrent = library.torrents().resolve(name + ".torrent");
        this.magnet = library.torrents().resolve(name + ".magnet");
    }

    private static Clearance clearance(Packed packed) {
        return packed.release().renditions().clearance();
    }

    Released publish(InstantSource clock) throws IOException {
        Files.createDirectories(library.releases());
        Files.createDirectories(library.torrents());
        withdrawn();
        complete();
        different();
        moveFolder();
        unaltered();
        writeMagnet();
        if (Files.exists(workTorrent)) {
            Disk.chmod(workTorrent, "r--r--r--");
            Disk.move(workTorrent, torrent);
        }
        noteBeforehand();
        sweep();
        return new Released(
                clearance(packed).inspection().footage().id(),
                packed.version(),
                library.relative(folder),
                library.relative(torrent),
                packed.magnet(),
                packed.infohash(),
                clock.instant());
    }

    /// What was taken back in public does not come back by itself under the same name.
    private void withdrawn() {
        String name = String.valueOf(folder.getFileName());
        if (Files.exists(library.tombstone(name))) {
            throw new Refusal(
                    Refusal.Code.WITHDRAWN,
                    clearance(packed).inspection().footage().file().toString(),
                    name + " was released and withdrawn; " + said(name) + " says when and why",
                    "give it another title, so that it gets a name of its own, or leave it"
                            + " withdrawn");
        }
    }

    private String said(String name) {
        return library.relative(library.tombstone(name));
    }

    /// Work may be deleted at any time. A folder that went out without its torrent is not released
    /// yet: it goes back.
    private void complete() throws IOException {
        if (!Files.exists(work) && !Files.exists(folder)) {
            throw new Redo("transcode", library.relative(work) + " is gone; it is made again");
        }
        if (!Files.exists(workTorrent) && !Files.exists(torrent)) {
            if (!Files.exists(work)) {
                Files.createDirectories(work.resolveSibling(".").normalize());
                Disk.move(folder, work);
            }
            throw new Redo("torrent", packed.torrent() + " is gone; it is made again");
        }
    }

    /// A seeded release is never replaced: a correction is another one, under another name.
    private void different() throws IOException {
        boolean sameFolder =
                !Files.exists(work)
                        || !Files.exists(folder)
                        || same(work.resolve(Manifest.NAME), folder.resolve(Manifest.NAME));
        boolean sameTorrent =
                !Files.exists(workTorrent) || !Files.exists(torrent) || same(workTorrent, torrent);
        if (!sameFolder || !sameTorrent) {
            throw new Refusal(
                    Refusal.Code.ALREADY_RELEASED,
                    clearance(packed).inspection().footage().file().toString(),
                    library.relative(folder) + " is released already, with other content",
                    "order the corrected version as one (--replaces ITEM --why REASON), so that it"
                            + " gets a name of its own, or keep the one that is out");
        }
    }

    private static boolean same(Path one, Path other) throws IOException {
        return Files.exists(one) && Files.exists(other) && Files.mismatch(one, other) == -1;
    }

    private void moveFolder() throws IOException {
        if (!Files.exists(work)) {
            return;
        }
        if (Files.exists(folder)) {
            delete(work);
            return;
        }
        for (Path path : tree(work)) {
            boolean inner = Files.isDirectory(path);
            Disk.chmod(path, inner ? "rwxr-xr-x" : "r--r--r--");
            if (inner) {
                Disk.sync(path);
            }
        }
        Disk.move(work, folder);
    }

    /// Between the look at the bytes and the move, somebody may have put another file there, and
    /// over HTTP it would go out unseen. So they are read once more where they lie now, before the
    /// torrent's name appears.
    private void unaltered() throws IOException {
        if (!Files.exists(torrent) && !asSealed()) {
            delete(folder);
            throw new Redo(
                    "transcode",
                    library.relative(work) + " was altered on its way; it is made again");
        }
    }

    private boolean asSealed() throws IOException {
        try {
            return new Covers(library, packed).now().equals(sealed);
        } catch (Redo altered) {
            return false;
        }
    }

    private void writeMagnet() throws IOException {
        if (!Files.exists(torrent)) {
            byte[] line = (packed.magnet() + "\n").getBytes(StandardCharsets.UTF_8);
            // not beside the others, where a crash would leave half a file in public
            Disk.write(workMagnet(), line);
            Disk.move(workMagnet(), magnet);
        }
        Files.deleteIfExists(workMagnet());
    }

    /// The earlier version is left as it is; beside it stands what to take instead.
    private void noteBeforehand() throws IOException {
        Correction corrects = clearance(packed).inspection().footage().corrects();
        if (corrects != null) {
            String by = String.valueOf(folder.getFileName());
            note(library, corrects, by);
        }
    }

    /// Says beside a release what replaces it.
    static void note(Library library, Correction corrects, String by) throws IOException {
        Successor note = new Successor(corrects.folder(), by, Clean.text(corrects.why()).strip());
        Disk.write(
                library.successor(note.folder()),
                Json.pretty(note).getBytes(StandardCharsets.UTF_8));
    }

    private Path workMagnet() {
        return workTorrent.resolveSibling(magnet.getFileName());
    }

    /// The notes and leftovers of the work that is out now.
    private void sweep() throws IOException {
        Path task = work.getParent();
        if (task != null && !task.equals(library.work()) && Files.exists(task)) {
            delete(task);
        }
    }

    private static List<Path> tree(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return paths.toList();
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all = new ArrayList<>(tree(folder));
        for (Path path : all.reversed()) {
            Files.delete(path);
        }
    }
}
