package v2v.media;

import v2v.item.Inspection;
import v2v.item.Quality;
import v2v.item.Quality.Words.Kind;
import v2v.item.Refusal;
import v2v.item.Track;
import v2v.media.words.CaptionData;
import v2v.media.words.Subtitles;
import v2v.media.words.Tongue;
import v2v.media.words.Words;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/// Takes the words out of the original itself: text tracks, caption tracks, and captions that ride
/// in the frames of the picture.
///
/// Captions in the picture come out of the decoder with each frame, and only the `lavfi` device
/// hands them on. Its file names have a grammar of their own, so the original is opened by a link
/// with a plain name in the private folder of the run, with the same limits as everywhere
/// ([v2v.media.Source]).
final class InsideWords {
    private static final String LINK = "original";
    private static final String TIMES = "times.txt";
    private static final String BYTES = "bytes.bin";
    private static final String FIRST = "first.txt";

    private final Ffmpeg ffmpeg;
    private final Inspection inspection;
    private final Path file;

    InsideWords(Ffmpeg ffmpeg, Inspection inspection) {
        this.ffmpeg = ffmpeg;
        this.inspection = inspection;
        this.file = inspection.footage().file();
    }

    /// Text tracks in their order; their language where the container names it.
    List<Subtitles> texts() throws IOException {
        List<Subtitles> all = new ArrayList<>();
        for (Quality.Words words : inspection.quality().words()) {
            if (words.kind() == Kind.TEXT) {
                all.add(text(words));
            }
        }
        return all;
    }

    private Subtitles text(Quality.Words words) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments = opened(scratch);
            arguments.addAll(
                    List.of("-map", "0:" + words.track(), "-c:s", "webvtt", "-f", "webvtt"));
            arguments.add(BYTES);
            Duration first = besideReference(arguments, scratch, words.track());
            byte[] webvtt = Files.readAllBytes(scratch.folder().resolve(BYTES));
            Subtitles read = Words.track(file + ", track " + words.track(), webvtt).earlier(first);
            String language = words.language();
            return language == null ? read : Tongue.tag(language).map(read::in).orElse(read);
        }
    }

    private List<String> opened(Scratch scratch) throws IOException {
        return Source.ffmpeg(scratch.holding(file), ffmpeg.limits(), inspection.container());
    }

    /// Captions of the picture and of caption tracks, in the order of the tracks.
    List<Subtitles> captions() throws IOException {
        TreeSet<Integer> tracks = new TreeSet<>();
        for (Quality.Words words : inspection.quality().words()) {
            if (words.kind() == Kind.CEA_608 || words.kind() == Kind.CEA_708) {
                tracks.add(words.track());
            }
        }
        List<Subtitles> all = new ArrayList<>();
        for (int track : tracks) {
            boolean inPicture =
                    inspection.tracks().stream()
                            .filter(Track.Picture.class::isInstance)
                            .anyMatch(each -> each.index() == track);
            all.addAll(inPicture ? ofPicture(track) : ofTrack(track));
        }
        return all;
    }

    private List<Subtitles> ofPicture(int track) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            Files.createSymbolicLink(scratch.folder().resolve(LINK), file.toAbsolutePath());
            List<String> arguments = new ArrayList<>(Source.QUIET);
            arguments.addAll(List.of("-max_alloc", Long.toString(ffmpeg.limits().maxAllocation())));
            arguments.addAll(List.of("-f", "lavfi", "-i", movie(track, inspection.container())));
            arguments.addAll(data("0:1"));
            // every frame is told, so that a run that stands still can be told from a long one
            arguments.addAll(List.of("-map", "0:0"));
            arguments.addAll(FRAMES);
            arguments.add("pipe:1");
            Stamps frames = new Stamps(false);
            run(arguments, scratch, frames, track);
            return decode(scratch, frames.first());
        }
    }

    private static String movie(int track, String family) {
        String options = "protocol_whitelist=file,pipe\\:format_whitelist=" + family;
        return "movie="
                + LINK
                + ":stream_index="
                + track
                + ":format_opts='"
                + options
                + "'[out0+subcc]";
    }

    private List<Subtitles> ofTrack(int track) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments = opened(scratch);
            arguments.addAll(data("0:" + track));
            return decode(scratch, besideReference(arguments, scratch, track));
        }
    }

    private static final List<String> FRAMES =
            List.of(
                    "-fps_mode:v",
                    "passthrough",
                    "-enc_time_base:v",
                    "filter",
                    "-c:v",
                    "wrapped_avframe",
                    "-f",
                    "framecrc");

    /// The bytes go into one file and their times into another: no writer gives both.
    private static List<String> data(String track) {
        return List.of(
                "-map",
                track,
                "-c",
                "copy",
                "-f",
                "framecrc",
                TIMES,
                "-map",
                track,
                "-c",
                "copy",
                "-f",
                "data",
                BYTES);
    }

    /// Runs with two more outputs: the first frame of the picture (or packet of sound), whose time
    /// is given back, and all its packets, so that it is seen to go on.
    private Duration besideReference(List<String> arguments, Scratch scratch, int track)
            throws IOException {
        Integer picture = inspection.picture();
        if (picture != null) {
            arguments.addAll(List.of("-map", "0:" + picture, "-frames:v", "1"));
            arguments.addAll(FRAMES);
            arguments.add(FIRST);
        }
        int reference = picture != null ? picture : inspection.sounds().getFirst();
        arguments.addAll(
                List.of("-map", "0:" + reference, "-c", "copy", "-f", "framecrc", "pipe:1"));
        Stamps packets = new Stamps(false);
        run(arguments, scratch, packets, track);
        return picture == null ? packets.first() : stamps(scratch, FIRST).first();
    }

    private void run(List<String> arguments, Scratch scratch, Child.Listener listener, int track)
            throws IOException {
        Child.Ending ending =
                new Child(ffmpeg).run("ffmpeg", arguments, scratch.folder(), listener);
        List<String> said = ending.complaints().first();
        if (ending.outage()) {
            throw new IOException("reading the words of " + file + " was cut off: " + said);
        }
        if (ending.status() != 0) {
            throw new Refusal(
                    Refusal.Code.WORDS_UNREADABLE,
                    file.toString(),
                    "the words inside the file (track "
                            + track
                            + ") can not be read"
                            + (said.isEmpty() ? "" : " (" + said.getFirst() + ")"),
                    "deliver them as a file beside the footage, as SRT, WebVTT, EBU STL, TTML or"
                            + " SCC");
        }
    }

    private static Stamps stamps(Scratch scratch, String name) throws IOException {
        return Stamps.of(Files.readAllLines(scratch.folder().resolve(name)));
    }

    private List<Subtitles> decode(Scratch scratch, Duration first) throws IOException {
        byte[] bytes = Files.readAllBytes(scratch.folder().resolve(BYTES));
        CaptionData captions = new CaptionData();
        int at = 0;
        for (Stamps.Stamp stamp : stamps(scratch, TIMES).list()) {
            int end = Math.min(bytes.length, at + stamp.bytes());
            captions.frame(stamp.time().minus(first), Arrays.copyOfRange(bytes, at, end));
            at = end;
        }
        return captions.end(inspection.decode().duration());
    }
}
