package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.LanguageCode;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// Makes all sound of a work once: for its films to copy, and as files of its own.
///
/// The original is read twice, to measure and to encode; what comes out is decoded and measured
/// once more. All files have `part-` names: whoever asked for them gives them their own.
final class Soundtrack {
    private static final Duration SLACK = Duration.ofMillis(20);

    /// Beyond this the sound is another one.
    private static final double BROKEN = 3;

    private final Ffmpeg ffmpeg;
    private final Progress progress;
    private final Clearance clearance;
    private final Profile profile;
    private final List<Programme> programmes;
    private final boolean alone;

    /// @param alone whether it is released without a picture
    Soundtrack(
            Ffmpeg ffmpeg,
            Progress progress,
            Clearance clearance,
            Profile profile,
            List<Programme> programmes,
            boolean alone) {
        this.ffmpeg = ffmpeg;
        this.progress = progress;
        this.clearance = clearance;
        this.profile = profile;
        this.programmes = programmes;
        this.alone = alone;
    }

    /// What came out.
    ///
    /// @param intermediate Opus in Matroska, one track a programme, in the picture's time from its
    ///   first frame; null for a work without sound
    /// @param notes for a person
    /// @param lengths of the programmes, in that time
    record Made(
            @Nullable Path intermediate,
            List<Transcoder.Proved> products,
            List<String> notes,
            List<Duration> lengths) {
        /// All files of it.
        List<Path> parts() {
            List<Path> parts =
                    new ArrayList<>(products.stream().map(Transcoder.Proved::part).toList());
            if (intermediate != null) {
                parts.add(intermediate);
            }
            return parts;
        }

        /// The same with its files elsewhere.
        Made placed(UnaryOperator<Path> place) {
            return new Made(
                    intermediate == null ? null : place.apply(intermediate),
                    products.stream()
                            .map(p -> new Transcoder.Proved(place.apply(p.part()), p.rendition()))
                            .toList(),
                    notes,
                    lengths);
        }
    }

    /// All that decides how it comes out, beside the original and the version of FFmpeg.
    String recipe() {
        return profile.make() + "\n" + profile.sound() + "\n" + programmes;
    }

    Made make(Path folder) throws IOException {
        if (programmes.isEmpty()) {
            return new Made(null, List.of(), List.of(), List.of());
        }
        Duration zero = picture() == null ? Duration.ZERO : firstPicture();
        Path lossless = folder.resolve("part-sound-untagged.flac");
        Heard heard = measure(zero, lossless);
        Coded coded = encode(zero, heard.levels(), folder.resolve("part-sound.mka"));
        SoundFiles files = new SoundFiles(ffmpeg, progress, clearance, programmes.getFirst());
        List<Transcoder.Proved> products = new ArrayList<>();
        if (opus()) {
            products.add(
                    files.opus(
                            coded.file(),
                            folder.resolve("part-sound.opus"),
                            coded.levels().getFirst(),
                            picture() == null,
                            command(coded.graphs())));
        }
        if (flac()) {
            products.add(
                    files.flac(
                            lossless,
                            folder.resolve("part-sound.flac"),
                            heard.levels().getFirst(),
                            heard.samples()));
            Files.deleteIfExists(lossless);
        }
        List<Duration> lengths = coded.levels().stream().map(Level::length).toList();
        return new Made(coded.file(), List.copyOf(products), coded.notes(), lengths);
    }

    private @Nullable Integer picture() {
        return alone ? null : clearance.inspection().picture();
    }

    /// A work of sound alone must be given to everybody in some form.
    private boolean opus() {
        return profile.makes(Profile.Product.OPUS) || picture() == null;
    }

    private boolean flac() {
        return profile.makes(Profile.Product.FLAC);
    }

    private Path original() {
        return clearance.inspection().footage().file();
    }

    private Duration length() {
        Duration sound = clearance.inspection().decode().soundDuration();
        return sound.isPositive() ? sound : clearance.inspection().decode().duration();
    }

