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
        Optional<String> encoded = bench.encoded(recipe());
        String tool = encoded.isPresent() ? encoded.get() : encode(bench, access);
        Path board = bench.unfinished("storyboard.webp");
        Decoding.Decoded decoded = prove(access, board);
        List<Made> made = new ArrayList<>();
        made.add(new Made(access, access(access, decoded, tool)));
        if (profile.makes(Profile.Product.POSTER)) {
            made.add(poster(access, bench.unfinished("poster.webp")));
        }
        if (profile.makes(Profile.Product.STORYBOARD)) {
            made.addAll(storyboard(board, bench.unfinished("storyboard.vtt")));
        }
        List<Rendition> files = made.stream().map(Made::rendition).toList();
        Workbench.Facts facts = new Workbench.Facts(recipe(), files, Instant.now());
        bench.finish(made.stream().map(Made::file).toList(), facts);
        return facts;
    }

    /// A file that waits for its name.
    private record Made(Path file, Rendition rendition) {}

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

    /// Decodes the finished file, and takes the small pictures on the way.
    private Decoding.Decoded prove(Path access, Path board) throws IOException {
        Probe header = new Looking(ffmpeg).at(access).probe();
        int tracks = plan.sound().channels() > 0 ? 2 : 1;
        boolean wanted = profile.makes(Profile.Product.STORYBOARD);
        Decoding.Decoded decoded =
                new Decoding(ffmpeg, access)
                        .made(
                                Math.min(tracks, Math.max(1, header.tracks().size())),
                                length(),
                                new Speedometer(progress, "proof"),
                                wanted ? storyboard().output("file:" + board) : List.of());
        new Proof(clearance, plan).of(header, decoded);
        return decoded;
    }

    private Rendition access(Path file, Decoding.Decoded decoded, String tool) throws IOException {
        Probe header = new Looking(ffmpeg).at(file).probe();
        int level = Math.max(0, header.claim(0).level());
        return new Rendition(
                Rendition.Role.ACCESS,
                name(),
                mime(level, plan.sound().channels() > 0),
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

    private Made poster(Path access, Path still) throws IOException {
        Poster poster = new Poster(ffmpeg, plan.shape(), profile.poster());
        long distance = new Encoding(ffmpeg, plan, profile).keyDistance();
        Duration keys = plan.rate().frame().multipliedBy(distance);
        Duration time = poster.make(new Poster.Film(access, played(), keys), still, clearance);
        List<String> command = poster.command(name(), time);
        return still(Rendition.Role.POSTER, Poster.NAME, still, poster.shape(), command);
    }

    private List<Made> storyboard(Path board, Path map) throws IOException {
        Storyboard small = storyboard();
        Webp.sign(board, small.shape(), "the storyboard", clearance, new Looking(ffmpeg));
        Files.writeString(map, small.map(played()));
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", name()));
        command.addAll(small.output(Storyboard.NAME));
        return List.of(
                still(
                        Rendition.Role.STORYBOARD,
                        Storyboard.NAME,
                        board,
                        small.shape(),
                        List.copyOf(command)),
                map(map));
    }

    private Storyboard storyboard() {
        return Storyboard.of(plan.shape(), played(), profile.storyboard());
    }

    private Made still(
            Rendition.Role role, String name, Path file, Shape shape, List<String> command)
            throws IOException {
        return new Made(
                file,
                new Rendition(
                        role,
                        name,
                        "image/webp",
                        Files.size(file),
                        Workbench.digest(file),
                        shape.width(),
                        shape.height(),
                        1,
                        null,
                        null,
                        null,
                        command,
                        ffmpeg.version()));
    }

    private Made map(Path file) throws IOException {
        return new Made(
                file,
                new Rendition(
                        Rendition.Role.STORYBOARD_MAP,
                        Storyboard.MAP,
                        "text/vtt",
                        Files.size(file),
                        Workbench.digest(file),
                        0,
                        0,
                        0,
                        null,
                        null,
                        null,
                        List.of(),
                        "v2v"));
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

    /// How long the access copy is.
    private Duration played() {
        return plan.rate().frame().multipliedBy(plan.rate().frames());
    }

    /// All that decides how the files come out.
    private String recipe() throws IOException {
        return String.join(
                "\n",
                clearance.inspection().footage().sha256().hex(),
                ffmpeg.version(),
                String.join(" ", new Encoding(ffmpeg, plan, profile).command(name())),
                profile.make().stream().sorted().toList().toString(),
                profile.poster().toString(),
                profile.storyboard().toString(),
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
