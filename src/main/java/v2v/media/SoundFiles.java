package v2v.media;

import v2v.item.Clearance;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Track;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// The files of sound alone: given their tags, read back and decoded before they are handed over.
final class SoundFiles {
    private static final Duration SLACK = Duration.ofMillis(20);
    private static final String TAGS = "tags.txt";
    private static final String HASH = "samples.md5";

    /// Of the gain tags in Opus (RFC 7845, section 5.2.1).
    private static final double OPUS_REFERENCE = -23;

    /// ReplayGain 2.0.
    private static final double REPLAY_REFERENCE = -18;

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Clearance clearance;
    private final Programme programme;

    SoundFiles(Ffmpeg ffmpeg, Progress progress, Clearance clearance, Programme programme) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.programme = programme;
    }

    /// The first track of the intermediate as an Ogg file.
    ///
    /// @param alone whether it is the work's access copy
    /// @param command that made the track
    Transcoder.Proved opus(
            Path intermediate, Path file, Level level, boolean alone, List<String> command)
            throws IOException {
        Map<String, String> tags = tags();
        Double loudness = level.loudness();
        if (loudness != null) {
            long gain = Math.round(256 * (OPUS_REFERENCE - loudness)); // Q7.8
            tags.put("R128_TRACK_GAIN", Long.toString(Math.clamp(gain, -32768, 32767)));
        }
        copy(intermediate, file, "ogg", tags, ends(level.length()));
        Lengths lengths = decode(file, new ArrayList<>());
        near(level.length(), lengths.length(0));
        header(file, "opus", tags);
        String name = "audio/" + clearance.slug() + ".opus";
        List<String> whole = new ArrayList<>(command);
        whole.addAll(List.of("-map_metadata", "1", "-f", "ogg", name));
        return product(
                file,
                alone ? Rendition.Role.ACCESS : Rendition.Role.SOUND,
                name,
                "audio/ogg; codecs=opus",
                lengths.length(0),
                whole);
    }

    /// The lossless file with its tags.
    ///
    /// @param samples what a hash of its samples must be
    Transcoder.Proved flac(Path untagged, Path file, Level level, String samples)
            throws IOException {
        Map<String, String> tags = tags();
        Double loudness = level.loudness();
        if (loudness != null) {
            tags.put("REPLAYGAIN_TRACK_GAIN", decimal("%.2f dB", REPLAY_REFERENCE - loudness));
            tags.put("REPLAYGAIN_TRACK_PEAK", decimal("%.6f", Math.pow(10, level.truePeak() / 20)));
            tags.put("REPLAYGAIN_REFERENCE_LOUDNESS", decimal("%.2f LUFS", REPLAY_REFERENCE));
        }
        copy(untagged, file, "flac", tags, List.of());
        List<String> hashes = new ArrayList<>(List.of("-map", "0:0"));
        hashes.addAll(hash(programme.bits()));
        Lengths lengths = decode(file, hashes, samples);
        header(file, "flac", tags);
        String name = "audio/" + clearance.slug() + ".flac";
        return product(
                file,
                Rendition.Role.LOSSLESS,
                name,
                "audio/flac",
                lengths.length(0),
                lossless(name));
    }

    private static String decimal(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private List<String> lossless(String name) {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", "<original>", "-f", "ffmetadata", "-i", "<tags>"));
        command.addAll(List.of("-filter_complex", programme.exact("x"), "-map", "[x]"));
        command.addAll(List.of("-map_metadata", "1", "-c:a", "flac", "-flags:a", "+bitexact"));
        command.addAll(List.of("-fflags", "+bitexact", "-f", "flac", name));
        return command;
    }

    /// Writes a hash of the decoded samples, at their own depth, into the run's folder.
    static List<String> hash(int bits) {
        return List.of("-c:a", bits > 16 ? "pcm_s24le" : "pcm_s16le", "-f", "md5", "file:" + HASH);
    }

    static String hashed(Scratch scratch) throws IOException {
        return Files.readString(scratch.folder().resolve(HASH)).strip();
    }

    /// The work's tags by the names that Vorbis comments have for them.
    private Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        clearance
                .tags()
                .forEach((name, value) -> {
                    switch (name) {
                        case "PUBLISHER" -> tags.put("ORGANIZATION", value);
                        case "DATE_RELEASED" -> tags.put("DATE", value);
                        case "DATE_RECORDED" -> tags.putIfAbsent("DATE", value);
                        default -> tags.put(name, value);
                    }
                });
        String language = programme.language();
        if (language != null) {
            tags.put("LANGUAGE", language);
        }
        return tags;
    }

    /// Matroska says apart from the packets how much of the last one is not to be heard, and Ogg by
    /// its length; FFmpeg does not carry the one over to the other.
    private static List<String> ends(Duration length) {
        String end = BigDecimal.valueOf(length.toNanos(), 9).toPlainString() + "/TB";
        return List.of(
                "-bsf:a",
                "setts=duration='if(gt(PTS+DURATION," + end + ")," + end + "-PTS,DURATION)'");
    }

    private void copy(
            Path from, Path to, String format, Map<String, String> tags, List<String> more)
            throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-f", "ffmetadata", "-i", TAGS, "-map", "0:0", "-c", "copy"));
        arguments.addAll(more);
        // in Ogg they belong to the track, in FLAC to the file
        arguments.addAll(List.of("-map_metadata", "1", "-map_metadata:s:a:0", "1:g"));
        arguments.addAll(List.of("-fflags", "+bitexact", "-f", format));
        arguments.addAll(List.of("-progress", "pipe:1", "file:" + to));
        String family = format.equals("ogg") ? "matroska" : format;
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> opened = opened(scratch, from, family);
            // the encoder's run-in stays before zero, where it is not heard
            opened.add(opened.indexOf("-i"), "-copyts");
            arguments.addAll(0, opened);
            Files.writeString(
                    scratch.folder().resolve(TAGS), Muxing.document(tags), StandardCharsets.UTF_8);
            Speedometer speedometer = new Speedometer(progress, "tags");
            run(
                    ffmpeg,
                    clearance,
                    arguments,
                    scratch,
                    Beat.listener(time -> speedometer.at(time, Duration.ZERO)));
        }
    }

    private List<String> opened(Scratch scratch, Path file, String family) throws IOException {
        return Source.ffmpeg(scratch.holding(file), ffmpeg.limits(), family);
    }

    private Lengths decode(Path file, List<String> beside) throws IOException {
        return decode(file, beside, "");
    }

    /// To the last sample; none of it may be complained about.
    private Lengths decode(Path file, List<String> beside, String hash) throws IOException {
        List<String> arguments = new ArrayList<>();
        arguments.addAll(List.of("-map", "0:0", "-c:a", "pcm_s16le", "-f", "framecrc", "pipe:1"));
        arguments.addAll(beside);
        String family = file.toString().endsWith(".flac") ? "flac" : "ogg";
        Lengths lengths = new Lengths(1, Duration.ZERO, new Speedometer(progress, "proof"));
        try (Scratch scratch = ffmpeg.scratch()) {
            arguments.addAll(0, opened(scratch, file, family));
            Complaints said = run(ffmpeg, clearance, arguments, scratch, lengths);
            if (said.count() > 0 || said.opusEnds() > 1) {
                throw bad(clearance, said.count() + " decoder errors, first: " + said.first());
            }
            if (!hash.isEmpty() && !hash.equals(hashed(scratch))) {
                throw bad(clearance, "the lossless copy has other samples than the original");
            }
        }
        return lengths;
    }

    private void near(Duration source, Duration made) {
        if (made.minus(source).abs().compareTo(SLACK) > 0) {
            throw bad(clearance, Spans.lengths("sound", made, source));
        }
    }

    private void header(Path file, String codec, Map<String, String> tags) throws IOException {
        Probe header = new Looking(ffmpeg).at(file).probe();
        List<Track.Sound> sounds = header.sounds();
        if (sounds.size() != 1
                || !sounds.getFirst().codec().equals(codec)
                || sounds.getFirst().channels() != programme.channels()) {
            throw bad(clearance, "the sound file holds " + sounds);
        }
        Map<String, String> found = new TreeMap<>(header.tags());
        found.putAll(header.claim(sounds.getFirst().index()).tags());
        tags.forEach((name, value) -> {
            // FFmpeg reads DESCRIPTION as its own word for it
            String key = name.equals("DESCRIPTION") ? "comment" : name.toLowerCase(Locale.ROOT);
            if (!value.equals(found.get(key))) {
                throw new Refusal(
                        Refusal.Code.TAG_LOST,
                        clearance.inspection().footage().file().toString(),
                        "the tag "
                                + name
                                + " reads '"
                                + found.get(key)
                                + "' in the sound file and should read '"
                                + value
                                + "'",
                        "report this with the file's inspection (nothing was released)");
            }
        });
    }

    private Transcoder.Proved product(
            Path file,
            Rendition.Role role,
            String name,
            String mime,
            Duration length,
            List<String> command)
            throws IOException {
        return new Transcoder.Proved(
                file,
                new Rendition(
                        role,
                        name,
                        mime,
                        Files.size(file),
                        Workbench.digest(file),
                        0,
                        0,
                        0,
                        null,
                        length,
                        null,
                        List.copyOf(command),
                        ffmpeg.version()));
    }

    /// Runs it to a good end.
    static Complaints run(
            Ffmpeg ffmpeg,
            Clearance clearance,
            List<String> arguments,
            Scratch scratch,
            Child.Listener listener)
            throws IOException {
        Child.Ending ending =
                new Child(ffmpeg).run("ffmpeg", arguments, scratch.folder(), listener);
        Complaints said = ending.complaints();
        if (ending.outage()) {
            throw new IOException("work on the sound was cut off: " + said.last());
        }
        if (ending.status() != 0) {
            throw bad(
                    clearance,
                    "work on the sound ended with status " + ending.status() + ": " + said.last());
        }
        return said;
    }

    static Refusal bad(Clearance clearance, String message) {
        return new Refusal(
                Refusal.Code.RENDITION_BAD,
                clearance.inspection().footage().file().toString(),
                message.replaceFirst("[.]$", ""), // FFmpeg's own words may end with one
                "report this with the file's inspection (nothing was released)");
    }
}
