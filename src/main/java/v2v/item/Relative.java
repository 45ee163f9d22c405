package v2v.item;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// JSON whose paths are relative to a folder, which may be called otherwise on another machine.
public final class Relative {
    private final Path root;
    private final JsonMapper mapper;

    /// Paths relative to this folder.
    ///
    /// @param root absolute
    public Relative(Path root) {
        this.root = root.normalize();
        mapper = Json.mapper(JsonInclude.Include.NON_NULL, new Writer(), new Reader());
    }

    /// A path lies outside of the folder.
    public static final class Outside extends IOException {
        private static final long serialVersionUID = 1;

        Outside(Path path, Path root) {
            super(path + " does not lie in " + root);
        }
    }

    /// A value as a tree.
    ///
    /// @throws Outside when it speaks of a path that lies elsewhere
    public JsonNode tree(Object value) throws Outside {
        // neither valueToTree nor writeValueAsString, which hide the cause
        StringWriter text = new StringWriter();
        try {
            mapper.writeValue(text, value);
            return mapper.readTree(text.toString());
        } catch (Outside outside) {
            throw outside;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The value of a tree.
    ///
    /// @throws UncheckedIOException when it is no such value, or a path in it leads out of the
    ///   folder
    public <T> T read(JsonNode tree, Class<T> type) {
        try {
            return mapper.readerFor(type).readValue(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private final class Writer extends StdSerializer<Path> {
        private static final long serialVersionUID = 1;

        Writer() {
            super(Path.class);
        }

        @Override
        public void serialize(Path path, JsonGenerator out, SerializerProvider context)
                throws IOException {
            Path inside = path.normalize();
            if (!inside.startsWith(root)) {
                throw new Outside(path, root);
            }
            out.writeString(root.relativize(inside).toString());
        }
    }

    private final class Reader extends StdDeserializer<Path> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Path.class);
        }

        @Override
        public Path deserialize(JsonParser in, DeserializationContext context) throws IOException {
            Path path = root.resolve(in.getText()).normalize();
            if (!path.startsWith(root)) {
                throw new Outside(path, root);
            }
            return path;
        }
    }
}
