package v2v.media;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.Ratio;
import v2v.item.Track;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the JSON that `ffprobe -show_format -show_streams` writes.
final class ProbeReader {
    private static final Pattern CLOCK =
            Pattern.compile("([0-9]{2,4}):([0-9]{2}):([0-9]{2}(?:\\.[0-9]{1,9})?)");

    private static final Ratio NO_RATIO = new Ratio(0, 1);

    private ProbeReader() {}

    static Probe read(String text) throws JsonProcessingException {
        JsonNode root = Json.tree(text);
        JsonNode format = root.path("format");
        List<Track> tracks = new ArrayList<>();
        Map<Integer, Probe.Claim> claims = new TreeMap<>();
        String timecode = word(format.path("tags"), "timecode");
        for (JsonNode stream : root.path("streams")) {
            Track track = track(stream);
            tracks.add(track);
            claims.put(track.index(), claim(stream));
            timecode = timecode == null ? word(stream.path("tags"), "timecode") : timecode;
        }
        return new Probe(
                format.path("format_name").asText(""),
                format.path("probe_score").asInt(0),
                duration(format),
                List.copyOf(tracks),
                claims,
                tags(format),
                timecode);
    }

    private static Track track(JsonNode stream) {
        int index = stream.path("index").asInt();
        String codec = stream.path("codec_name").asText("unknown");
        String language = word(stream.path("tags"), "language");
        return switch (stream.path("codec_type").asText()) {
            case "video" -> picture(index, codec, stream);
            case "audio" ->
                    new Track.Sound(
                            index,
                            codec,
                            stream.path("channels").asInt(0),
                            stream.path("channel_layout").asText("unknown"),
                            stream.path("sample_rate").asInt(0),
                            bits(stream),
                            "und".equals(language) ? null : language);
            case "subtitle" -> new Track.Text(index, codec, language);
            default -> new Track.Data(index, codec);
        };
    }

    private static Track.Picture picture(int index, String codec, JsonNode stream) {
        return new Track.Picture(
                index,
                codec,
                stream.path("width").asInt(0),
                stream.path("height").asInt(0),
                ratio(stream, "sample_aspect_ratio", Ratio.ONE),
                rate(stream),
                stream.path("pix_fmt").asText("unknown"),
                stream.path("field_order").asText("unknown"),
                rotation(stream),
                stream.path("color_range").asText("unknown"),
                stream.path("color_primaries").asText("unknown"),
                stream.path("color_transfer").asText("unknown"),
                stream.path("color_space").asText("unknown"),
                stream.path("disposition").path("attached_pic").asInt(0) == 1);
    }

    private static Probe.Claim claim(JsonNode stream) {
        boolean dolbyOnly = false;
        for (JsonNode side : stream.path("side_data_list")) {
            dolbyOnly |= side.path("dv_profile").asInt(0) == 5;
        }
        Duration own = duration(stream);
        return new Probe.Claim(
                own == null ? clock(word(stream.path("tags"), "DURATION")) : own,
                stream.path("disposition").path("default").asInt(0) == 1,
                stream.path("level").asInt(-1),
                dolbyOnly,
                stream.path("codec_tag_string").asText(""),
                !ratio(stream, "sample_aspect_ratio", NO_RATIO).equals(NO_RATIO),
                stream.path("closed_captions").asInt(0) == 1,
                tags(stream));
    }

    /// A one-frame DV file says 60000/1 on average: the other claim is asked when one is absurd.
    private static Ratio rate(JsonNode stream) {
        Ratio average = ratio(stream, "avg_frame_rate", NO_RATIO);
        Ratio base = ratio(stream, "r_frame_rate", NO_RATIO);
        if (Probe.credible(average)) {
            return average;
        }
        return Probe.credible(base) ? base : NO_RATIO;
    }

    private static Ratio ratio(JsonNode stream, String key, Ratio absent) {
        String[] parts = stream.path(key).asText("").split("[/:]", -1);
        if (parts.length != 2 || !positive(parts[0]) || !positive(parts[1])) {
            return absent;
        }
        return Ratio.parse(parts[0] + "/" + parts[1]);
    }

    private static boolean positive(String digits) {
        return digits.matches("0*[1-9][0-9]{0,17}");
    }

    /// The display matrix turns against the clock; a player's picture is turned with it.
    private static int rotation(JsonNode stream) {
        for (JsonNode side : stream.path("side_data_list")) {
            if (side.has("rotation")) {
                int quarter = (int) Math.round(-side.path("rotation").asDouble() / 90);
                return Math.floorMod(quarter, 4) * 90;
            }
        }
        return 0;
    }

    private static int bits(JsonNode stream) {
        int raw = stream.path("bits_per_raw_sample").asInt(0);
        return raw > 0 ? raw : stream.path("bits_per_sample").asInt(0);
    }

    private static @Nullable Duration duration(JsonNode node) {
        String text = node.path("duration").asText("");
        if (!text.matches("[0-9]{1,12}(\\.[0-9]+)?")) {
            return null;
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValue());
    }

    /// Matroska writes a track's length as a tag: `00:00:01.240000000`.
    private static @Nullable Duration clock(@Nullable String text) {
        Matcher clock = CLOCK.matcher(text == null ? "" : text);
        if (!clock.matches()) {
            return null;
        }
        return Duration.ofHours(Long.parseLong(clock.group(1)))
                .plusMinutes(Long.parseLong(clock.group(2)))
                .plus(Duration.parse("PT" + clock.group(3) + "S"));
    }

    private static Map<String, String> tags(JsonNode node) {
        Map<String, String> tags = new LinkedHashMap<>();
        node.path("tags")
                .properties()
                .forEach(e -> tags.put(e.getKey().toLowerCase(Locale.ROOT), e.getValue().asText()));
        return tags;
    }

    private static @Nullable String word(JsonNode tags, String key) {
        String text = tags.path(key).asText("");
        return text.isBlank() ? null : text;
    }
}
