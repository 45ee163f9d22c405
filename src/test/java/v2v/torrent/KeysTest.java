package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.Collectors;

class KeysTest {
    private static final Bencode HASH = Bencode.text("a".repeat(20));

    @TempDir Path folder;

    /// Nothing that we write may need to be looked up elsewhere.
    @ParameterizedTest
    @EnumSource
    void explainsAllThatWeWrite(TorrentFormat format) throws IOException {
        TorrentSettings settings =
                new TorrentSettings(
                        format,
                        List.of("http://a.example/announce", "udp://b.example:80"),
                        List.of("https://w.example/releases/"),
                        OptionalInt.empty(),
                        "All of it",
                        "V2V/test");
        Path film = Bytes.release(folder.resolve("film"));
        Metainfo metainfo =
                new TorrentMaker(settings).make(film, Instant.EPOCH, _ -> {}).metainfo();
        List<Keys.Key> keys = Keys.of(metainfo.raw());
        assertEquals(List.of(), keys.stream().filter(k -> !k.known()).toList());
        String explained = TorrentText.of(metainfo).explained();
        for (Keys.Key key : keys) {
            assertTrue(key.meaning().endsWith("."), key::meaning);
            assertTrue(explained.contains(key.key() + " = "), key::key);
        }
    }

    @ParameterizedTest
    @MethodSource("rows")
    void showsEveryKey(String line) {
        String[] row = line.split(" \\| ", 2);
        Map<String, String> values =
                Keys.of(foreign()).stream()
                        .collect(Collectors.toMap(Keys.Key::key, Keys.Key::value));
        assertEquals(row[1].strip(), values.get(row[0].strip()), values::toString);
    }

    private static List<String> rows() {
        return ROWS.lines().toList();
    }

    private static final String ROWS =
            """
            announce-list        | http://a/ | udp://b/
            nodes                | n.example:6881, other
            similar              | 6161616161616161616161616161616161616161
            x-replaces           | 6161616161616161616161616161616161616161
            info.update-url      | http://u.example/
            info.private         | 1
            info.files[].attr    | various (2 times)
            info.files[].length  | 5 bytes (3 times)
            info.pieces          | 1 hash of 20 bytes
            info.x-noise         | 000102
            info.file tree.*.pieces root | 6161616161616161616161616161616161616161
            info.file tree.*.x-mood      | glad
            piece layers         | 1 file, 2 hashes of 32 bytes
            creation date        | 9223372036854775807 (no such moment)
            x-box                | 2 keys
            x-box.list           | 3 entries
            x-box.list[].deep    | 7
            x-box.ff01           | 100 bytes
            url-list             | 687474703a2f2f772e6578616d706c652f1b5b33316d
                    comment              | two lines
            """;

    @Test
    void saysWhichKeysItDoesNotKnow() {
        List<String> unknown =
                Keys.of(foreign()).stream().filter(k -> !k.known()).map(Keys.Key::key).toList();
        assertEquals(
                List.of(
                        "info.file tree.*.x-mood",
                        "info.x-noise",
                        "x-box",
                        "x-box.list",
                        "x-box.list[].deep",
                        "x-box.ff01"),
                unknown);
    }

    @Test
    void aFloodOfKeysIsCutShort() {
        Bencode.Draft flood = new Bencode.Draft();
        for (int i = 0; i < 2000; i++) {
            flood.put("key" + i, Bencode.whole(i));
        }
        List<Keys.Key> keys = Keys.of(flood.dict());
        assertEquals(501, keys.size());
        assertEquals("1500 more keys", keys.getLast().value());
        assertFalse(keys.getLast().known());
    }

    private static Bencode.Dict foreign() {
        Bencode.Dict leaf =
                new Bencode.Draft()
                        .put("length", Bencode.whole(5))
                        .put("pieces root", HASH)
                        .put("x-mood", Bencode.text("glad"))
                        .dict();
        Bencode.Dict tree =
                new Bencode.Draft()
                        .put(
                                "folder",
                                new Bencode.Draft()
                                        .put("file", new Bencode.Draft().put("", leaf).dict())
                                        .dict())
                        .dict();
        Bencode.Dict info =
                new Bencode.Draft()
                        .put("file tree", tree)
                        .put("files", series(file("p"), file("x"), file(null)))
                        .put("pieces", HASH)
                        .put("private", Bencode.whole(1))
                        .put("update-url", Bencode.text("http://u.example/"))
                        .put("x-noise", Bencode.bytes(new byte[] {0, 1, 2}))
                        .dict();
        Bencode.Dict box =
                new Bencode.Draft()
                        .put(
                                "list",
                                series(
                                        Bencode.whole(1),
                                        new Bencode.Draft().put("deep", Bencode.whole(7)).dict(),
                                        series(Bencode.whole(2))))
                        .put(Bencode.bytes(new byte[] {-1, 1}), Bencode.bytes(new byte[100]))
                        .dict();
        return new Bencode.Draft()
                .put(
                        "announce-list",
                        series(series(Bencode.text("http://a/")), series(Bencode.text("udp://b/"))))
                .put("comment", Bencode.text("two\r\nlines"))
                .put("creation date", Bencode.whole(Long.MAX_VALUE))
                .put("info", info)
                .put(
                        "nodes",
                        series(
                                series(Bencode.text("n.example"), Bencode.whole(6881)),
                                Bencode.text("other")))
                .put(
                        "piece layers",
                        new Bencode.Draft().put(HASH_KEY, Bencode.bytes(new byte[64])).dict())
                .put("similar", series(HASH))
                .put("url-list", Bencode.text("http://w.example/\u001b[31m"))
                .put("x-box", box)
                .put("x-replaces", HASH)
                .dict();
    }

    private static final Bencode.Text HASH_KEY = Bencode.text("b".repeat(32));

    private static Bencode file(@Nullable String attr) {
        Bencode.Draft file = new Bencode.Draft().put("length", Bencode.whole(5));
        if (attr != null) {
            file.put("attr", Bencode.text(attr));
        }
        return file.dict();
    }

    private static Bencode series(Bencode... values) {
        return new Bencode.Series(List.of(values));
    }
}
