package v2v.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// The one JSON spelling of the words (RFC 8259): empty values left out, times as ISO 8601, paths
/// as text.
public final class Json {
    private static final JsonMapper MAPPER = mapper(JsonInclude.Include.NON_NULL);
    private static final JsonMapper LEAN = mapper(JsonInclude.Include.NON_EMPTY);

    private Json() {}

    private static JsonMapper mapper(JsonInclude.Include include) {
        return mapper(include, new PathWriter(), new PathReader());
    }

    /// A mapper that spells paths in its own way.
    static JsonMapper mapper(
            JsonInclude.Include include, StdSerializer<Path> writer, StdDeserializer<Path> reader) {
        return JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .addModule(
                        new SimpleModule()
                                .addSerializer(Path.class, writer)
                                .addDeserializer(Path.class, reader))
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(include, JsonInclude.Include.ALWAYS))
                .build();
    }

    /// One line that reads back as the same value.
    public static String line(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A document: without empty values, laid out for people's eyes, with a final line feed.
    public static String pretty(Object value) {
        try {
            return LEAN.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// As a tree, without empty values.
    public static JsonNode lean(Object value) {
        return LEAN.valueToTree(value);
    }

    public static <T> T read(String text, Class<T> type) {
        try {
            return MAPPER.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Reads what people wrote.
    ///
    /// @throws JsonProcessingException with line and column, for the caller to put into a sentence
    public static JsonNode tree(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    public static <T> T convert(JsonNode tree, Class<T> type) throws JsonProcessingException {
        return MAPPER.treeToValue(tree, type);
    }

    private static final class PathWriter extends StdSerializer<Path> {
        private static final long serialVersionUID = 1;

        PathWriter() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator out, SerializerProvider context)
                throws IOException {
            out.writeString(path.toString());
        }
    }

    private static final class PathReader extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1;

        PathReader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
            return Path.of(in.getText());
        }
    }
}
