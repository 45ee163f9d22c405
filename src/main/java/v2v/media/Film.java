package v2v.media;

import v2v.item.Inspection;
import v2v.item.Ratio;
import v2v.item.Scan;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What will be done to the picture: from the stored frames to even, whole, progressive pictures,
/// and from those to each copy.
///
/// @param copies that are made of it, in this order
record Film(
        Track.Picture picture, FrameRate rate, Fields fields, Colour colour, List<Copy> copies) {
    /// How the lines of a frame are brought to whole pictures.
    enum Fields {
        /// They are whole.
        NONE,
        /// Top field first.
        TFF,
        /// Bottom field first.
        BFF,
        /// Film pictures are put together again from their fields.
        TELECINED
    }

    static Film of(Inspection inspection, Track.Picture picture, Profile profile) {
        Fields fields = fields(inspection.scan(), picture);
        boolean each =
                (fields == Fields.TFF || fields == Fields.BFF)
                        && profile.video().deinterlace() == Profile.Deinterlace.FIELDS
                        && inspection.decode().frames() > 1;
        FrameRate rate =
                fields == Fields.TELECINED
                        ? FrameRate.film(inspection.decode(), picture)
                        : FrameRate.of(inspection.decode(), picture, each);
        Colour colour = Colour.of(picture);
        return new Film(picture, rate, fields, colour, Copy.of(picture, rate, colour, profile));
    }

    /// A turned picture's fields lie sideways, which no deinterlacer can mend; upside down they
    /// change places. Where scenes differ, the header breaks the tie.
    private static Fields fields(Scan scan, Track.Picture picture) {
        if (picture.rotation() % 180 != 0 || !scan.interlaced()) {
            return Fields.NONE;
        }
        boolean turned = picture.rotation() == 180;
        boolean bottom =
                switch (scan) {
                    case PROGRESSIVE, TOP_FIELD_FIRST -> false;
                    case BOTTOM_FIELD_FIRST -> true;
                    case MIXED, TELECINED -> FieldVote.saysBottomFirst(picture);
                };
        if (scan == Scan.TELECINED && !turned) {
            return Fields.TELECINED;
        }
        return bottom == turned ? Fields.TFF : Fields.BFF;
    }

    boolean fullRange() {
        return picture.colourRange().equals("pc") || picture.pixels().startsWith("yuvj");
    }

    /// Whether it may be cut into pieces: frames that are counted, and no state that is carried
    /// from one to the next (the cadence of telecined film, the gaps of a variable rate).
    boolean divisible() {
        return rate.exact();
    }

    /// The whole filter graph for one piece: `[v0]`, `[v1]`... are the copies' pictures.
    ///
    /// FFmpeg turns a picture by its display matrix before the first filter here.
    String graph(Piece piece) {
        return graph(piece, copies);
    }

    /// The same for some of the copies.
    String graph(Piece piece, List<Copy> some) {
        List<String> chain = new ArrayList<>(piece.window());
        String witness = "";
        if (piece.clock() != null) {
            chain.add("split=2[main][border]");
            // every frame, though only those at the borders are compared: an output that is given
            // nothing for minutes makes FFmpeg hold back all frames of the others in memory
            witness = ";[border]scale=64:64:flags=area,format=gray[b]";
        }
        String start = "[0:" + picture.index() + "]" + String.join(",", chain);
        String main = piece.clock() == null ? start : start + ";[main]";
        StringBuilder graph = new StringBuilder(main);
        graph.append(String.join(",", head(piece)));
        if (some.size() > 1) {
            graph.append(",split=").append(some.size());
            for (int i = 0; i < some.size(); i++) {
                graph.append("[s").append(i).append(']');
            }
        }
        for (int i = 0; i < some.size(); i++) {
            graph.append(some.size() > 1 ? ";[s" + i + "]" : ",");
            graph.append(some.get(i).filters(this)).append("[v").append(i).append(']');
        }
        return graph + witness;
    }

    /// Whole pictures at an even rate, as each copy is scaled from.
    List<String> head(Piece piece) {
        List<String> chain = new ArrayList<>();
        Shape stored = Shape.of(picture, Integer.MAX_VALUE);
        if (stored.cropped()) {
            chain.add("crop=iw:" + stored.cropHeight() + ":0:" + stored.cropTop());
        }
        switch (fields) {
            case NONE -> {}
            case TFF, BFF -> {
                String mode = rate.each() == 2 ? "send_field" : "send_frame";
                String parity = fields.name().toLowerCase(Locale.ROOT);
                chain.add("bwdif=mode=" + mode + ":parity=" + parity + ":deint=all");
            }
            case TELECINED -> {
                chain.add("fieldmatch=combmatch=full");
                // what no match could put together: edits that break the cadence
                chain.add("bwdif=mode=send_frame:deint=interlaced");
                chain.add("decimate");
            }
        }
        chain.addAll(piece.within(rate.each()));
        chain.addAll(even());
        return chain;
    }

    /// Time stamps in whole milliseconds, or with a drop-out, would make the rate filter repeat and
    /// drop frames: they are counted instead.
    private List<String> even() {
        Ratio r = rate.rate();
        if (rate.exact()) {
            return List.of("setpts=N/(" + r + "*TB)", "fps=" + r);
        }
        // At the end the rate filter holds the last frame for as long as it guesses.
        return List.of("setpts=PTS-STARTPTS", "fps=" + r, "trim=end_frame=" + rate.frames());
    }
}
