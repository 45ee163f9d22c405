package v2v.pipeline.crew;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;

import v2v.item.Json;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// What an integrator would hold our events against.
public final class Schemas {
    private static final Path FOLDER = Path.of("pipelines/events");

    private Schemas() {}

    /// What is wrong with an event, by the schema of the envelope and that of its data.
    public static List<String> faults(String event) throws IOException {
        JsonNode tree = Json.tree(event);
        List<String> all = new ArrayList<>(faults("event", tree));
        String kind = tree.path("type").asText().replaceFirst("^org\\.v2v\\.", "");
        JsonNode schema = read(kind);
        if (!tree.path("dataschema").asText().equals(schema.path("$id").asText())) {
            all.add("its schema is not " + schema.path("$id"));
        }
        all.addAll(faults(kind, tree.path("data")));
        return all;
    }

    /// By one schema.
    public static List<String> faults(String kind, JsonNode value) throws IOException {
        JsonSchema schema =
                JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                        .getSchema(
                                read(kind),
                                SchemaValidatorsConfig.builder()
                                        .formatAssertionsEnabled(true)
                                        .build());
        return schema.validate(value).stream().map(m -> kind + ": " + m).toList();
    }

    static JsonNode read(String kind) throws IOException {
        return Json.tree(Files.readString(FOLDER.resolve(kind + ".schema.json")));
    }
}
