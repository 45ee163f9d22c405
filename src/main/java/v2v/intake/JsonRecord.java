package v2v.intake;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Record.Provenance;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A record in JSON: our own nested form, the everyday flat one, or both in one object. A key whose
/// value has inner structure and the name of a record's part is nested; every other key is a word.
final class JsonRecord {
    /// Stricter than [Json]: a licence that is given twice must not be the last one silently.
    private static final JsonMapper STRICT =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private static final Set<String> PARTS =
            Arrays.stream(Record.class.getRecordComponents())
                    .map(RecordComponent::getName)
                    .collect(Collectors.toUnmodifiableSet());

    private final SourceText source;
    private final Draft draft = new Draft();

    private JsonRecord(SourceText source) {
        this.source = source;
    }

    static Record read(SourceText source) {
        JsonRecord reading = new JsonRecord(source);
        JsonNode tree = reading.tree();
        ObjectNode nested = STRICT.createObjectNode();
        List<String> words = new ArrayList<>();
        for (var entry : tree.properties()) {
            if (isPart(entry.getKey(), entry.getValue())) {
                nested.set(entry.getKey(), entry.getValue());
            } else {
                words.add(entry.getKey());
            }
        }
        reading.nested(nested);
        words.forEach(word -> reading.word(word, tree.path(word)));
        return reading.draft.record();
    }

    private JsonNode tree() {
        try {
            JsonNode tree = STRICT.readTree(source.text());
            if (tree.isObject()) {
                return tree;
            }
        } catch (JsonProcessingException e) {
            JsonLocation at = e.getLocation();
            String where =
                    at == null
                            ? ""
                            : "line %d, column %d".formatted(at.getLineNr(), at.getColumnNr());
            throw source.fault(where, "not JSON: " + firstLine(e.getOriginalMessage()));
        }
        throw source.fault("line 1, column 1", "expected one JSON object, { … }");
    }

    private static boolean isPart(String key, JsonNode value) {
        boolean structured = value.isObject() || (value.isArray() && value.path(0).isObject());
        boolean plain = key.equals("schemaVersion") || key.equals("thirdPartyDeclared");
        return PARTS.contains(key) && (structured || plain);
    }

    private void nested(ObjectNode nested) {
        if (nested.isEmpty()) {
            return;
        }
        int schema = nested.path("schemaVersion").asInt(Record.SCHEMA);
        if (schema != Record.SCHEMA) {
            throw source.fault(
                    "key schemaVersion", "form " + schema + " is not known, this program reads 1");
        }
        try {
            Record given = Json.convert(nested, Record.class);
            Holes.in(given)
                    .ifPresent(hole -> {
                        throw source.fault("key " + hole, "a value is missing there");
                    });
            draft.take(given);
        } catch (JsonProcessingException e) {
            throw source.fault("", "not a record: " + firstLine(e.getOriginalMessage()));
        }
        for (var part : nested.properties()) {
            switch (part.getKey()) {
                case "schemaVersion", "provenance" -> {}
                case "rights" ->
                        part.getValue()
                                .properties()
                                .forEach(r -> prove("rights." + r.getKey(), r.getValue()));
                default -> prove(part.getKey(), part.getValue());
            }
        }
    }

    private void prove(String field, JsonNode value) {
        if (!value.isNull()) {
            String text = value.isValueNode() ? value.asText() : value.toString();
            draft.take(
                    Record.EMPTY.withProvenance(
                            List.of(new Provenance(field, source.name(), "key " + field, text))));
        }
    }

    private void word(String key, JsonNode value) {
        Meaning meaning = Words.meaning(key);
        if (meaning == null) {
            source.refuseLost(key, "key \"" + key + "\"", value.isNull() ? "" : value.toString());
            if (!value.isNull() && !key.startsWith("@") && !key.startsWith("$")) {
                // those two only say what form the document has
                draft.unknown(source, "key \"" + key + "\"", value.toString());
            }
            return;
        }
        for (JsonNode each : value.isArray() ? value : List.of(value)) {
            draft.say(new Said(meaning, text(meaning, each), source, "key \"" + key + "\""));
        }
    }

    /// The one text in a value such as `{"name": "Ann", "url": …}`. A licence's name may be only
    /// "Creative Commons", so there its address comes first.
    private static String text(Meaning meaning, JsonNode value) {
        if (!value.isObject()) {
            return value.isNull() ? "" : value.asText();
        }
        List<String> keys =
                meaning.word() == Word.LICENSE
                        ? List.of("url", "@id", "id", "uri", "name", "value")
                        : List.of("name", "value", "label", "title", "@value", "url", "@id");
        return keys.stream()
                .map(value::path)
                .filter(JsonNode::isValueNode)
                .map(JsonNode::asText)
                .findFirst()
                .orElse("");
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse(message);
    }
}
