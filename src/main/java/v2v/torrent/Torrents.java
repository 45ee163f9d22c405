package v2v.torrent;

import com.fasterxml.jackson.core.JsonProcessingException;

import v2v.item.Correction;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Progress;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Release;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The stage `torrent`: a complete release folder gets its .torrent and its magnet link, beside it.
///
/// The folder is read once; the same reading proves it against its manifest, so nothing is ever
/// seeded that is not what the stage before wrote. Doing it again gives the same bytes.
public final class Torrents {
    private static final String BEFORE = "transcode";

    private final Library library;
    private final TorrentSettings settings;
    private final Progress progress;

    public Torrents(Library library, TorrentSettings settings, Progress progress) {
        this.library = library;
        this.settings = settings;
        this.progress = progress;
    }

    /// Makes the torrent of a release folder that still lies in `work/`.
    ///
    /// @throws Redo when the folder is gone, or differs from its manifest
    /// @throws Refusal when a name in it can not stand in a torrent
    /// @throws IOException when the disk fails
    public Packed torrent(Release release) throws IOException {
        String work = release.renditions().work();
        Path folder = library.resolve(work);
        Manifest manifest = manifest(folder, work);
        Content content = Content.scan(folder);
        double total = content.bytes();
        TorrentMaker.Made made =
                maker(release, folder)
                        .makeWithDigests(
                                content,
                                release.described(),
                                done -> progress.at("torrent", Math.min(1, done / total), 0));
        String difference = manifest.difference(made.flat());
        if (difference != null) {
            throw new Redo(BEFORE, difference);
        }
        return write(release, folder, made);
    }

    /// A corrected version names the one before it, and reads only what differs from that.
    private TorrentMaker maker(Release release, Path folder) throws IOException {
        TorrentMaker maker = new TorrentMaker(settings);
        List<String> collections = collections(folder);
        Correction corrects = release.renditions().clearance().inspection().footage().corrects();
        if (corrects == null) {
            return maker.related(Kin.NONE.in(collections));
        }
        Metainfo.Infohash before =
                new Metainfo.Infohash(corrects.infohash(), corrects.infohashV2());
        TorrentMaker naming = maker.related(Kin.replacing(before).in(collections));
        Path torrent = library.resolve(corrects.torrent());
        Path content = library.releases().resolve(corrects.folder());
        boolean there = Files.isRegularFile(torrent) && Files.isDirectory(content);
        return there ? naming.after(Earlier.open(torrent, content)) : naming;
    }

    /// As the release says it in public.
    private static List<String> collections(Path folder) throws IOException {
        Path record = folder.resolve("metadata/record.json");
        if (!Files.isRegularFile(record)) {
            return List.of();
        }
        try {
            String name =
                    Json.tree(Files.readString(record))
                            .path("record")
                            .path("collection")
                            .asText("")
                            .strip();
            return name.isEmpty() ? List.of() : List.of(name);
        } catch (JsonProcessingException | CharacterCodingException damaged) {
            return List.of(); // its checksum is compared with the list next, and says so
        }
    }

    private static Manifest manifest(Path folder, String work) throws IOException {
        if (!Files.isRegularFile(folder.resolve(Manifest.NAME))) {
            throw new Redo(BEFORE, "The release folder " + work + " is gone or not complete.");
        }
        try {
            return Manifest.read(folder);
        } catch (IllegalArgumentException e) {
            throw new Redo(BEFORE, "The manifest in " + work + " is damaged: " + e.getMessage());
        }
    }

    private Packed write(Release release, Path folder, TorrentMaker.Made made) throws IOException {
        Path torrent = folder.resolveSibling(folder.getFileName() + ".torrent");
        String magnet = Magnet.of(made.metainfo()).toString();
        made.write(torrent);
        Durable.write(
                folder.resolveSibling(folder.getFileName() + ".magnet"),
                (magnet + "\n").getBytes(StandardCharsets.US_ASCII),
                made.began());
        Metainfo.Infohash hash = made.metainfo().info().hash();
        return new Packed(release, library.relative(torrent), hash.v1(), hash.v2(), magnet);
    }
}
