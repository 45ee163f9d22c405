package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Finding;
import v2v.item.Leaks;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// What nobody said for the public stops a release before a document is written.
class DiscretionTest {
    @TempDir private Path temporary;

    private Works works;

    @BeforeEach
    void open() throws IOException {
        works = Works.in(temporary.resolve("library"));
    }

    private void describe(Works given) throws IOException {
        describe(given.renditions());
    }

    private void describe(Renditions renditions) throws IOException {
        Publisher publisher = new Publisher("Radio <desk@radio.example>", "https://example.org/");
        Leaks.Machine machine = new Leaks.Machine("editor7", "cutting-room-2", "");
        new Releases(works.library(), publisher, InstantSource.system(), machine)
                .describe(renditions);
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\") + "\"";
    }

    /// Somewhere in the record where importers put what they find.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/srv/ingest/tape.mov",
                "D:\\capture\\tape.mov",
                "file:///x/tape.mov",
                "boss@radio.example",
                "+52.5200+013.4050/",
                "Serial Number: A7-331992",
                "made on cutting-room-2",
            })
    void whatNobodySaidStopsIt(String leak) {
        Works told = works.saying("\"Bremerhaven\"", quoted("Pier " + leak));
        Refusal refusal = assertThrows(Refusal.class, () -> describe(told));
        assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, refusal.code());
        List<String> files =
                refusal.findings().stream().map(f -> f.message().split(" ", -1)[0]).toList();
        assertTrue(files.contains("metadata/record.json"), files.toString());
        assertTrue(files.contains("metadata/pbcore.xml"), files.toString());
        assertTrue(
                refusal.findings().stream()
                        .map(Finding::place)
                        .anyMatch("/record/places/0/name"::equals),
                refusal.findings().toString());
        assertFalse(Files.exists(works.folder().resolve("README.txt")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "write to boss@radio.example",
                "filmed at +52.5200+013.4050/",
                "Serial Number: A7-331992",
                "on cutting-room-2",
                "see https://example.org/srv/ingest/tape.mov",
            })
    void whatAPersonSaidIsPublic(String said) throws IOException {
        describe(works.saying("Trawlers come in", said));
        describe(works.saying("\"Radio Bremen\"", quoted("Radio, " + said)));
        assertTrue(Files.exists(works.folder().resolve("README.txt")));
    }

    @Test
    void aPathIsNeverMeant() {
        Works told = works.saying("Trawlers come in", "see /srv/ingest/tape.mov");
        assertThrows(Refusal.class, () -> describe(told));
    }

    /// What people say in a film is its content, on the page too.
    @Test
    void subtitlesAreNotSearched() throws IOException {
        Works all = works.with(Works.ALL);
        Renditions made = all.renditions();
        String said = "WEBVTT\n\n00:01.000 --> 00:02.000\nWrite to boss@radio.example, /srv/x/y\n";
        byte[] bytes = said.getBytes(StandardCharsets.UTF_8);
        List<Rendition> files = new ArrayList<>();
        for (Rendition file : made.files()) {
            boolean words = file.role() == Rendition.Role.WORDS;
            files.add(words ? all.file(Rendition.Role.WORDS, bytes) : file);
        }
        Disk.write(all.folder().resolve(all.name(Rendition.Role.WORDS)), bytes);
        describe(all.renditions(files));
        assertTrue(Files.readString(all.folder().resolve("index.html")).contains("text/vtt"));
    }

    /// The file's own tags are for the archive.
    @Test
    void whatTheFileSaysOfItselfStaysInside() throws IOException {
        describe(works);
        String technical = Files.readString(works.folder().resolve("metadata/technical.json"));
        assertFalse(technical.contains("embedded"));
    }
}
