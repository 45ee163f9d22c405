package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Refusal;

import java.util.List;

/// Torrents that want to write, read or allocate what they must not.
class HostileTorrentTest {
    @ParameterizedTest
    @ValueSource(strings = {"..", ".", "", "a/b", "a\\b", "/etc", "a\u0000b", "a\nb", "\u001b[2J"})
    void refusesNamesThatLeaveTheFolder(String name) {
        assertTrue(fault(v1(List.of(name), 5)).contains("a name that can not be used"));
        assertTrue(fault(v1(List.of("ok", name), 5)).contains("a name that can not be used"));
        assertTrue(fault(tree(name, 5)).contains("a name that can not be used"));
    }

    @Test
    void refusesSizesThatItsHashesDoNotCover() {
        assertTrue(fault(v1(List.of("a"), Long.MAX_VALUE)).contains("one hash for every piece"));
        assertTrue(fault(v1(List.of("a"), -1)).contains("no usable 'length'"));
        assertTrue(fault(v1(List.of("a"), 0)).contains("has no content"));
        assertTrue(fault(tree("a", Long.MAX_VALUE)).contains("no true piece layer for a"));
    }

    @Test
    void refusesSumsBeyond64Bits() {
        Bencode.Dict file = file(List.of("a"), Long.MAX_VALUE);
        Bencode.Dict other = file(List.of("b"), Long.MAX_VALUE);
        Bencode.Draft info = info().put("files", new Bencode.Series(List.of(file, other)));
        assertEquals("claims more bytes than there can be", fault(info));
    }

    @Test
    void refusesTheSameFileTwiceAndAFileThatIsAFolder() {
        Bencode.Dict file = file(List.of("a"), 1);
        Bencode.Dict inside = file(List.of("a", "b"), 1);
        assertEquals(
                "names the same file twice: a",
                fault(info().put("files", new Bencode.Series(List.of(file, file)))));
        assertEquals(
                "names the same file twice: a/b",
                fault(info().put("files", new Bencode.Series(List.of(inside, file)))));
    }

    @Test
    void refusesSymbolicLinks() {
        Bencode.Dict link =
                new Bencode.Draft()
                        .put("attr", Bencode.text("l"))
                        .put("length", Bencode.whole(0))
                        .put("path", new Bencode.Series(List.of(Bencode.text("a"))))
                        .dict();
        assertEquals(
                "holds a symbolic link: a",
                fault(info().put("files", new Bencode.Series(List.of(link)))));
    }

    @Test
    void refusesHalvesThatDisagree() {
        Bencode.Draft info = info().put("length", Bencode.whole(5));
        info.put("meta version", Bencode.whole(2));
        info.put("file tree", folder("x", leaf(6)));
        assertEquals("describes different files to old and new clients", fault(info));
    }

    @Test
    void refusesDeepTrees() {
        Bencode.Dict deep = folder("a", leaf(1));
        for (int i = 0; i < 90; i++) {
            deep = folder("a", deep);
        }
        Bencode.Draft info = v2().put("file tree", deep);
        assertTrue(fault(info).contains("has no parts or more than 60"));
    }

    @Test
    void refusesPieceLengthsThatCanNotBe() {
        for (long length : new long[] {0, -1, Long.MAX_VALUE}) {
            Bencode.Draft info = v2().put("piece length", Bencode.whole(length));
            assertEquals("has no usable 'piece length'", fault(info));
        }
        assertEquals(
                "has no usable 'piece length'",
                fault(v2().put("piece length", Bencode.whole(16385))));
    }

    private static Bencode.Draft v1(List<String> path, long length) {
        return info().put("files", new Bencode.Series(List.of(file(path, length))));
    }

    private static Bencode.Draft tree(String name, long length) {
        return v2().put("file tree", folder(name, leaf(length)));
    }

    private static Bencode.Draft info() {
        return new Bencode.Draft()
                .put("name", Bencode.text("x"))
                .put("piece length", Bencode.whole(16384))
                .put("pieces", Bencode.bytes(new byte[20]));
    }

    private static Bencode.Draft v2() {
        return new Bencode.Draft()
                .put("name", Bencode.text("x"))
                .put("piece length", Bencode.whole(16384))
                .put("meta version", Bencode.whole(2));
    }

    private static Bencode.Dict folder(String name, Bencode child) {
        return new Bencode.Draft().put(name, child).dict();
    }

    private static Bencode.Dict leaf(long length) {
        Bencode.Dict facts =
                new Bencode.Draft()
                        .put("length", Bencode.whole(length))
                        .put("pieces root", Bencode.bytes(new byte[32]))
                        .dict();
        return new Bencode.Draft().put("", facts).dict();
    }

    private static Bencode.Dict file(List<String> path, long length) {
        return new Bencode.Draft()
                .put("length", Bencode.whole(length))
                .put("path", new Bencode.Series(path.stream().map(p -> part(p)).toList()))
                .dict();
    }

    private static Bencode part(String name) {
        return Bencode.text(name);
    }

    private static String fault(Bencode.Draft info) {
        byte[] bytes =
                new Bencode.Draft()
                        .put("info", info.dict())
                        .put("piece layers", new Bencode.Draft().dict())
                        .dict()
                        .encoded();
        Refusal refusal = assertThrows(Refusal.class, () -> Metainfo.read(bytes, "x.torrent"));
        assertEquals(Refusal.Code.TORRENT_INVALID, refusal.code());
        return refusal.getMessage().substring("the torrent ".length());
    }
}
