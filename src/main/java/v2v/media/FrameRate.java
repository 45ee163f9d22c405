package v2v.media;

import v2v.item.Inspection;
import v2v.item.Ratio;
import v2v.item.Track;

import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The constant rate of the access copy.
///
/// @param rate frames a second
/// @param exact whether every decoded frame becomes `each` frames: else frames are repeated or
///   dropped to keep the time
/// @param each 2 where both fields are shown
/// @param frames that are expected
record FrameRate(Ratio rate, boolean exact, int each, long frames) {
    private static final double MOST = 60;

    /// The rates that pictures are made at.
    private static final List<Ratio> USUAL =
            Stream.of(
                            "10",
                            "12",
                            "12500/1000",
                            "15000/1001",
                            "15",
                            "24000/1001",
                            "24",
                            "25",
                            "30000/1001",
                            "30",
                            "48",
                            "50",
                            "60000/1001",
                            "60")
                    .map(Ratio::parse)
                    .toList();

    /// For a source whose frames come unevenly: the next of these above its average, so that bursts
    /// of movement are not thinned out. Repeated frames cost next to nothing.
    private static final List<Ratio> EVEN_OUT =
            Stream.of("24", "25", "30", "50", "60").map(Ratio::parse).toList();

    /// How far a clip's average may be from the rate that it was made at. Time stamps in whole
    /// milliseconds blur it further.
    private static final double NEAR = 0.0004;

    private static final double MILLISECOND = 0.001;

    /// Over its whole length the picture may not drift from the sound by more than half a frame.
    private static final double HALF = 0.5;

    private static final long FINE = 100_000;

    /// Film that was spread over fields: four frames of every five remain.
    static FrameRate film(Inspection.Decode decode, Track.Picture header) {
        boolean ntsc = Math.abs(header.rate().value() - 30) > NEAR * 30;
        Ratio rate = ntsc ? new Ratio(24000, 1001) : new Ratio(24, 1);
        return new FrameRate(rate, false, 1, frames(seconds(decode.duration()), rate));
    }

    static FrameRate of(Inspection.Decode decode, Track.Picture header, boolean fields) {
        double seconds = seconds(decode.duration());
        double average = decode.frames() / seconds;
        int each = fields ? 2 : 1;
        if (decode.variableRate() || average * each > MOST * (1 + NEAR)) {
            Ratio rate = evened(Math.min(MOST, average * each), times(header.rate(), each));
            return new FrameRate(rate, false, each, frames(seconds, rate));
        }
        double slack = Math.min(NEAR + MILLISECOND / seconds, HALF / decode.frames());
        Ratio rate = times(near(average, header.rate(), slack), each);
        return new FrameRate(rate, true, each, decode.frames() * each);
    }

    /// The header's own rate where it is one that pictures are made at and frames are missing from
    /// it (drop-outs, a slow capture).
    private static Ratio evened(double average, Ratio header) {
        for (Ratio usual : USUAL) {
            boolean meant = Math.abs(usual.value() - header.value()) <= usual.value() * NEAR;
            if (meant && usual.value() >= average * 0.98) {
                return usual;
            }
        }
        return EVEN_OUT.stream()
                .filter(rate -> rate.value() >= average * 0.98)
                .findFirst()
                .orElse(EVEN_OUT.getLast());
    }

    /// What the header says where it fits what was measured, else the nearest usual rate, else the
    /// measured one.
    private static Ratio near(double average, Ratio header, double slack) {
        Ratio best = null;
        double off = average * slack;
        for (Ratio usual : USUAL) {
            if (Math.abs(usual.value() - average) <= off) {
                best = usual;
                off = Math.abs(usual.value() - average);
            }
        }
        if (header.num() > 0
                && header.den() <= 1001
                && Math.abs(header.value() - average) <= average * slack) {
            return header;
        }
        return best == null ? new Ratio(Math.max(1, Math.round(average * FINE)), FINE) : best;
    }

    private static Ratio times(Ratio rate, int each) {
        return new Ratio(rate.num() * each, rate.den());
    }

    private static long frames(double seconds, Ratio rate) {
        return Math.max(1, Math.round(seconds * rate.value()));
    }

    private static double seconds(Duration duration) {
        return Math.max(1, duration.toNanos()) / 1e9;
    }

    /// Frames a second of the source.
    Ratio source() {
        return new Ratio(rate.num(), rate.den() * each).reduced();
    }

    Duration frame() {
        return Duration.ofNanos(Math.round(1e9 / rate.value()));
    }
}
