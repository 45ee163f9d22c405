package v2v.media;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.LanguageCode;
import v2v.item.Ratio;
import v2v.item.Refusal;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// Whether a finished film is what was planned: asked of the file as it lies on the disk, header
/// and every frame. The encoder's own exit status proves nothing.
final class Proof {
    /// Matroska writes each track's length as a tag; FFmpeg names its muxer without a version.
    private static final Set<String> OWN = Set.of("duration", "encoder", "language");

    /// What a listener does not notice (EBU R 37 allows 40 ms one way).
    private static final Duration APART = Duration.ofMillis(20);

    private static final Duration ROUNDING = Duration.ofMillis(2);

    private final Clearance clearance;
    private final Film film;
    private final Copy copy;
    private final List<Programme> programmes;
    private final List<Duration> lengths;
    private final List<String> faults = new ArrayList<>();

    Proof(
            Clearance clearance,
            Film film,
            Copy copy,
            List<Programme> programmes,
            List<Duration> lengths) {
        this.clearance = clearance;
        this.film = film;
        this.copy = copy;
        this.programmes = programmes;
        this.lengths = lengths;
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
                    "the " + copy.word() + " copy is not right: " + String.join(", ", faults));
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
        expect(said.opusEnds() <= programmes.size(), said.opusEnds() + " bad Opus packets");
        Timeline picture = decoded.picture();
        long slack = film.rate().exact() ? 0 : 1;
        expect(
                Math.abs(picture.frames() - copy.frames()) <= slack,
                picture.frames() + " frames in place of " + copy.frames());
        expect(picture.even(), "frames at uneven times");
        Inspection.Decode source = clearance.inspection().decode();
        Duration frame = longer(copy.frame(), source.duration().dividedBy(source.frames()));
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
        Shape shape = copy.shape();
        expect(made.codec().equals(copy.codec()), "codec " + made.codec());
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
        expect(made.pixels().equals(copy.pixels()), "pixels " + made.pixels());
        expect(made.colourRange().equals("tv"), "range " + made.colourRange());
        colour("matrix", made.matrix(), copy.colour().matrix());
        colour("primaries", made.primaries(), copy.colour().primaries());
        colour("transfer", made.transfer(), copy.colour().transfer());
    }

    private void colour(String what, String is, String planned) {
        expect(is.equals(planned), what + " " + is + " in place of " + planned);
    }

    /// The sound was proved against the original when it was encoded; here every track must have
    /// come along whole.
    private void sound(Probe header, Measure measure) {
        List<Track.Sound> made = header.sounds();
        expect(made.size() == programmes.size(), made.size() + " sound tracks");
        if (made.size() != programmes.size()) {
            return;
        }
        for (int i = 0; i < made.size(); i++) {
            int channels = made.get(i).channels();
            String language = programmes.get(i).language();
            String code = language == null ? null : LanguageCode.library(language);
            expect(
                    channels == programmes.get(i).channels(),
                    channels + " channels in sound track " + i);
            expect(
                    Objects.equals(made.get(i).language(), code),
                    "sound track " + i + " in " + made.get(i).language() + ", not " + code);
            Duration end = measure.sounds().get(i).end();
            expect(
                    end.minus(lengths.get(i)).abs().compareTo(APART) <= 0,
                    "sound track " + i + " ends at " + end + " in place of " + lengths.get(i));
        }
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
                                        + "' in the "
                                        + copy.word()
                                        + " copy and should read '"
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
