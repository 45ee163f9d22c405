package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Inspection.Finding;
import v2v.item.Inspection.Severity;
import v2v.item.Quality;
import v2v.item.Track;
import v2v.media.stills.Job;
import v2v.media.stills.Margins;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;

/// Which part of an original's picture is picture, and not letter or pillar box.
///
/// It is worth a few seconds and no failure: a file on which the decoder crashes or dawdles has an
/// area that is not known.
final class ActiveArea {
    private static final int FRAMES = 25;

    /// For the worker to end by itself, and for us to end it.
    private static final Duration ENOUGH = Duration.ofSeconds(15);

    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Ffmpeg ffmpeg;

    ActiveArea(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// What was found.
    ///
    /// @param area null when all of it is picture, or when that is not known
    /// @param finding why it is not known, or that there is a box; null when there is nothing to
    ///   say
    record Seen(Quality.@Nullable Area area, @Nullable Finding finding) {}

    /// Looks at frames spread over the whole.
    ///
    /// @param family the demuxer that the first look found
    /// @param length of the picture
    /// @throws java.io.InterruptedIOException when the thread was interrupted
    Seen in(Path file, String family, Track.Picture picture, Duration length) throws IOException {
        int skip = Shape.of(picture, Integer.MAX_VALUE).cropTop();
        Pixels.Run run;
        try {
            run =
                    new Pixels(ffmpeg.within(patience()))
                            .run(job(file, family, picture.index(), skip, length), false);
        } catch (Child.Stalled e) {
            return unknown(String.valueOf(e.getMessage()));
        }
        if (run.ending().status() != 0) {
            return unknown(
                    run.ending().crashed()
                            ? "the decoder crashed"
                            : String.join(" ", run.ending().complaints().last()));
        }
        List<Margins> frames = run.lines().stream().map(Margins::parse).toList();
        if (!Margins.telling(frames)) {
            return unknown("too few frames are bright enough to tell");
        }
        return Margins.active(frames, picture.width(), picture.height() - skip)
                .map(area -> boxed(area, picture, skip))
                .orElse(new Seen(null, null));
    }

    private Duration patience() {
        Duration stall = ffmpeg.limits().stall();
        return stall.compareTo(LONGEST) < 0 ? stall : LONGEST;
    }

    private Job job(Path file, String family, int track, int skip, Duration length) {
        return new Job(
                Job.Measure.MARGINS,
                "file:" + file.toAbsolutePath(),
                track,
                LongStream.range(0, FRAMES)
                        .mapToObj(i -> length.toNanos() / 1000 * (2 * i + 1) / (2 * FRAMES))
                        .toList(),
                true,
                0,
                0,
                skip,
                ENOUGH.toSeconds(),
                Pixels.limits(ffmpeg, family));
    }

    private static Seen boxed(Quality.Area area, Track.Picture picture, int skip) {
        String text =
                String.format(
                        "picture only in %d x %d of %d x %d, from column %d and line %d on",
                        area.width(),
                        area.height(),
                        picture.width(),
                        picture.height() - skip,
                        area.left(),
                        area.top());
        return new Seen(area, new Finding(Severity.NOTE, "BOXED", text));
    }

    private static Seen unknown(String why) {
        return new Seen(
                null,
                new Finding(Severity.NOTE, "BOX_UNKNOWN", "not known whether it is boxed: " + why));
    }
}
