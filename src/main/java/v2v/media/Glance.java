package v2v.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.Scan;

/// What rides in the first frames of the picture beside the picture: flags, captions, timecode.
///
/// @param flags how the frames themselves say they are scanned, which is nearer to the truth than
///   the container's word
/// @param captions CEA-608 or CEA-708 bytes (ATSC A/53 part 4)
/// @param gop timecode of the first MPEG group of pictures
/// @param sei timecode in an H.264 or HEVC picture (SMPTE ST 12-1)
record Glance(Scan flags, boolean captions, @Nullable String gop, @Nullable String sei) {
    static final Glance NOTHING = new Glance(Scan.PROGRESSIVE, false, null, null);

    /// Whether pictures of this codec can carry such things at all.
    static boolean worth(String codec) {
        return switch (codec) {
            case "mpeg1video", "mpeg2video", "h264", "hevc", "av1", "dvvideo" -> true;
            default -> false;
        };
    }

    /// Reads the JSON that `ffprobe -show_frames` writes.
    static Glance read(String text) throws JsonProcessingException {
        Glance glance = NOTHING;
        for (JsonNode frame : Json.tree(text).path("frames")) {
            if (frame.path("interlaced_frame").asInt(0) == 1) {
                glance = glance.fields(frame.path("top_field_first").asInt(0) == 1);
            }
            for (JsonNode side : frame.path("side_data_list")) {
                glance = glance.with(side);
            }
        }
        return glance;
    }

    private Glance fields(boolean top) {
        Scan scan = top ? Scan.TOP_FIELD_FIRST : Scan.BOTTOM_FIELD_FIRST;
        return new Glance(flags == Scan.PROGRESSIVE ? scan : flags, captions, gop, sei);
    }

    private Glance with(JsonNode side) {
        return switch (side.path("side_data_type").asText("")) {
            case "ATSC A53 Part 4 Closed Captions" -> new Glance(flags, true, gop, sei);
            case "GOP timecode" ->
                    new Glance(flags, captions, or(gop, side.path("timecode").asText("")), sei);
            case "SMPTE 12-1 timecode" ->
                    new Glance(
                            flags,
                            captions,
                            gop,
                            or(sei, side.path("timecodes").path(0).path("value").asText("")));
            default -> this;
        };
    }

    private static @Nullable String or(@Nullable String earlier, String now) {
        return earlier != null ? earlier : now.isBlank() ? null : now;
    }
}
