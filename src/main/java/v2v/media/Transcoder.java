package v2v.media;

import v2v.item.Clearance;
import v2v.item.Library;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Makes one work's public files: encode, decode back, prove, then name them.
final class Transcoder {
    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Clearance clearance;
    private final Profile profile;
    private final Plan plan;

    Transcoder(Ffmpeg ffmpeg, Progress progress, Clearance clearance, Profile profile) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.profile = profile;
        this.plan = Plan.of(clearance.inspection(), profile);
    }

    Renditions transcode(Library library) throws IOException {
        Workbench bench = Workbench.of(library, clearance);
        Optional<Workbench.Facts> kept = bench.recall(recipe());
        Workbench.Facts facts = kept.isPresent() ? kept.get() : make(bench);
        return new Renditions(
                clearance, library.relative(bench.release()), facts.files(), null, facts.made());
    }

    private Workbench.Facts make(Workbench bench) throws IOException {
        Path access = bench.unfinished("access.webm");
        Path still = bench.unfinished("poster.webp");
        Optional<String> encoded = bench.encoded(recipe());
        String tool = encoded.isPresent() ? encoded.get() : encode(bench, access);
        Poster poster = new Poster(plan.shape(), profile.poster());
        Decoding.Decoded decoded = prove(access, poster, still);
        poster.sign(still, clearance, new Looking(ffmpeg));
        List<Rendition> files = List.of(access(access, decoded, tool), poster(still, poster));
        Workbench.Facts facts = new Workbench.Facts(recipe(), files, Instant.now());
        bench.finish(List.of(access, still), facts);
        return facts;
    }

    private String encode(Workbench bench, Path access) throws IOException {
        Encoding encoding = new Encoding(ffmpeg, plan, profile);
        Path original = clearance.inspection().footage().file();
        Encoding.Job job = new Encoding.Job(progress, length());
        Child.Ending ending = encoding.run(original, access, clearance.tags(), job);
        Complaints said = ending.complaints();
        if (ending.outage()) {
            throw new IOException("encoding " + original + " was cut off: " + said.last());
        }
        if (ending.status() != 0) {
            throw bad("the encoder ended with status " + ending.status() + ": " + said.last());
        }
        String tool = ffmpeg.version() + (said.encoder().isEmpty() ? "" : ", " + said.encoder());
        bench.encoded(access, recipe(), tool);
        return tool;
    }

    /// Decodes the finished file and takes the poster on the way; a work without a bright frame is
    /// asked a second time.
    private Decoding.Decoded prove(Path access, Poster poster, Path still) throws IOException {
        Files.deleteIfExists(still);
        Probe header = new Looking(ffmpeg).at(access).probe();
        int tracks = plan.sounds().isEmpty() ? 1 : 2;
        Decoding decoding = new Decoding(ffmpeg, access);
        Decoding.Decoded decoded =
                decoding.made(
                        Math.min(tracks, Math.max(1, header.tracks().size())),
                        length(),
                        new Speedometer(progress, "proof"),
                        poster.representative(length(), "file:" + still));
        new Proof(clearance, plan).of(header, decoded);
        if (!Files.exists(still) || Files.size(still) == 0) {
            decoding.made(
                    1,
                    length(),
                    new Speedometer(progress, "poster"),
                    poster.middle(plan.rate().frames(), "file:" + still));
        }
        if (!Files.exists(still)) {
            throw bad("no poster could be made of it");
        }
        return decoded;
    }

    private Rendition access(Path file, Decoding.Decoded decoded, String tool) throws IOException {
        Probe header = new Looking(ffmpeg).at(file).probe();
        int level = Math.max(0, header.claim(0).level());
        return new Rendition(
                Rendition.Role.ACCESS,
                name(),
                mime(level, !plan.sounds().isEmpty()),
                Files.size(file),
                Workbench.digest(file),
                plan.shape().width(),
                plan.shape().height(),
                decoded.picture().frames(),
                plan.rate().rate(),
                decoded.picture().length(),
                null,
                new Encoding(ffmpeg, plan, profile).command(name()),
                tool);
    }

    private Rendition poster(Path file, Poster poster) throws IOException {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", name()));
        command.addAll(poster.representative(length(), Poster.NAME));
        return new Rendition(
                Rendition.Role.POSTER,
                Poster.NAME,
                "image/webp",
                Files.size(file),
                Workbench.digest(file),
                poster.width(),
                poster.height(),
                1,
                null,
                null,
                null,
                List.copyOf(command),
                ffmpeg.version());
    }

    /// Media type with codecs (RFC 6381; AV1 codecs parameter string: profile, level and tier, bit
    /// depth).
    static String mime(int level, boolean sound) {
        String video = String.format(Locale.ROOT, "av01.0.%02dM.10", level);
        return "video/webm; codecs=\"" + video + (sound ? ", opus" : "") + "\"";
    }

    private String name() {
        return "video/" + clearance.slug() + ".av1.webm";
    }

    private Duration length() {
        return clearance.inspection().decode().duration();
    }

    /// All that decides how the files come out.
    private String recipe() throws IOException {
        return String.join(
                "\n",
                clearance.inspection().footage().sha256().hex(),
                ffmpeg.version(),
                String.join(" ", new Encoding(ffmpeg, plan, profile).command(name())),
                profile.poster().toString(),
                Encoding.document(clearance.tags()),
                clearance.xmp());
    }

    private Refusal bad(String message) {
        return new Refusal(
                Refusal.Code.RENDITION_BAD,
                clearance.inspection().footage().file().toString(),
                message.replaceFirst("[.]$", ""), // the encoder's own words may end with one
                "report this with the file's inspection (nothing was released)");
    }
}
