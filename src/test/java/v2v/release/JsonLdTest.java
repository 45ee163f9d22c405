package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.apicatalog.jsonld.JsonLd;
import com.apicatalog.jsonld.JsonLdError;
import com.apicatalog.jsonld.JsonLdErrorCode;
import com.apicatalog.jsonld.JsonLdOptions;
import com.apicatalog.jsonld.document.JsonDocument;

import jakarta.json.JsonObject;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Renditions;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/// Our JSON-LD means something to a processor that we did not write, which may ask nobody: the
/// contexts stand inside.
class JsonLdTest {
    private static final String SCHEMA = "https://schema.org/";

    @TempDir private Path temporary;

    private Path folder;

    @BeforeEach
    void describe() throws IOException {
        Works works = Works.in(temporary.resolve("library")).with(Works.ALL);
        Renditions renditions = works.renditions();
        folder = works.library().resolve(renditions.work());
        new Releases(works.library(), Publisher.unnamed(), InstantSource.system())
                .describe(renditions);
    }

    private JsonObject expanded(String name) throws IOException, JsonLdError {
        JsonLdOptions options =
                new JsonLdOptions((url, _) -> {
                    throw new JsonLdError(
                            JsonLdErrorCode.LOADING_DOCUMENT_FAILED, "asks for " + url);
                });
        StringReader text = new StringReader(Files.readString(folder.resolve(name)));
        return JsonLd.expand(JsonDocument.of(text)).options(options).get().getJsonObject(0);
    }

    private static String first(JsonObject node, String property, String form) {
        return node.getJsonArray(property).getJsonObject(0).getString(form);
    }

    @Test
    void whatSearchEnginesReadExpands() throws IOException, JsonLdError {
        JsonObject work = expanded("metadata/schema-org.jsonld");
        assertEquals(SCHEMA + "VideoObject", work.getJsonArray("@type").getString(0));
        assertEquals(
                "https://creativecommons.org/licenses/by-sa/4.0/",
                first(work, SCHEMA + "license", "@value"));
        JsonObject maker = work.getJsonArray(SCHEMA + "creator").getJsonObject(0);
        assertEquals("Käthe Brandt", first(maker, SCHEMA + "name", "@value"));
        assertEquals(8, work.getJsonArray(SCHEMA + "encoding").size());
        // every word has a meaning: none is dropped, none stays bare
        assertTrue(
                work.keySet().stream()
                        .allMatch(key -> key.startsWith(SCHEMA) || key.equals("@type")),
                work.keySet().toString());
    }

    @Test
    void whatIsSignedExpands() throws IOException, JsonLdError {
        JsonObject work = expanded("rights.jsonld");
        assertTrue(work.getString("@id").startsWith("ni:///sha-256;"));
        assertEquals(
                "http://creativecommons.org/licenses/by-sa/4.0/",
                first(work, "http://creativecommons.org/ns#license", "@id"));
        JsonObject file = work.getJsonArray(SCHEMA + "encoding").getJsonObject(0);
        assertEquals("video/harbour.av1.webm", first(file, SCHEMA + "contentUrl", "@value"));
        assertEquals(
                "Radio Bremen",
                first(work, "http://creativecommons.org/ns#attributionName", "@value"));
    }
}
