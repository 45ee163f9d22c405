package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Quality;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Puts together what the one decode of an original found: how it is scanned, and all the rest.
record Appraisal(Scan scan, Quality quality) {
    /// At least so long, and at most so many: a long programme's windows are longer.
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final int MOST_WINDOWS = 60;

    /// In soft telecine every second frame is shown longer.
    private static final double SOFT = 0.4;

    static Appraisal of(
            Probe probe, Track.@Nullable Picture picture, Glance glance, Decoding.Decoded decoded) {
        Scan scan = Scan.PROGRESSIVE;
        Quality.Fields fields = null;
        if (picture != null) {
            List<Quality.Window> windows = decoded.sight().windows(each(decoded.picture()));
            Quality.Cadence cadence = cadence(decoded);
            scan = scan(picture, glance, decoded, windows, cadence);
            fields = fields(picture, decoded.fields(), windows, cadence, scan);
        }
        Quality quality =
                new Quality(
                        fields,
                        first(decoded.sight().black()),
                        first(decoded.sight().frozen()),
                        null, // the active area is found on pictures, by whoever looks at them
                        picture == null ? 0 : Shape.blanking(picture),
                        decoded.complaints().repairs(),
                        decoded.picture().repeated(),
                        assumed(picture),
                        sounds(decoded),
                        Timecodes.of(probe, glance),
                        Captions.of(probe, picture, glance));
        return new Appraisal(scan, quality);
    }

    private static Duration each(Timeline picture) {
        long seconds = picture.length().toSeconds() / MOST_WINDOWS + 1;
        return seconds > WINDOW.toSeconds() ? Duration.ofSeconds(seconds) : WINDOW;
    }

    private static Quality.Cadence cadence(Decoding.Decoded decoded) {
        if (Pulldown.of(decoded.sight().frames()).hard()) {
            return Quality.Cadence.HARD_TELECINE;
        }
        boolean soft = decoded.picture().repeated() > decoded.picture().frames() * SOFT;
        return soft ? Quality.Cadence.SOFT_TELECINE : Quality.Cadence.NONE;
    }

    private static Scan scan(
            Track.Picture picture,
            Glance glance,
            Decoding.Decoded decoded,
            List<Quality.Window> windows,
            Quality.Cadence cadence) {
        Scan scan = decoded.fields().scan(picture, glance.flags(), windows);
        boolean pulled = cadence == Quality.Cadence.HARD_TELECINE;
        return pulled && scan != Scan.PROGRESSIVE ? Scan.TELECINED : scan;
    }

    private static Quality.Fields fields(
            Track.Picture picture,
            FieldVote votes,
            List<Quality.Window> windows,
            Quality.Cadence cadence,
            Scan scan) {
        boolean segmented =
                scan == Scan.PROGRESSIVE
                        && cadence == Quality.Cadence.NONE
                        && FieldVote.saysInterlaced(picture)
                        && FieldVote.tall(picture);
        return new Quality.Fields(
                picture.fieldOrder(),
                votes.top(),
                votes.bottom(),
                votes.progressive(),
                votes.undetermined(),
                windows,
                scan == Scan.TELECINED || cadence == Quality.Cadence.SOFT_TELECINE
                        ? cadence
                        : Quality.Cadence.NONE,
                segmented);
    }

    private static @Nullable String assumed(Track.@Nullable Picture picture) {
        if (picture == null || !Colour.of(picture).assumed()) {
            return null;
        }
        return Colour.of(picture).words();
    }

    /// A silent track is like every other silent one: only what can be heard has a twin.
    private static List<Quality.Hearing> sounds(Decoding.Decoded decoded) {
        List<Quality.Hearing> sounds = new ArrayList<>();
        for (int i = 0; i < decoded.heard().size(); i++) {
            Hearing.Heard heard = decoded.heard().get(i);
            Integer same = heard.silent() ? null : decoded.measure().twin(i);
            sounds.add(heard.told(same == null ? null : sounds.get(same).track()));
        }
        return List.copyOf(sounds);
    }

    private static List<Quality.Span> first(List<Quality.Span> spans) {
        return spans.stream().limit(Quality.MOST).toList();
    }
}
