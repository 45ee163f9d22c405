package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/// Torrents of strangers through the program's own doors: a sentence, and nothing outside of the
/// folder.
class HostileTorrentsTest {
    private static final String PIECES = "6:pieces20:aaaaaaaaaaaaaaaaaaaa";
    private static final String REST = "4:name1:x12:piece lengthi16384e" + PIECES + "e";

    private static final Map<String, String> BAD =
            Map.ofEntries(
                    Map.entry("a path that leads out", files("2:..", "1:a")),
                    Map.entry("an absolute path", files("4:/etc", "1:a")),
                    Map.entry(
                            "a huge length", "d4:infod6:lengthi9223372036854775807e" + REST + "e"),
                    Map.entry(
                            "a length that is no number",
                            "d4:infod6:lengthi99999999999999999999e" + REST + "e"),
                    Map.entry("a key twice", "d4:infod6:lengthi5e6:lengthi5e" + REST + "e"),
                    Map.entry("keys in disorder", "d4:infod4:name1:x6:lengthi5e" + PIECES + "ee"),
                    Map.entry(
                            "a deep nest",
                            "d4:info" + "l".repeat(200_000) + "e".repeat(200_000) + "e"),
                    Map.entry("a string longer than the file", "d4:info999999999:x"),
                    Map.entry("a negative length of a string", "d4:info-5:x"),
                    Map.entry("nothing", ""),
                    Map.entry("an end too few", "d4:infod6:lengthi5e" + REST.substring(0, 40)),
                    Map.entry("more after the end", "d4:infod6:lengthi5e" + REST + "eGARBAGE"));

    @TempDir private Path folder;

    static Stream<String> kinds() {
        return BAD.keySet().stream().sorted();
    }

    private static String files(String... path) {
        return "d4:infod5:filesld6:lengthi5e4:pathl" + String.join("", path) + "eee" + REST + "e";
    }

    private List<String> everything() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.map(Path::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aBadTorrentIsASentence(String kind) throws IOException {
        Path torrent = folder.resolve("bad.torrent");
        Files.write(
                torrent,
                Objects.requireNonNull(BAD.get(kind)).getBytes(StandardCharsets.ISO_8859_1));
        Path content = Files.createDirectory(folder.resolve("x"));
        Files.writeString(content.resolve("a"), "words");
        List<String> before = everything();
        for (List<String> words :
                List.of(
                        List.of("torrent", "show", torrent.toString()),
                        List.of("torrent", "verify", torrent.toString(), content.toString()))) {
            Typed typed = Typed.of(words);
            assertEquals(3, typed.status(), typed.err());
            assertTrue(typed.err().contains("TORRENT_INVALID"), typed.err());
            assertTrue(typed.err().length() < 1000, typed.err());
            assertFalse(typed.err().contains("\tat "), typed.err());
        }
        assertEquals(before, everything());
    }
}
