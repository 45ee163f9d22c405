package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Decodes every frame of the chosen tracks once, and measures.
///
/// One pass does it all: the frames' times come out of the `framecrc` writer on standard output (on
/// frame wrappers, so that no picture is copied or summed for it), and filters note in a scratch
/// folder what they see ([Sight]) and hear ([Hearing]). The filters cost a sixth to a third more
/// than `idet` alone.
final class Decoding {
    private final Ffmpeg ffmpeg;
    private final Path file;

    Decoding(Ffmpeg ffmpeg, Path file) {
        this.ffmpeg = ffmpeg;
        this.file = file;
    }

    /// What came out.
    ///
    /// @param heard one a sound track, in order
    record Decoded(Measure measure, Sight sight, List<Hearing.Heard> heard, Child.Ending ending) {
        Timeline picture() {
            return measure.picture();
        }

        Complaints complaints() {
            return ending.complaints();
        }

        FieldVote fields() {
            return sight.votes();
        }
    }

    /// @param picture null for a work of sound alone
    /// @param expected for the progress display
    Decoded original(
            Track.@Nullable Picture picture,
            List<Track.Sound> sounds,
            Duration expected,
            Speedometer speedometer)
            throws IOException {
        List<String> arguments = Source.ffmpeg(file, ffmpeg.limits());
        // A turned picture would be turned here for nothing.
        arguments.add(arguments.indexOf("-i"), "-noautorotate");
        List<Hearing> hearings = new ArrayList<>();
        for (Track.Sound sound : sounds) {
            hearings.add(new Hearing(hearings.size(), sound));
        }
        for (Hearing hearing : hearings) {
            arguments.addAll(List.of("-filter_complex", hearing.graph()));
        }
        if (picture != null) {
            arguments.addAll(List.of("-map", "0:" + picture.index()));
            arguments.addAll(List.of("-filter:v", Sight.filters()));
        }
        hearings.forEach(hearing -> arguments.addAll(List.of("-map", hearing.end())));
        arguments.addAll(TIMES);
        return run(
                arguments,
                new Measure(picture != null, sounds.size(), expected, speedometer),
                hearings);
    }

    /// Decodes a file that we made, and makes `beside` of the same pass.
    Decoded made(int tracks, Duration expected, Speedometer speedometer, List<String> beside)
            throws IOException {
        List<String> arguments = Source.ffmpeg(file, ffmpeg.limits());
        for (int track = 0; track < tracks; track++) {
            arguments.addAll(List.of("-map", "0:" + track));
        }
        arguments.addAll(TIMES);
        arguments.addAll(beside);
        return run(arguments, new Measure(true, tracks - 1, expected, speedometer), List.of());
    }

    private static final List<String> TIMES =
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
                    "pipe:1");

    private Decoded run(List<String> arguments, Measure measure, List<Hearing> hearings)
            throws IOException {
        try (Scratch scratch = Scratch.open()) {
            Child.Ending ending =
                    new Child(ffmpeg).run("ffmpeg", arguments, scratch.folder(), measure);
            if (ending.outage()) {
                throw new IOException(
                        "decoding " + file + " was cut off: " + ending.complaints().last());
            }
            Timeline lead = measure.lead();
            List<Hearing.Heard> heard = new ArrayList<>();
            for (Hearing hearing : hearings) {
                heard.add(
                        hearing.read(
                                scratch.folder(),
                                lead.start(),
                                measure.sounds().get(hearing.number())));
            }
            Sight sight = Sight.read(scratch.folder(), lead.start(), lead.end());
            return new Decoded(measure, sight, List.copyOf(heard), ending);
        }
    }
}
