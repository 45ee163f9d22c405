package v2v.media;

import com.fasterxml.jackson.core.JsonProcessingException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Asks `ffprobe` for a file's header.
final class Looking {
    private static final int MOST_CHARACTERS = 32 << 20;

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
        Limits limits = ffmpeg.limits();
        List<String> arguments = new ArrayList<>(List.of("-v", "repeat+level+error"));
        StringBuilder json = new StringBuilder();
        try (Scratch scratch = ffmpeg.scratch()) {
            arguments.addAll(limits.looking().decoder());
            arguments.addAll(Source.arguments(scratch.holding(file), limits));
            arguments.addAll(List.of("-show_format", "-show_streams", "-of", "json"));
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
            return new Look(ProbeReader.read(json.isEmpty() ? "{}" : json.toString()), ending);
        } catch (JsonProcessingException e) {
            throw new IOException("ffprobe wrote what is not JSON: " + e.getOriginalMessage(), e);
        }
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
