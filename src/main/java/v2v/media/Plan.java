package v2v.media;

import v2v.item.Inspection;
import v2v.item.Ratio;
import v2v.item.Scan;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What will be done to an original, decided before anything is run.
record Plan(
        Track.Picture picture,
        Shape shape,
        FrameRate rate,
        Colour colour,
        List<Programme> sounds,
        Fields fields) {
    /// Which field of a frame is shown first.
    enum Fields {
        NONE,
        TFF,
        BFF
    }

    static Plan of(Inspection inspection, Profile profile) {
        Track.Picture picture = inspection.chosenPicture().orElseThrow();
        Fields fields = fields(inspection.scan(), picture);
        boolean each =
                fields != Fields.NONE
                        && profile.video().deinterlace() == Profile.Deinterlace.FIELDS
                        && inspection.decode().frames() > 1;
        List<Track.Sound> sounds =
                inspection.tracks().stream()
                        .filter(Track.Sound.class::isInstance)
                        .map(Track.Sound.class::cast)
                        .filter(sound -> inspection.sounds().contains(sound.index()))
                        .toList();
        return new Plan(
                picture,
                Shape.of(picture, profile.video().maxLines()),
                FrameRate.of(inspection.decode(), picture, each),
                Colour.of(picture),
                Programmes.of(sounds, inspection.quality(), profile.sound()).all(),
                fields);
    }

    /// A turned picture's fields lie sideways, which no deinterlacer can mend; upside down they
    /// change places. Where scenes differ, the header breaks the tie.
    private static Fields fields(Scan scan, Track.Picture picture) {
        if (picture.rotation() % 180 != 0) {
            return Fields.NONE;
        }
        boolean bottom =
                switch (scan) {
                    case PROGRESSIVE, TOP_FIELD_FIRST, TELECINED -> false;
                    case BOTTOM_FIELD_FIRST -> true;
                    case MIXED -> FieldVote.saysBottomFirst(picture);
                };
        boolean turned = picture.rotation() == 180;
        return scan.interlaced() ? bottom != turned ? Fields.BFF : Fields.TFF : Fields.NONE;
    }

    /// FFmpeg turns a picture by its display matrix before the first filter here.
    String filters() {
        List<String> chain = new ArrayList<>();
        if (shape.cropped()) {
            chain.add("crop=iw:" + shape.cropHeight() + ":0:" + shape.cropTop());
        }
        if (fields != Fields.NONE) {
            String mode = rate.each() == 2 ? "send_field" : "send_frame";
            chain.add("bwdif=mode=" + mode + ":parity=" + lower(fields.name()) + ":deint=all");
        }
        Ratio r = rate.rate();
        if (rate.exact()) {
            // Time stamps in whole milliseconds, or with a drop-out, would make the rate filter
            // repeat and drop frames: they are counted instead, from where the first one was.
            chain.add("setpts=(round(STARTPTS*TB*" + r + ")+N)/(" + r + "*TB)");
        }
        chain.add("fps=" + r);
        if (!rate.exact()) {
            // At the end the rate filter holds the last frame for as long as it guesses.
            chain.add("trim=end_frame=" + rate.frames());
        }
        chain.add(scale());
        chain.add("setsar=1");
        chain.add("format=yuv420p10le");
        chain.add(
                "setparams=field_mode=prog:range=tv:color_primaries="
                        + colour.primaries()
                        + ":color_trc="
                        + colour.transfer()
                        + ":colorspace="
                        + colour.matrix());
        return "[0:"
                + picture.index()
                + "]"
                + String.join(",", chain)
                + "[v]"
                + (sounds.isEmpty() ? "" : ";" + sounds.getFirst().timed("a", Duration.ZERO));
    }

    private String scale() {
        String range = fullRange() ? ":in_range=pc" : "";
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=lanczos+accurate_rnd+full_chroma_int%s:out_range=tv"
                        + ":out_color_matrix=%s",
                shape.width(),
                shape.height(),
                range,
                matrix());
    }

    /// The scaler has no words for the rare matrices; they are carried over as they are.
    private String matrix() {
        return switch (colour.matrix()) {
            case "bt709", "smpte170m", "smpte240m", "fcc" -> colour.matrix();
            case "bt470bg" -> "bt470";
            case "bt2020nc", "bt2020_ncl" -> "bt2020";
            default -> "auto";
        };
    }

    private boolean fullRange() {
        return picture.colourRange().equals("pc") || picture.pixels().startsWith("yuvj");
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
