package v2v.media;

import v2v.item.Clearance;
import v2v.media.stills.Choice;
import v2v.media.stills.Job;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The still picture that stands for the work.
///
/// It is chosen among frames of the finished access copy ([Choice]), whose shape, fields and
/// colours are right already, and then cut out of it.
final class Poster {
    static final String NAME = "images/poster.webp";

    /// Frames that are looked at, spread over the middle of the work.
    private static final int CANDIDATES = 32;

    /// With fewer key frames, others are looked at too.
    private static final int ENOUGH_KEYS = 12;

    private static final double FROM = 0.05;
    private static final double TO = 0.95;

    /// The frames are judged at the same size whatever their own: blur and grain look alike then.
    private static final int JUDGED = 480;

    private static final Duration SHORT = Duration.ofSeconds(2);

    private static final long SECONDS = 600;

    private final Ffmpeg ffmpeg;
    private final Copy copy;
    private final Shape shape;
    private final Profile.Poster profile;

    /// Chosen and cut from this copy.
    Poster(Ffmpeg ffmpeg, Copy copy, Profile.Poster profile) {
        this.ffmpeg = ffmpeg;
        this.copy = copy;
        this.shape = copy.shape().within(profile.maxWidth());
        this.profile = profile;
    }

    Shape shape() {
        return shape;
    }

    /// A film in which frames are looked for.
    ///
    /// @param keys distance of its key frames, which are quickly found
    record Film(Path file, Duration length, Duration keys) {}

    /// Chooses a frame and writes it, signed.
    ///
    /// @return its time
    Duration make(Film film, Path still, Clearance clearance) throws IOException {
        Duration time = choose(film, clearance);
        Child.Ending ending =
                Reading.look(ffmpeg, "poster", film.file(), "matroska")
                        .with(seek(time))
                        .run(cut("file:" + still), line -> true);
        if (ending.outage()) {
            throw new IOException("cutting the poster was cut off: " + ending.complaints().last());
        }
        Webp.sign(still, shape, "the poster", clearance, new Looking(ffmpeg));
        return time;
    }

    /// The recorded command.
    List<String> command(String film, Duration time) {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(seek(time));
        command.addAll(List.of("-i", film));
        command.addAll(cut(NAME));
        return List.copyOf(command);
    }

    private Duration choose(Film film, Clearance clearance) throws IOException {
        Pixels.Run run = new Pixels(ffmpeg).run(job(film), true);
        Child.Ending ending = run.ending();
        if (ending.crashed()) {
            throw Webp.bad("the decoder crashed on the access copy", clearance);
        }
        if (ending.status() != 0) {
            throw new IOException(
                    "looking for a poster ended with status "
                            + ending.status()
                            + ": "
                            + ending.complaints().last());
        }
        return Choice.best(run.lines().stream().map(v2v.media.stills.Sight::parse).toList())
                .map(sight -> Duration.ofNanos(sight.micros() * 1000))
                .orElseThrow(() -> Webp.bad("no frame for a poster could be found", clearance));
    }

    private Job job(Film film) {
        Shape judged = shape.within(JUDGED);
        List<Duration> keys = keys(film);
        boolean enough = keys.size() >= ENOUGH_KEYS;
        List<Duration> times = enough ? thinned(keys) : spread(film.length());
        return new Job(
                Job.Measure.SIGHTS,
                "file:" + film.file().toAbsolutePath(),
                0,
                times.stream().map(time -> time.toNanos() / 1000).toList(),
                enough,
                judged.width(),
                judged.height(),
                0,
                SECONDS,
                Pixels.limits(ffmpeg, "matroska"));
    }

    /// Times of the key frames in the middle of a film.
    static List<Duration> keys(Film film) {
        long distance = film.keys().toNanos();
        long last = (long) (film.length().toNanos() * TO) / distance;
        long first = (long) Math.ceil(film.length().toNanos() * FROM / distance);
        // a little after, because times are rounded in the file
        return IntStream.rangeClosed(0, (int) (last - first))
                .mapToObj(i -> Duration.ofNanos((first + i) * distance).plusMillis(2))
                .toList();
    }

    private static List<Duration> thinned(List<Duration> keys) {
        int count = Math.min(CANDIDATES, keys.size());
        return IntStream.range(0, count)
                .mapToObj(i -> keys.get((int) ((long) i * keys.size() / count)))
                .toList();
    }

    private static List<Duration> spread(Duration length) {
        if (length.compareTo(SHORT) < 0) {
            // the middle of one frame is after its time
            return Stream.concat(Stream.of(Duration.ZERO), middle(length)).toList();
        }
        return middle(length).toList();
    }

    private static Stream<Duration> middle(Duration length) {
        return IntStream.range(0, CANDIDATES)
                .mapToObj(i -> FROM + (TO - FROM) * i / (CANDIDATES - 1))
                .map(share -> Duration.ofNanos((long) (length.toNanos() * share)));
    }

    /// The first frame from half a millisecond before its time on: FFmpeg rounds too.
    private static List<String> seek(Duration time) {
        double seconds = Math.max(0, time.toNanos() / 1e9 - 0.0005);
        return List.of("-ss", String.format(Locale.ROOT, "%.6f", seconds));
    }

    private List<String> cut(String output) {
        List<String> arguments =
                new ArrayList<>(
                        List.of("-map", "0:0", "-vf", copy.still(shape.width(), shape.height())));
        arguments.addAll(Webp.write(profile.quality(), output));
        return arguments;
    }
}
