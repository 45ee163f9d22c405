package v2v.bag;

import v2v.item.Clearance;
import v2v.item.Companion;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Release;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Tapes;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;

/// A work that lies in `work/` as if `describe` had just been there.
public record Kept(Library library, Path original, Companion words, Digest sha256, int version) {
    static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

    public static Kept in(Path folder) throws IOException {
        Path tapes = Files.createDirectories(folder.resolve("tapes"));
        Path original = Files.writeString(tapes.resolve("Tape 100%\nNo. 7.mxf"), "the tape");
        Path words = Files.writeString(tapes.resolve("Tape 7.srt"), "1\n00:00:01");
        return new Kept(
                new Library(folder.resolve("library")).prepare(),
                original,
                new Companion(words, digest(words), Files.size(words)),
                digest(original),
                1);
    }

    public static Digest digest(Path file) throws IOException {
        var found = Reading.of(file, EnumSet.of(Algorithm.SHA256), _ -> {});
        return new Digest(Objects.requireNonNull(found.get(Algorithm.SHA256)));
    }

    public Kept next() {
        return new Kept(library, original, words, sha256, version + 1);
    }

    public String id() {
        return ItemId.of(sha256).value();
    }

    public Bags bags() {
        return new Bags(
                library,
                new Bags.Keeper("Nordland TV", "V2V 1"),
                InstantSource.fixed(NOW),
                Progress.NONE);
    }

    public Path bag() {
        return library.masters().resolve(id());
    }

    /// Writes what the stages before would have left; each version another record.
    public Release release() throws IOException {
        Path work = library.work(id(), version);
        Path metadata = Files.createDirectories(work.resolve("harbour-" + id() + "/metadata"));
        Files.writeString(metadata.resolve("premis.xml"), "<premis/>");
        Files.writeString(metadata.resolve("record.json"), "{\"version\":" + version + "}");
        Files.createDirectories(library.reports());
        Files.writeString(library.reports().resolve(id() + ".txt"), "no findings\n");
        Path master = Files.createDirectories(work.resolve("master"));
        List<Rendition> files =
                List.of(
                        made(Rendition.Role.MASTER, master, "master.mkv", "lossless"),
                        made(Rendition.Role.FRAME_HASHES, master, "master.framemd5", "0, 0"));
        return new Release(
                new Renditions(
                        clearance(),
                        library.relative(metadata.resolve("..").normalize()),
                        List.of(),
                        new Master(library.relative(master), "FFV1 and FLAC", files),
                        NOW),
                NOW);
    }

    public static Master master(Release release) {
        return Objects.requireNonNull(release.renditions().master());
    }

    public void keep() throws IOException {
        Release release = release();
        bags().keep(release, master(release));
    }

    private static Rendition made(Rendition.Role role, Path folder, String name, String text)
            throws IOException {
        Path file = folder.resolve(name);
        Files.deleteIfExists(file);
        Files.write(file, text.getBytes(StandardCharsets.UTF_8));
        return new Rendition(
                role,
                name,
                "video/matroska",
                Files.size(file),
                digest(file),
                0,
                0,
                0,
                null,
                null,
                null,
                List.of(),
                "ffmpeg");
    }

    private Clearance clearance() throws IOException {
        Footage footage =
                new Footage(
                        ItemId.of(sha256),
                        version,
                        sha256,
                        original,
                        Files.exists(original) ? Files.size(original) : 0,
                        NOW,
                        Record.EMPTY,
                        "access",
                        List.of(words),
                        List.of());
        return Tapes.cleared(
                Tapes.inspected(footage), Tapes.CC_BY, "harbour", "Harbour\nat dawn", "A");
    }
}
