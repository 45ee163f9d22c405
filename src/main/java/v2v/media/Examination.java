package v2v.media;

import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Asks a found FFmpeg what it can do, and names what is missing with the line that mends it.
final class Examination {
    private static final Pattern VERSION = Pattern.compile("^(?:ffmpeg|ffprobe) version (\\S+)");
    private static final Pattern LIBRARY =
            Pattern.compile("error while loading shared libraries: ([^:]+):");
    private static final List<String> ENCODERS = List.of("libsvtav1", "libopus", "flac", "libwebp");
    private static final List<String> DECODERS =
            List.of(
                    "libaom-av1",
                    "opus",
                    "mpeg2video",
                    "dvvideo",
                    "h264",
                    "hevc",
                    "prores",
                    "jpeg2000",
                    "ffv1",
                    "pcm_s24le");
    private static final List<String> FILTERS =
            List.of(
                    "bwdif",
                    "idet",
                    "metadata",
                    "scale",
                    "setsar",
                    "setparams",
                    "fps",
                    "crop",
                    "select",
                    "tile",
                    "aeval",
                    "showwavespic",
                    "overlay",
                    "ebur128",
                    "loudnorm",
                    "volume",
                    "blackdetect",
                    "freezedetect",
                    "silencedetect",
                    "ametadata",
                    "asplit",
                    "join",
                    "pan",
                    "aresample");
    private static final List<String> MUXERS =
            List.of("webm", "matroska", "ogg", "flac", "framecrc", "md5", "webp");

    private final Ffmpeg ffmpeg;
    private final Child child;

    Examination(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
        this.child = new Child(ffmpeg);
    }

    static String version(List<String> lines) throws IOException {
        for (String line : lines) {
            Matcher matcher = VERSION.matcher(line);
            if (matcher.find()) {
                return "ffmpeg " + matcher.group(1);
            }
        }
        throw new IOException("FFmpeg does not start: " + String.join(" ", lines));
    }

    List<Ffmpeg.Check> all() throws IOException {
        List<Ffmpeg.Check> checks = new ArrayList<>();
        for (String name : List.of("setpriv", "prlimit", "setsid", "nice")) {
            checks.add(starter(name));
        }
        if (!checks.stream().allMatch(Ffmpeg.Check::good)) {
            return checks;
        }
        for (String name : List.of("ffmpeg", "ffprobe")) {
            checks.add(program(name));
        }
        if (checks.stream().allMatch(Ffmpeg.Check::good)) {
            wanted(checks, Ffmpeg.Kind.ENCODER, "-encoders", ENCODERS);
            wanted(checks, Ffmpeg.Kind.DECODER, "-decoders", DECODERS);
            wanted(checks, Ffmpeg.Kind.FILTER, "-filters", FILTERS);
            wanted(checks, Ffmpeg.Kind.MUXER, "-muxers", MUXERS);
        }
        return List.copyOf(checks);
    }

    /// The programs of the system that every run is started with.
    private Ffmpeg.Check starter(String name) {
        String path = String.valueOf(ffmpeg.environment().get("PATH"));
        boolean there =
                Stream.of(path.split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, name)));
        return new Ffmpeg.Check(
                Ffmpeg.Kind.PROGRAM,
                name,
                there,
                "keeps FFmpeg within its bounds, and ends it when this program dies",
                there ? "" : "apt-get install util-linux coreutils");
    }

    private Ffmpeg.Check program(String name) throws IOException {
        List<String> lines = child.read(name, List.of("-version"));
        String text = String.join(" ", lines);
        Matcher missing = LIBRARY.matcher(text);
        if (missing.find()) {
            return missing(missing.group(1));
        }
        boolean runs = lines.stream().anyMatch(line -> VERSION.matcher(line).find());
        return new Ffmpeg.Check(
                Ffmpeg.Kind.PROGRAM,
                name,
                runs,
                runs ? version(lines) + " at " + ffmpeg.program(name) : text,
                runs ? "" : "set media.ffmpeg to another ffmpeg, or leave it out");
    }

    /// The dynamic linker names one library at a time; the line installs all that can be missing.
    static Ffmpeg.Check missing(String library) {
        return new Ffmpeg.Check(
                Ffmpeg.Kind.LIBRARY,
                library,
                false,
                "the bundled FFmpeg needs " + library + ", which this system lacks",
                "apt-get install --no-install-recommends libxcb1 libxcb-shm0 libasound2 libpulse0"
                        + "   (newer systems call one of them libasound2t64)");
    }

    private void wanted(
            List<Ffmpeg.Check> checks, Ffmpeg.Kind kind, String question, List<String> names)
            throws IOException {
        Set<String> there =
                child.read("ffmpeg", List.of("-hide_banner", question)).stream()
                        .map(line -> line.strip().split("\\s+", 3))
                        .filter(words -> words.length > 1)
                        .map(words -> words[1])
                        .collect(Collectors.toSet());
        for (String name : names) {
            boolean good = there.contains(name);
            checks.add(
                    new Ffmpeg.Check(
                            kind,
                            name,
                            good,
                            good ? "present" : "this FFmpeg was built without it",
                            good ? "" : "leave media.ffmpeg out: the bundled one has it"));
        }
    }

    /// For tests and first looks: the bundled program with every setting at its default.
    static Ffmpeg bundled() throws IOException {
        return Ffmpeg.find(Settings.none());
    }
}
