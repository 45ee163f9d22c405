package v2v.media;

import com.fasterxml.jackson.core.JsonProcessingException;

import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks `ffprobe` for a file's header.
final class Looking {
    private static final int MOST_CHARACTERS = 32 << 20;

    /// Captions are in every frame from the first or in none; the first group has the timecode.
    private static final int FIRST_FRAMES = 30;

    private final Ffmpeg ffmpeg;

    Looking(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// What was found: the header, if it could be read, and what was complained about.
    record Look(Probe probe, Child.Ending ending) {
        boolean readable() {
            return ending.status() == 0 && Source.known(probe.format());
        }
    }

    Look at(Path file) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-show_format", "-show_streams", "-of", "json"));
        try {
            Answer answer = ask(file, arguments);
            return new Look(ProbeReader.read(answer.json()), answer.ending());
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    /// Looks at the first frames of a picture, for what rides in them.
    Glance glance(Path file, Track.Picture picture) throws IOException {
        if (!Glance.worth(picture.codec())) {
            return Glance.NOTHING;
        }
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-select_streams", Integer.toString(picture.index())));
        arguments.addAll(List.of("-read_intervals", "%+#" + FIRST_FRAMES));
        // what lies beside a frame comes along with the few fields of its own
        String entries = "frame=interlaced_frame,top_field_first";
        arguments.addAll(List.of("-show_frames", "-show_entries", entries, "-of", "json"));
        try {
            return Glance.read(ask(file, arguments).json());
        } catch (JsonProcessingException e) {
            throw broken(e);
        }
    }

    private record Answer(String json, Child.Ending ending) {}

    private Answer ask(Path file, List<String> questions) throws IOException {
        StringBuilder json = new StringBuilder();
        try (Scratch scratch = ffmpeg.scratch()) {
            Limits limits = ffmpeg.limits();
            List<String> arguments = new ArrayList<>(List.of("-v", "repeat+level+error"));
            arguments.addAll(limits.looking().decoder());
            arguments.addAll(Source.arguments(scratch.holding(file), limits));
            arguments.addAll(questions);
            Child.Run run =
                    new Child.Run("ffprobe", "look", arguments, scratch.folder(), limits.looking());
            Child.Ending ending =
                    new Child(ffmpeg)
                            .run(
                                    run,
                                    line -> {
                                        if (json.length() < MOST_CHARACTERS) {
                                            json.append(line).append('\n');
                                        }
                                        return true;
                                    });
            return new Answer(json.isEmpty() ? "{}" : json.toString(), ending);
        }
    }

    private static IOException broken(JsonProcessingException e) {
        return new IOException("ffprobe wrote what is not JSON: " + e.getOriginalMessage(), e);
    }

    /// Whether a WebP picture that we made decodes to this size without a complaint.
    boolean still(Path file, int width, int height) throws IOException {
        List<String> lines =
                new Child(ffmpeg)
                        .read(
                                "ffprobe",
                                List.of(
                                        "-v",
                                        "repeat+level+error",
                                        "-f",
                                        "webp_pipe",
                                        "-count_frames",
                                        "-show_entries",
                                        "stream=width,height,nb_read_frames",
                                        "-of",
                                        "csv=p=0",
                                        "file:" + file.toAbsolutePath()));
        return lines.equals(List.of(width + "," + height + ",1"));
    }
}
