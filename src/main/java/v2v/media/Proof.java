package v2v.media;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.Ratio;
import v2v.item.Refusal;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Whether a finished access copy is what was planned: asked of the file as it lies on the disk,
/// header and every frame. The encoder's own exit status proves nothing.
final class Proof {
    /// Matroska writes each track's length as a tag; FFmpeg names its muxer without a version.
    private static final Set<String> OWN = Set.of("duration", "encoder");

    private static final Duration SOUND_SHORTER = Duration.ofMillis(100);
    private static final Duration SOUND_LONGER = Duration.ofSeconds(5);
    private static final Duration ROUNDING = Duration.ofMillis(2);

    private final Clearance clearance;
    private final Plan plan;
    private final List<String> faults = new ArrayList<>();

    Proof(Clearance clearance, Plan plan) {
        this.clearance = clearance;
        this.plan = plan;
    }

    /// @throws Refusal naming every fault
    void of(Probe header, Decoding.Decoded decoded) {
        decode(decoded);
        picture(header);
        sound(header, decoded.measure());
        strangers(header);
        if (!faults.isEmpty()) {
            throw refusal(
                    Refusal.Code.RENDITION_BAD,
                    "the access copy is not right: " + String.join(", ", faults));
        }
        tags(header.tags());
    }

    private Refusal refusal(Refusal.Code code, String message) {
        return new Refusal(
                code,
                clearance.inspection().footage().file().toString(),
                message,
                "report this with the file's inspection (nothing was released)");
    }

    private void expect(boolean good, String fault) {
        if (!good) {
            faults.add(fault);
        }
    }

    private void decode(Decoding.Decoded decoded) {
        Complaints said = decoded.complaints();
        expect(
                decoded.ending().status() == 0,
                "the decoder ended with " + decoded.ending().status());
        expect(said.count() == 0, said.count() + " decoder errors, first: " + said.first());
        expect(said.opusEnds() <= 1, said.opusEnds() + " bad Opus packets");
        Timeline picture = decoded.picture();
        long slack = plan.rate().exact() ? 0 : 1;
        expect(
                Math.abs(picture.frames() - plan.rate().frames()) <= slack,
                picture.frames() + " frames in place of " + plan.rate().frames());
        Inspection.Decode source = clearance.inspection().decode();
        Duration frame = longer(plan.rate().frame(), source.duration().dividedBy(source.frames()));
        Duration off = picture.length().minus(source.duration()).abs();
        expect(
                off.compareTo(frame.plus(ROUNDING)) <= 0,
                picture.length() + " long in place of " + source.duration());
    }

    private void picture(Probe header) {
        Track.Picture made = header.picture();
        if (made == null) {
            faults.add("no picture");
            return;
        }
        Shape shape = plan.shape();
        expect(made.codec().equals("av1"), "codec " + made.codec());
        expect(
                made.width() == shape.width() && made.height() == shape.height(),
                made.width()
                        + " x "
                        + made.height()
                        + " in place of "
                        + shape.width()
                        + " x "
                        + shape.height());
        expect(square(made.sampleShape()), "samples of shape " + made.sampleShape());
        expect(made.rotation() == 0, "turned by " + made.rotation());
        expect(made.pixels().equals("yuv420p10le"), "pixels " + made.pixels());
        expect(made.colourRange().equals("tv"), "range " + made.colourRange());
        expect(
                made.matrix().equals(plan.colour().matrix()),
                "matrix " + made.matrix() + " in place of " + plan.colour().matrix());
    }

    private void sound(Probe header, Measure measure) {
        List<Track.Sound> made = header.sounds();
        expect(made.size() == Math.min(1, plan.sounds().size()), made.size() + " sound tracks");
        if (plan.sounds().isEmpty() || made.size() != 1) {
            return;
        }
        Programme programme = plan.sounds().getFirst();
        int channels = programme.channels();
        expect(made.getFirst().channels() == channels, made.getFirst().channels() + " channels");
        Duration source = clearance.inspection().decode().soundDuration();
        Duration longer = measure.sound().minus(source);
        boolean all = programme.tracks().size() == clearance.inspection().sounds().size();
        expect(
                longer.compareTo(SOUND_LONGER) <= 0
                        && (!all || longer.negated().compareTo(SOUND_SHORTER) <= 0),
                measure.sound() + " of sound in place of " + source);
    }

    /// Nothing of the original's own metadata: it may name places, people and serial numbers.
    private void strangers(Probe header) {
        Set<String> known = new TreeSet<>(OWN);
        clearance.tags().keySet().forEach(key -> known.add(key.toLowerCase(Locale.ROOT)));
        Set<String> found = new TreeSet<>(header.tags().keySet());
        header.claims().values().forEach(claim -> found.addAll(claim.tags().keySet()));
        found.removeAll(known);
        expect(found.isEmpty(), "tags that nobody ordered: " + found);
        expect(header.timecode() == null, "a timecode");
    }

    private void tags(Map<String, String> found) {
        clearance
                .tags()
                .forEach((key, value) -> {
                    String there = found.get(key.toLowerCase(Locale.ROOT));
                    if (!value.equals(there)) {
                        throw refusal(
                                Refusal.Code.TAG_LOST,
                                "the tag "
                                        + key
                                        + " reads '"
                                        + there
                                        + "' in the access copy"
                                        + " and should read '"
                                        + value
                                        + "'");
                    }
                });
    }

    private static boolean square(Ratio shape) {
        return shape.num() == shape.den();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
