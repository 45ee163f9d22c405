package v2v.pipeline.crew;

import v2v.item.Json;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/// Something that happened, as others are told it: a CloudEvent 1.0 in structured mode.
///
/// @param id the same event has the same one however often it is sent
/// @param kind what happened, such as `item.released`
/// @param subject the item, or the file where there is no item yet; the key of the message
/// @param data without empty values
record Event(String id, String kind, String subject, Instant time, Map<String, Object> data) {
    /// What the header `content-type` of a message says.
    static final String CONTENT_TYPE = "application/cloudevents+json; charset=UTF-8";

    /// Before the kind.
    static final String TYPE = "org.v2v.";

    /// The value of a message.
    ///
    /// @param source the library, as a URI
    byte[] json(String source) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("specversion", "1.0");
        all.put("id", id);
        all.put("source", source);
        all.put("type", TYPE + kind);
        all.put("subject", subject);
        all.put("time", time.toString());
        all.put("datacontenttype", "application/json");
        all.put("dataschema", schema(kind));
        all.put("data", data);
        return Json.line(all).getBytes(StandardCharsets.UTF_8);
    }

    /// The name of the schema of its data, as the schema itself says it.
    static String schema(String kind) {
        return "urn:v2v:schema:" + kind + ":1";
    }
}
