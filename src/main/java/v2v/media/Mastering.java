package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Makes the lossless copy and proves it: the hash of every frame of the copy is that of the
/// original's.
final class Mastering {
    private static final String MASTER_HASHES = "master.framemd5";

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Clearance clearance;
    private final Lossless lossless;

    Mastering(Ffmpeg ffmpeg, Progress progress, Clearance clearance, Lossless lossless) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.lossless = lossless;
    }

    Master make(Workbench bench) throws IOException {
        List<Rendition> files = List.of();
        if (lossless.convert()) {
            Optional<List<Rendition>> kept = bench.mastered(recipe());
            files = kept.isPresent() ? kept.get() : convert(bench);
        }
        return new Master(bench.masterPlace(), lossless.why(), files);
    }

    private List<Rendition> convert(Workbench bench) throws IOException {
        Path copy = bench.unfinished(Lossless.MASTER);
        Path before = bench.unfinished(Lossless.SOURCE_HASHES);
        Path after = bench.unfinished(MASTER_HASHES);
        Path tags = bench.unfinished("master-tags.txt");
        Files.writeString(tags, Muxing.document(legal()));
        List<String> recipe = new ArrayList<>();
        recipe.addAll(List.of("-f", "ffmetadata", "-i", "file:" + tags.toAbsolutePath()));
        recipe.addAll(lossless.recipe());
        run("FFV1", original(), recipe, copy, lossless.tracks(), before);
        Files.delete(tags);
        List<Integer> tracks = new ArrayList<>();
        for (int i = 0; i < lossless.tracks().size(); i++) {
            tracks.add(i);
        }
        Child.Ending ending = run("framemd5", copy, List.of(), null, tracks, after);
        FrameHashes source = FrameHashes.read(before);
        String difference = source.difference(FrameHashes.read(after));
        if (!difference.isEmpty() || source.picture().isEmpty()) {
            throw bad("the lossless copy differs from the original: " + difference);
        }
        if (ending.complaints().count() > 0) {
            throw bad("the lossless copy does not decode: " + ending.complaints().first());
        }
        List<Rendition> files =
                List.of(
                        rendition(
                                Rendition.Role.MASTER,
                                Lossless.MASTER,
                                copy,
                                source.picture().size()),
                        rendition(Rendition.Role.FRAME_HASHES, Lossless.SOURCE_HASHES, before, 0),
                        rendition(Rendition.Role.FRAME_HASHES, MASTER_HASHES, after, 0));
        new ReadBack(ffmpeg, bench.library(), clearance).of(files.getFirst(), copy);
        bench.mastered(recipe(), files, List.of(copy, before, after));
        progress.kept();
        return files;
    }

    private Rendition rendition(Rendition.Role role, String name, Path file, long frames)
            throws IOException {
        boolean film = role == Rendition.Role.MASTER;
        var picture = clearance.inspection().chosenPicture().orElseThrow();
        return new Rendition(
                role,
                name,
                film ? "video/x-matroska; codecs=\"ffv1\"" : "text/plain",
                Files.size(file),
                Workbench.digest(file),
                film ? picture.width() : 0,
                film ? picture.height() : 0,
                frames,
                null,
                film ? clearance.inspection().decode().duration() : null,
                null,
                lossless.command(),
                ffmpeg.version());
    }

    /// One run that reads a file once, writes the copy of it (if any) and the hashes.
    private Child.Ending run(
            String what,
            Path input,
            List<String> recipe,
            @Nullable Path copy,
            List<Integer> tracks,
            Path hashes)
            throws IOException {
        List<String> words = new ArrayList<>();
        if (copy != null) {
            words.addAll(recipe);
            words.add("file:" + copy);
        }
        words.addAll(lossless.hashes(tracks));
        words.add("file:" + hashes);
        words.addAll(List.of("-progress", "pipe:1"));
        Duration all = clearance.inspection().decode().duration();
        Speedometer speedometer = new Speedometer(progress, what);
        String family = copy == null ? "matroska" : clearance.inspection().container();
        Child.Ending ending =
                Reading.encode(ffmpeg, "master", input, family)
                        .with(List.of("-noautorotate"))
                        .run(words, Beat.listener(time -> speedometer.at(time, all)));
        if (ending.outage()) {
            throw new IOException(what + " was cut off: " + ending.complaints().last());
        }
        if (ending.status() != 0) {
            throw bad(
                    "making the lossless copy ended with status "
                            + ending.status()
                            + ": "
                            + ending.complaints().last());
        }
        return ending;
    }

    /// All that decides how it comes out.
    String recipe() throws IOException {
        return String.join(
                "\n",
                clearance.inspection().footage().sha256().hex(),
                ffmpeg.version(),
                String.join(" ", lossless.command()),
                Muxing.document(legal()));
    }

    /// The terms it is kept under. All else in its tags is what the original says of itself: the
    /// master stays in the archive.
    private Map<String, String> legal() {
        Map<String, String> legal = new TreeMap<>(clearance.tags());
        legal.keySet().retainAll(ReadBack.LEGAL);
        return legal;
    }

    private Path original() {
        return clearance.inspection().footage().file();
    }

    private Refusal bad(String message) {
        return new Refusal(
                Refusal.Code.MASTER_BAD,
                original().toString(),
                message,
                "set master.convert: never in the profile, so that the original alone is kept, and"
                        + " report this");
    }
}
