package v2v.media;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Puts picture, sound and tags into one WebM file; nothing is encoded again.
///
/// `-map_metadata` takes the tags of an input of our own, in place of the original's, which may
/// name places, people and serial numbers.
record Muxing(Ffmpeg ffmpeg, Copy copy, Map<String, String> tags, List<Programme> programmes) {
    private static final String TAGS = "tags.txt";

    /// The colour description is said again here, because VP9 carries only a part of it.
    List<String> recipe() {
        List<String> words = new ArrayList<>(List.of("-map", "0:v"));
        if (!programmes.isEmpty()) {
            words.addAll(List.of("-map", "2:a"));
        }
        words.addAll(List.of("-map_metadata", "1", "-map_chapters", "-1", "-c", "copy"));
        Colour colour = copy.colour();
        words.addAll(List.of("-color_primaries:v", colour.primaries()));
        words.addAll(List.of("-color_trc:v", colour.codecTransfer()));
        words.addAll(List.of("-colorspace:v", colour.matrix(), "-color_range:v", "tv"));
        for (int i = 0; i < programmes.size(); i++) {
            words.addAll(programmes.get(i).tags(i));
        }
        words.addAll(List.of("-fflags", "+bitexact", "-f", "webm"));
        return words;
    }

    /// The same for people: `<film>` is what was encoded, `<sound>` the sound.
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-f", "ivf", "-i", "<" + copy.word() + ">.ivf"));
        command.addAll(List.of("-f", "ffmetadata", "-i", "<tags>"));
        if (!programmes.isEmpty()) {
            command.addAll(List.of("-f", "matroska", "-i", "<sound>.mka"));
        }
        command.addAll(recipe());
        command.add(copy.name("<slug>"));
        return List.copyOf(command);
    }

    void run(Path picture, @Nullable Path sound, Path output) throws IOException {
        try (Scratch scratch = ffmpeg.scratch()) {
            Files.writeString(
                    scratch.folder().resolve(TAGS), document(tags), StandardCharsets.UTF_8);
            List<String> arguments = new ArrayList<>(Source.QUIET);
            arguments.addAll(List.of("-f", "ivf", "-i", "file:" + picture));
            arguments.addAll(List.of("-f", "ffmetadata", "-i", TAGS));
            if (sound != null) {
                arguments.addAll(List.of("-f", "matroska", "-i", "file:" + sound));
            }
            arguments.addAll(recipe());
            arguments.addAll(List.of("-progress", "pipe:1", "file:" + output));
            Child.Ending ending =
                    new Child(ffmpeg)
                            .run("ffmpeg", arguments, scratch.folder(), Beat.listener(time -> {}));
            if (ending.status() != 0) {
                throw new IOException(
                        "joining picture and sound failed: " + ending.complaints().last());
            }
        }
    }

    /// FFmpeg's own form for tags. A file, because the command line of a process can be seen by
    /// everybody on the machine and may not hold every character.
    static String document(Map<String, String> tags) {
        StringBuilder text = new StringBuilder(";FFMETADATA1\n");
        tags.forEach((key, value) ->
                text.append(escape(key)).append('=').append(escape(value)).append('\n'));
        return text.toString();
    }

    private static String escape(String word) {
        return word.replaceAll("([=;#\\\\\n])", "\\\\$1");
    }
}
