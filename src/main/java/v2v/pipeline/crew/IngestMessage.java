package v2v.pipeline.crew;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeSet;

/// An order that came as a message: plain JSON, or the data of a CloudEvent. It is read strictly: a
/// misspelt `license` that nobody noticed would let a work out under another one.
///
/// @param id the caller's own, given back with every answer
/// @param file its path in the share
/// @param profile null for the node's own
/// @param record the path in the share of a record to read instead of the sidecar
/// @param by who is said to order it; nobody's approval
/// @param now that the file is complete, though it was written a moment ago
record IngestMessage(
        String id,
        String file,
        @Nullable String license,
        @Nullable String attribution,
        @Nullable String title,
        @Nullable String profile,
        @Nullable String record,
        @Nullable String by,
        boolean now) {
    /// What the type of such a CloudEvent is.
    static final String TYPE = Event.TYPE + "ingest";

    private static final int MOST_BYTES = 64 * 1024;
    private static final int LONGEST_ID = 200;
    private static final int LONGEST = 2000;
    private static final Set<String> KEYS =
            Set.of(
                    "id",
                    "file",
                    "license",
                    "attribution",
                    "title",
                    "profile",
                    "record",
                    "by",
                    "now");
    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build();

    /// The object that holds the order.
    ///
    /// @throws Refusal when there is none
    static JsonNode body(byte @Nullable [] value) {
        if (value == null || value.length == 0) {
            throw unreadable("the message is empty", "send one JSON object");
        }
        if (value.length > MOST_BYTES) {
            throw unreadable(
                    "the message has %d bytes, and %d are read at most"
                            .formatted(value.length, MOST_BYTES),
                    "send the path of the file, not the file");
        }
        JsonNode tree = tree(value);
        if (!tree.isObject()) {
            throw unreadable("the message is no JSON object", "send {\"id\": ..., \"file\": ...}");
        }
        return tree.has("specversion") ? data(tree) : tree;
    }

    private static JsonNode tree(byte[] value) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
            return MAPPER.readTree(text);
        } catch (CharacterCodingException e) {
            throw unreadable("the message is not written in UTF-8", "send JSON in UTF-8");
        } catch (JsonProcessingException e) {
            throw unreadable(
                    "the message is no JSON: " + e.getOriginalMessage(), "send one JSON object");
        }
    }

    private static JsonNode data(JsonNode event) {
        if (!event.path("specversion").asText().equals("1.0")
                || !event.path("type").asText().equals(TYPE)) {
            throw unreadable(
                    "it is no CloudEvent 1.0 of the type " + TYPE, "give it this type and version");
        }
        JsonNode data = event.path("data");
        if (!data.isObject()) {
            throw unreadable("the CloudEvent has no object as its data", "put the order there");
        }
        return data;
    }

    /// @throws Refusal when a key is missing, unknown or of the wrong kind
    static IngestMessage of(JsonNode body) {
        Set<String> names = new TreeSet<>();
        body.fieldNames().forEachRemaining(names::add);
        for (String name : names) {
            if (!KEYS.contains(name)) {
                throw unreadable(
                        "there is no key '%s'".formatted(shown(name)),
                        "known are " + String.join(", ", new TreeSet<>(KEYS)));
            }
        }
        JsonNode now = body.path("now");
        if (!now.isMissingNode() && !now.isBoolean()) {
            throw unreadable("'now' is neither true nor false", "write one of them");
        }
        return new IngestMessage(
                must(body, "id", LONGEST_ID),
                must(body, "file", LONGEST),
                may(body, "license"),
                may(body, "attribution"),
                may(body, "title"),
                may(body, "profile"),
                may(body, "record"),
                may(body, "by"),
                now.asBoolean(false));
    }

    /// What can be said of a message that is refused.
    static @Nullable String known(JsonNode body, String key) {
        JsonNode value = body.path(key);
        int most = key.equals("id") ? LONGEST_ID : LONGEST;
        return value.isTextual() && fit(value.asText(), most) ? value.asText() : null;
    }

    private static String must(JsonNode body, String key, int most) {
        JsonNode value = body.path(key);
        if (value.isMissingNode()) {
            throw unreadable("'" + key + "' is missing", "id and file are needed");
        }
        return text(value, key, most);
    }

    private static @Nullable String may(JsonNode body, String key) {
        JsonNode value = body.path(key);
        return value.isMissingNode() ? null : text(value, key, LONGEST);
    }

    private static String text(JsonNode value, String key, int most) {
        if (!value.isTextual() || !fit(value.asText(), most)) {
            throw unreadable(
                    "'%s' is no text of 1 to %d characters that can be read".formatted(key, most),
                    "write such a text, or leave the key out if it is not needed");
        }
        return value.asText();
    }

    private static boolean fit(String text, int most) {
        return !text.isBlank()
                && text.length() <= most
                && text.chars().noneMatch(Character::isISOControl)
                && StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    private static String shown(String name) {
        return name.length() > 40 ? name.substring(0, 40) : name;
    }

    private static Refusal unreadable(String message, String fix) {
        return new Refusal(Code.MESSAGE_UNREADABLE, "message", message, fix);
    }
}
