package v2v.media;

import v2v.item.Digest;
import v2v.item.Inspection;
import v2v.item.Quality;
import v2v.item.Ratio;
import v2v.item.Record;
import v2v.item.Scan;
import v2v.item.Tapes;
import v2v.item.Track;
import v2v.item.Treatment;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Inspections as they would come out, without running anything.
final class Samples {
    static final Profile PROFILE =
            new Profile(
                    "access",
                    Set.of(Profile.Product.ACCESS, Profile.Product.POSTER),
                    new Profile.Video(
                            8,
                            new Profile.Crf(32),
                            5,
                            1080,
                            Profile.Deinterlace.FIELDS,
                            Profile.Dynamics.KEEP),
                    new Profile.Compatible(4, 33, 720),
                    new Profile.Proxy(8, 42, 360),
                    new Profile.Sound(
                            128, "", new Profile.Loudness(0, -1, Profile.Limiting.LOUDNORM)),
                    new Profile.Poster(82, 1280),
                    new Profile.Storyboard(5, 160),
                    new Profile.Master(Profile.Convert.ELIGIBLE, 24),
                    new Profile.Chunks(600, 300),
                    Profile.Damage.REFUSE);

    private static final Digest DIGEST = new Digest("0123456789abcdef".repeat(4));

    private Samples() {}

    /// An access copy of this shape, 25 pictures a second.
    static Copy copy(int width, int height) {
        Track.Picture picture = picture(width, height, "1/1");
        FrameRate rate = FrameRate.of(decode(25, 1, false), picture, false);
        return Copy.of(picture, rate, Colour.of(picture), PROFILE).getFirst();
    }

    static Track.Picture picture(int width, int height, String shape) {
        return picture(width, height, shape, "yuv420p", 0);
    }

    static Track.Picture picture(int width, int height, String shape, String pixels, int turned) {
        return new Track.Picture(
                0,
                "mpeg2video",
                width,
                height,
                Ratio.parse(shape),
                Ratio.parse("25/1"),
                pixels,
                "unknown",
                turned,
                "unknown",
                "unknown",
                "unknown",
                "unknown",
                false);
    }

    static Track.Sound sound(int index, int channels, String layout) {
        return new Track.Sound(index, "pcm_s24le", channels, layout, 48000, 24, null);
    }

    static Inspection.Decode decode(long frames, double seconds, boolean variable) {
        Duration length = Duration.ofNanos(Math.round(seconds * 1e9));
        return new Inspection.Decode(frames, length, length, 0, List.of(), variable);
    }

    static Inspection inspection(
            Track.Picture picture, Scan scan, Inspection.Decode decode, Track.Sound... sounds) {
        List<Track> tracks = new ArrayList<>(List.of(picture));
        tracks.addAll(List.of(sounds));
        List<Integer> indexes = List.of(sounds).stream().map(Track.Sound::index).toList();
        return new Inspection(
                Tapes.footage(DIGEST, Path.of("/in/tape.mxf"), Record.EMPTY),
                "mxf",
                null,
                tracks,
                0,
                indexes,
                decode,
                scan,
                null,
                List.of(),
                Quality.NONE,
                Treatment.NONE,
                List.of());
    }
}
