package v2v.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// Decodes every frame of the chosen tracks once, and measures.
///
/// One pass does it all: the frames' times come out of the `framecrc` writer on standard output (on
/// frame wrappers, so that no picture is copied or summed for it), and `idet` notes in a scratch
/// file how each frame's lines belong together. Measured on SD footage, that costs a tenth more
/// than decoding to nothing.
final class Decoding {
    private static final String NOTES = "idet.txt";
    private static final String NOTE = "lavfi.idet.multiple.current_frame=";

    private final Ffmpeg ffmpeg;
    private final Path file;
    private final String family;

    /// @param family the demuxer that the first look found ([Probe#format])
    Decoding(Ffmpeg ffmpeg, Path file, String family) {
        this.ffmpeg = ffmpeg;
        this.file = file;
        this.family = family;
    }

    /// What came out.
    record Decoded(Measure measure, FieldVote fields, Child.Ending ending) {
        Timeline picture() {
            return measure.picture();
        }

        Complaints complaints() {
            return ending.complaints();
        }
    }

    /// @param tracks indexes in the file, the picture first
    /// @param expected for the progress display
    /// @param sight looks at the file again and again: one that grows is never decoded to its end
    Decoded original(List<Integer> tracks, Duration expected, Speedometer speedometer, Sight sight)
            throws IOException {
        Measure measure = new Measure(tracks.size(), expected, speedometer);
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments = open(scratch);
            // A turned picture would be turned here for nothing.
            arguments.add(arguments.indexOf("-i"), "-noautorotate");
            measure(tracks, arguments);
            arguments.addAll(
                    arguments.size() - 3,
                    List.of(
                            "-filter:v",
                            "idet,metadata=mode=print:key=" + key() + ":file=" + NOTES));
            return run("decode", arguments, measure, sight.over(measure), scratch);
        }
    }

    /// Decodes a file that we made, and makes `beside` of the same pass.
    Decoded made(int tracks, Duration expected, Speedometer speedometer, List<String> beside)
            throws IOException {
        Measure measure = new Measure(tracks, expected, speedometer);
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments = open(scratch);
            measure(Stream.iterate(0, i -> i + 1).limit(tracks).toList(), arguments);
            arguments.addAll(beside);
            return run("proof", arguments, measure, measure, scratch);
        }
    }

    private List<String> open(Scratch scratch) throws IOException {
        return Source.ffmpeg(scratch.holding(file), ffmpeg.limits(), family);
    }

    private static void measure(List<Integer> tracks, List<String> arguments) {
        for (int track : tracks) {
            arguments.addAll(List.of("-map", "0:" + track));
        }
        arguments.addAll(
                List.of(
                        "-fps_mode:v",
                        "passthrough",
                        "-enc_time_base:v",
                        "filter",
                        "-c:v",
                        "wrapped_avframe",
                        "-c:a",
                        "pcm_s16le",
                        "-f",
                        "framecrc",
                        "pipe:1"));
    }

    private Decoded run(
            String what,
            List<String> arguments,
            Measure measure,
            Child.Listener listener,
            Scratch scratch)
            throws IOException {
        Path folder = scratch.folder();
        Budget budget = ffmpeg.limits().looking();
        Child.Ending ending =
                new Child(ffmpeg)
                        .run(new Child.Run("ffmpeg", what, arguments, folder, budget), listener);
        if (ending.outage()) {
            throw new IOException(
                    "decoding " + file + " was cut off: " + ending.complaints().last());
        }
        return new Decoded(measure, votes(folder.resolve(NOTES)), ending);
    }

    private static FieldVote votes(Path notes) throws IOException {
        if (!Files.exists(notes)) {
            return FieldVote.NONE;
        }
        try (Stream<String> lines = Files.lines(notes)) {
            return lines.filter(line -> line.startsWith(NOTE))
                    .map(line -> line.substring(NOTE.length()))
                    .reduce(FieldVote.NONE, FieldVote::count, FieldVote::plus);
        }
    }

    private static String key() {
        return NOTE.substring(0, NOTE.length() - 1);
    }
}
