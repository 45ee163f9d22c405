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
    private final String family;

    /// @param family the demuxer that the first look found ([Probe#format])
    Decoding(Ffmpeg ffmpeg, Path file, String family) {
        this.ffmpeg = ffmpeg;
        this.file = file;
        this.family = family;
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
    /// @param guard looks at the file again and again: one that grows is never decoded to its end
    Decoded original(
            Track.@Nullable Picture picture,
            List<Track.Sound> sounds,
            Duration expected,
            Speedometer speedometer,
            Guard guard)
            throws IOException {
        List<Hearing> hearings = new ArrayList<>();
        for (Track.Sound sound : sounds) {
            hearings.add(new Hearing(hearings.size(), sound));
        }
        List<String> words = new ArrayList<>();
        for (Hearing hearing : hearings) {
            words.addAll(List.of("-filter_complex", hearing.graph()));
        }
        if (picture != null) {
            words.addAll(List.of("-map", "0:" + picture.index()));
            words.addAll(List.of("-filter:v", Sight.filters()));
        }
        hearings.forEach(hearing -> words.addAll(List.of("-map", hearing.end())));
        words.addAll(TIMES);
        Measure measure = new Measure(picture != null, sounds.size(), expected, speedometer);
        // A turned picture would be turned here for nothing.
        Reading reading =
                Reading.look(ffmpeg, "decode", file, family).with(List.of("-noautorotate"));
        return run(reading, words, measure, guard.over(measure), hearings);
    }

    /// Decodes a file that we made, and makes `beside` of the same pass.
    ///
    /// @param tracks the picture and the sounds after it
    Decoded made(int tracks, Duration expected, Speedometer speedometer, List<String> beside)
            throws IOException {
        List<String> words = new ArrayList<>();
        for (int track = 0; track < tracks; track++) {
            words.addAll(List.of("-map", "0:" + track));
        }
        words.addAll(TIMES);
        words.addAll(beside);
        Measure measure = new Measure(true, tracks - 1, expected, speedometer);
        Reading reading = Reading.look(ffmpeg, "proof", file, family);
        return run(reading, words, measure, measure, List.of());
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

    private Decoded run(
            Reading reading,
            List<String> words,
            Measure measure,
            Child.Listener listener,
            List<Hearing> hearings)
            throws IOException {
        return reading.run(
                words,
                listener,
                (ending, folder) -> {
                    if (ending.outage()) {
                        throw new IOException(
                                "decoding " + file + " was cut off: " + ending.complaints().last());
                    }
                    Timeline lead = measure.lead();
                    List<Hearing.Heard> heard = new ArrayList<>();
                    for (Hearing hearing : hearings) {
                        Timeline sound = measure.sounds().get(hearing.number());
                        heard.add(hearing.read(folder, lead.start(), sound));
                    }
                    Sight sight = Sight.read(folder, lead.start(), lead.end());
                    return new Decoded(measure, sight, List.copyOf(heard), ending);
                });
    }
}
