package v2v.torrent;

import v2v.item.Refusal;
import v2v.torrent.Metainfo.Entry;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/// Whether content may be seeded without reading all of it again: a start must not hash terabytes.
///
/// The memory is the .torrent file's own modification time: the moment before its content was last
/// read whole and found good ([TorrentMaker.Made#write] sets it, so does a check here). A file of
/// the right size that was not modified after that moment is believed; a newer one has the whole
/// torrent checked; a file of another size is refused at once.
public final class SeedTrust {
    private SeedTrust() {}

    /// Returns when the content is as the torrent says; reads all of it when that has to be.
    ///
    /// @throws Refusal when it is not
    public static void require(Metainfo metainfo, Path torrentFile, Path content)
            throws IOException {
        if (!believed(metainfo, torrentFile, content)) {
            prove(metainfo, torrentFile, content);
        }
    }

    /// A look at sizes and times only.
    ///
    /// @return false when only reading all of it would tell
    /// @throws Refusal when a file is missing, or of another size
    public static boolean believed(Metainfo metainfo, Path torrentFile, Path content)
            throws IOException {
        FileTime known = Files.getLastModifiedTime(torrentFile);
        boolean believed = true;
        for (Entry entry : metainfo.info().files()) {
            Path file = TorrentCheck.place(metainfo.info(), content, entry);
            BasicFileAttributes facts = facts(file);
            if (facts.size() != entry.bytes()) {
                throw changed(file, "has " + facts.size() + " bytes instead of " + entry.bytes());
            }
            believed &= facts.lastModifiedTime().compareTo(known) <= 0;
        }
        return believed;
    }

    /// Sizes and times of all files, as one text: any change shows.
    public static String state(Metainfo metainfo, Path content) throws IOException {
        StringBuilder state = new StringBuilder();
        for (Entry entry : metainfo.info().files()) {
            Path file = TorrentCheck.place(metainfo.info(), content, entry);
            if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
                BasicFileAttributes facts =
                        Files.readAttributes(
                                file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
                state.append(facts.size()).append(facts.lastModifiedTime());
            }
            state.append(' ');
        }
        return state.toString();
    }

    private static BasicFileAttributes facts(Path file) throws IOException {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    Refusal.Code.FILE_MISSING,
                    file.toString(),
                    "the file is missing, so its torrent is not seeded",
                    "put it back, or run: v2v check --repair");
        }
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    /// Reads all of it, and remembers that it is as the torrent says.
    ///
    /// @throws Refusal when it is not
    public static void prove(Metainfo metainfo, Path torrentFile, Path content) throws IOException {
        Instant began = Instant.now();
        Verdict verdict = TorrentCheck.verify(metainfo, content, _ -> {});
        if (!verdict.good()) {
            throw changed(content, "was changed: " + verdict.faults().getFirst().sentence());
        }
        try {
            Files.setLastModifiedTime(torrentFile, FileTime.from(began));
        } catch (AccessDeniedException e) {
            // a library on a read-only mirror can not remember; it is checked at every start
            return;
        }
    }

    private static Refusal changed(Path file, String what) {
        String fault = what.replaceFirst("[.]$", "");
        return new Refusal(
                Refusal.Code.FILE_CHANGED,
                file.toString(),
                "it " + fault + ", so its torrent is not seeded",
                "put the released file back, or run: v2v check --repair");
    }
}
