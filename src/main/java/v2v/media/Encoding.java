package v2v.media;

import v2v.item.Progress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes the access copy: AV1 and Opus in WebM.
final class Encoding {
    private static final String TAGS = "tags.txt";

    private final Ffmpeg ffmpeg;
    private final Plan plan;
    private final Profile profile;

    Encoding(Ffmpeg ffmpeg, Plan plan, Profile profile) {
        this.ffmpeg = ffmpeg;
        this.plan = plan;
        this.profile = profile;
    }

    /// What is done, without where.
    ///
    /// `-map_metadata 1` takes the tags of the second input, our own, in place of the original's,
    /// which may name places, people and serial numbers.
    List<String> recipe() {
        List<String> recipe = new ArrayList<>(List.of("-filter_complex", plan.filters()));
        recipe.addAll(List.of("-map", "[v]"));
        recipe.addAll(List.of("-map_metadata", "1", "-map_chapters", "-1"));
        recipe.addAll(video());
        if (plan.sound().channels() > 0) {
            recipe.addAll(List.of("-map", "[a]"));
            recipe.addAll(sound());
        }
        recipe.addAll(List.of("-fflags", "+bitexact", "-f", "webm"));
        return recipe;
    }

    private List<String> video() {
        Profile.Video video = profile.video();
        return List.of(
                "-c:v",
                "libsvtav1",
                "-preset",
                Integer.toString(video.preset()),
                "-crf",
                Integer.toString(crf(video.quality())),
                "-g",
                Long.toString(keyDistance()),
                "-fps_mode:v",
                "passthrough",
                "-flags:v",
                "+bitexact");
    }

    /// Frames from one key frame to the next.
    long keyDistance() {
        int seconds = profile.video().keyframeSeconds();
        return Math.max(1, Math.round(seconds * plan.rate().rate().value()));
    }

    private static int crf(Profile.Quality quality) {
        return switch (quality) {
            case Profile.Crf crf -> crf.value();
            case Profile.Xpsnr target -> throw new IllegalStateException("not searched: " + target);
        };
    }

    private List<String> sound() {
        int kbits = profile.sound().kbits();
        int rate = plan.sound().channels() == 1 ? Math.max(6, kbits / 2) : kbits;
        return List.of("-c:a", "libopus", "-b:a", rate + "k", "-flags:a", "+bitexact");
    }

    /// The recorded command: the original's path and name stay with the archive.
    List<String> command(String output) {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", "<original>", "-f", "ffmetadata", "-i", "<tags>"));
        command.addAll(recipe());
        command.add(output);
        return List.copyOf(command);
    }

    Child.Ending run(Path original, Path output, Map<String, String> tags, Job job)
            throws IOException {
        List<String> arguments = Source.ffmpeg(original, ffmpeg.limits());
        arguments.addAll(List.of("-f", "ffmetadata", "-i", TAGS));
        arguments.addAll(recipe());
        arguments.addAll(List.of("-progress", "pipe:1", "file:" + output));
        Speedometer speedometer = new Speedometer(job.progress(), "AV1");
        try (Scratch scratch = Scratch.open()) {
            Files.writeString(
                    scratch.folder().resolve(TAGS), document(tags), StandardCharsets.UTF_8);
            Beats beats = new Beats(speedometer, job.length());
            return new Child(ffmpeg).run("ffmpeg", arguments, scratch.folder(), beats);
        }
    }

    /// For the display.
    record Job(Progress progress, Duration length) {}

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

    /// Follows `-progress`.
    private static final class Beats implements Child.Listener {
        private final Speedometer speedometer;
        private final Duration length;
        private Beat last = Beat.FIRST;

        Beats(Speedometer speedometer, Duration length) {
            this.speedometer = speedometer;
            this.length = length;
        }

        @Override
        public boolean hear(String line) {
            Beat now = last.with(line);
            boolean advanced = now.beyond(last);
            last = now;
            if (advanced) {
                speedometer.at(now.time(), length);
            }
            return advanced;
        }
    }
}