    /// The time of the first picture that can be decoded, on the clock that the sound is read by:
    /// that of all tracks together, for a transport stream is timed by those that are read.
    private Duration firstPicture() throws IOException {
        List<String> words = new ArrayList<>();
        words.addAll(
                List.of(
                        "-map",
                        "0:" + picture(),
                        "-frames:v",
                        "1",
                        "-fps_mode:v",
                        "passthrough",
                        "-enc_time_base:v",
                        "filter",
                        "-c:v",
                        "wrapped_avframe",
                        "-f",
                        "framecrc",
                        "pipe:1"));
        tracks().forEach(track -> words.addAll(List.of("-map", "0:" + track)));
        words.addAll(List.of("-frames:a", "1", "-f", "null", "-"));
        Measure measure = new Measure(true, 0, Duration.ZERO, new Speedometer(progress, "sound"));
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> arguments = opened(scratch, original(), family());
            arguments.addAll(words);
            run(arguments, scratch, measure);
        }
        return measure.picture().start();
    }

    private String family() {
        return clearance.inspection().container();
    }

    private List<String> opened(Scratch scratch, Path file, String family) throws IOException {
        return Source.ffmpeg(scratch.holding(file), ffmpeg.limits(), family);
    }

    private List<Integer> tracks() {
        return programmes.stream().flatMap(p -> p.tracks().stream()).distinct().toList();
    }

    /// The original, with its picture read but not decoded, so that the clock is the same.
    private List<String> reading(Scratch scratch) throws IOException {
        List<String> arguments = opened(scratch, original(), family());
        if (picture() != null) {
            arguments.addAll(List.of("-map", "0:" + picture(), "-c:v", "copy", "-f", "null", "-"));
        }
        return arguments;
    }

    /// @param samples a hash of the first programme's samples as they are; empty without FLAC
    private record Heard(List<Level> levels, String samples) {}

    private Heard measure(Duration zero, Path lossless) throws IOException {
        List<String> graphs = new ArrayList<>();
        for (int i = 0; i < programmes.size(); i++) {
            String timed = programmes.get(i).timed("t" + i, zero);
            graphs.add(timed + ";[t" + i + "]" + Level.meter("p" + i) + "[m" + i + "]");
        }
        if (flac()) {
            graphs.add(programmes.getFirst().exact("x") + ";[x]asplit[x0][x1]");
        }
        List<String> arguments = filters(graphs);
        measured(arguments);
        if (flac()) {
            arguments.addAll(List.of("-map", "[x0]", "-map_metadata", "-1", "-c:a", "flac"));
            arguments.addAll(List.of("-flags:a", "+bitexact", "-fflags", "+bitexact"));
            arguments.addAll(List.of("-f", "flac", "file:" + lossless, "-map", "[x1]"));
            arguments.addAll(SoundFiles.hash(programmes.getFirst().bits()));
        }
        try (Scratch scratch = ffmpeg.scratch()) {
            Lengths lengths = lengths("listening");
            arguments.addAll(0, reading(scratch));
            run(arguments, scratch, lengths);
            return new Heard(levels(scratch, lengths), flac() ? SoundFiles.hashed(scratch) : "");
        }
    }

    /// A graph for each: one of several tracks begins only when the last track does, and all that
    /// the others have until then would be hoarded.
    private static List<String> filters(List<String> graphs) {
        List<String> arguments = new ArrayList<>();
        graphs.forEach(graph -> arguments.addAll(List.of("-filter_complex", graph)));
        return arguments;
    }

    private void measured(List<String> arguments) {
        for (int i = 0; i < programmes.size(); i++) {
            arguments.addAll(List.of("-map", "[m" + i + "]"));
        }
        arguments.addAll(List.of("-c:a", "pcm_s16le", "-f", "framecrc", "pipe:1"));
    }

    private Child.Listener ticks(String what) {
        Speedometer speedometer = new Speedometer(progress, what);
        return Beat.listener(time -> speedometer.at(time, length()));
    }

    private Lengths lengths(String what) {
        return new Lengths(programmes.size(), length(), new Speedometer(progress, what));
    }

    private List<Level> levels(Scratch scratch, Lengths lengths) throws IOException {
        List<Level> levels = new ArrayList<>();
        for (int i = 0; i < programmes.size(); i++) {
            levels.add(Level.read(scratch.folder(), "p" + i, lengths.length(i)));
        }
        return levels;
    }

    /// @param graphs that made the first programme
    private record Coded(Path file, List<String> graphs, List<Level> levels, List<String> notes) {}

    /// Encodes; where coding moved peaks or loudness too far, once more with that taken into
    /// account.
    private Coded encode(Duration zero, List<Level> sources, Path file) throws IOException {
        List<Gain> gains = new ArrayList<>();
        for (int i = 0; i < programmes.size(); i++) {
            gains.add(gain(i, sources.get(i), Gain.Miss.NO));
        }
        List<Level> levels = encode(graphs(zero, gains), sources, file);
        boolean again = false;
        for (int i = 0; i < programmes.size(); i++) {
            Gain.Miss miss = gains.get(i).miss(levels.get(i), profile.sound().loudness());
            if (!miss.equals(Gain.Miss.NO)) {
                again = true;
                gains.set(i, gain(i, sources.get(i), miss));
            }
        }
        if (again) {
            levels = encode(graphs(zero, gains), sources, file);
        }
        return new Coded(file, graphs(zero, gains.subList(0, 1)), levels, judge(gains, levels));
    }

    private Gain gain(int i, Level source, Gain.Miss miss) {
        return Gain.of(programmes.get(i).levelling(), source, profile.sound().loudness(), miss);
    }

    private List<String> graphs(Duration zero, List<Gain> gains) {
        List<String> graphs = new ArrayList<>();
        for (int i = 0; i < gains.size(); i++) {
            String timed = programmes.get(i).timed("t" + i, zero);
            graphs.add(timed + ";[t" + i + "]anull" + gains.get(i).filter() + "[o" + i + "]");
        }
        return graphs;
    }

    private List<Level> encode(List<String> graphs, List<Level> sources, Path file)
            throws IOException {
        List<String> arguments = filters(graphs);
        arguments.addAll(encoder(programmes));
        arguments.addAll(List.of("-f", "matroska", "-progress", "pipe:1", "file:" + file));
        try (Scratch scratch = ffmpeg.scratch()) {
            arguments.addAll(0, reading(scratch));
            run(arguments, scratch, ticks("Opus"));
        }
        return prove(sources, file);
    }

    /// What will be run, without the numbers that are only measured then.
    static List<String> planned(List<Programme> programmes, Profile profile) {
        List<String> graphs = new ArrayList<>();
        for (int i = 0; i < programmes.size(); i++) {
            String timed = programmes.get(i).timed("t" + i, Duration.ZERO);
            String level =
                    switch (programmes.get(i).levelling()) {
                        case LEAVE -> "anull";
                        case GAIN -> "volume=<measured>";
                        case LOUDNORM -> "loudnorm=<measured>";
                    };
            graphs.add(timed + ";[t" + i + "]" + level + "[o" + i + "]");
        }
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", "<original>"));
        command.addAll(filters(graphs));
        command.addAll(encoder(programmes, profile));
        command.addAll(List.of("-f", "matroska", "<sound>.mka"));
        return List.copyOf(command);
    }

    private List<String> encoder(List<Programme> of) {
        return encoder(of, profile);
    }

    private static List<String> encoder(List<Programme> of, Profile profile) {
        List<String> arguments = new ArrayList<>();
        for (int i = 0; i < of.size(); i++) {
            arguments.addAll(List.of("-map", "[o" + i + "]"));
            arguments.addAll(of.get(i).opus(i, profile.sound().kbits()));
            arguments.addAll(of.get(i).tags(i));
        }
        arguments.addAll(List.of("-map_metadata", "-1", "-map_chapters", "-1"));
        arguments.addAll(List.of("-fflags", "+bitexact"));
        return arguments;
    }

    /// What a person would type for the file of the first programme.
    private List<String> command(List<String> graphs) {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(List.of("-i", "<original>", "-f", "ffmetadata", "-i", "<tags>"));
        command.addAll(filters(graphs));
        command.addAll(encoder(programmes.subList(0, 1)));
        return command;
    }

    /// Decodes all that was encoded, to the last packet, and measures it.
    private List<Level> prove(List<Level> sources, Path file) throws IOException {
        header(file);
        List<String> graphs = new ArrayList<>();
        for (int i = 0; i < programmes.size(); i++) {
            graphs.add("[0:" + i + "]" + Level.meter("p" + i) + "[m" + i + "]");
        }
        List<String> arguments = filters(graphs);
        measured(arguments);
        try (Scratch scratch = ffmpeg.scratch()) {
            arguments.addAll(0, opened(scratch, file, "matroska"));
            Lengths lengths = lengths("proof of the sound");
            Complaints said = run(arguments, scratch, lengths);
            if (said.count() > 0 || said.opusEnds() > programmes.size()) {
                throw bad(said.count() + " decoder errors in the sound, first: " + said.first());
            }
            List<Level> levels = levels(scratch, lengths);
            for (int i = 0; i < levels.size(); i++) {
                near(sources.get(i).length(), levels.get(i).length());
            }
            return levels;
        }
    }

    private void near(Duration source, Duration made) {
        if (made.minus(source).abs().compareTo(SLACK) > 0) {
            throw bad(Spans.lengths("sound", made, source));
        }
    }

    private void header(Path file) throws IOException {
        List<Track.Sound> made = new Looking(ffmpeg).at(file).probe().sounds();
        List<String> found =
                made.stream().map(s -> says(s.codec(), s.channels(), s.language())).toList();
        List<String> meant =
                programmes.stream()
                        .map(p ->
                                says(
                                        "opus",
                                        p.channels(),
                                        p.language() == null
                                                ? null
                                                : LanguageCode.library(p.language())))
                        .toList();
        if (!found.equals(meant)) {
            throw bad("the sound tracks are " + found + " in place of " + meant);
        }
    }

    private static String says(String codec, int channels, @Nullable String language) {
        return codec + " " + channels + (language == null ? "" : " " + language);
    }

    /// A little off is told, for the sound is good all the same; far off is another sound.
    private List<String> judge(List<Gain> gains, List<Level> levels) {
        List<String> notes = new ArrayList<>();
        for (int i = 0; i < gains.size(); i++) {
            Gain gain = gains.get(i);
            String sound = "sound " + (i + 1) + ": ";
            Gain.Miss miss = gain.miss(levels.get(i), profile.sound().loudness());
            if (Math.abs(miss.loudness()) > BROKEN) {
                throw bad(sound + levels.get(i).loudness() + " LUFS in place of " + gain.aim());
            }
            if (gain.note() != null) {
                notes.add(sound + gain.note());
            }
            if (!miss.equals(Gain.Miss.NO)) {
                notes.add(
                        String.format(
                                Locale.ROOT,
                                "%s%.1f LUFS and %.1f dBTP after coding",
                                sound,
                                levels.get(i).loudness(),
                                levels.get(i).truePeak()));
            }
        }
        return notes;
    }

    private Complaints run(List<String> arguments, Scratch scratch, Child.Listener listener)
            throws IOException {
        return SoundFiles.run(ffmpeg, clearance, arguments, scratch, listener);
    }

    private Refusal bad(String message) {
        return SoundFiles.bad(clearance, message);
    }
}
