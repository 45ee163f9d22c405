package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.OpenKey;
import v2v.item.Packed;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Tombstone;
import v2v.item.Withdrawal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A release that is taken back, as far as that can be done.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class WithdrawTest {
    private static final Instant OUT = Instant.parse("2026-11-23T01:02:03Z");
    private static final Instant BACK = Instant.parse("2026-12-01T08:00:00Z");
    private static final String V2 = "ab".repeat(32);

    @TempDir private Path temporary;
    private Library library;
    private Releases releases;
    private Packed packed;
    private Digest sealed = new Digest("0".repeat(64));
    private Released released;
    private String name;
    private Map<String, String> published;

    @BeforeEach
    void publish() throws IOException {
        Works works = Works.in(temporary.resolve("library"));
        library = works.library();
        releases =
                new Releases(
                        library,
                        new Publisher("Radio Bremen Archive", ""),
                        InstantSource.fixed(OUT));
        Release release = releases.describe(works.renditions());
        name = works.clearance().folderName();
        Path torrent =
                Files.writeString(works.folder().resolveSibling(name + ".torrent"), "d4:infode");
        String magnet =
                "magnet:?xt=urn:btih:" + "0".repeat(40) + "&xt=urn:btmh:1220" + V2 + "&dn=x";
        packed = new Packed(release, library.relative(torrent), "0".repeat(40), V2, magnet);
        sealed = releases.seal(packed);
        released = releases.publish(packed, sealed);
        published = contents(library.resolve(released.folder()));
    }

    private Withdrawal withdrawal(String why) {
        return new Withdrawal(released, "Harbour at dawn", why, "j.meier", BACK);
    }

    private Tombstone withdraw() throws IOException {
        return releases.withdraw(withdrawal("The rights to the music\nare disputed."));
    }

    private static Map<String, String> contents(Path folder) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path file : Works.files(folder)) {
            contents.put(folder.relativize(file).toString(), Files.readString(file));
        }
        return contents;
    }

    private void away() throws IOException {
        assertEquals(List.of(), Works.files(library.releases()));
        assertEquals(List.of(), Works.files(library.torrents()));
        assertEquals(published, contents(library.withdrawn().resolve(name)), "nothing is deleted");
        assertEquals("d4:infode", Files.readString(library.withdrawn().resolve(name + ".torrent")));
        assertTrue(Files.exists(library.withdrawn().resolve(name + ".magnet")));
        assertEquals(
                List.of(name + ".json", name + ".json.sig"),
                Works.files(library.tombstones()).stream()
                        .map(f -> f.getFileName().toString())
                        .toList());
    }

    @Test
    void itIsPutAwayAndATombstoneSaysSo() throws IOException {
        Tombstone stone = withdraw();
        away();
        assertEquals("The rights to the music\nare disputed.", stone.reason());
        assertEquals(BACK, stone.withdrawnAt());
        assertEquals(V2, stone.infohashV2());
        byte[] json = Files.readAllBytes(library.tombstone(name));
        String text = new String(json, StandardCharsets.UTF_8);
        assertEquals(stone, Json.read(text, Tombstone.class));
        assertEquals(text, Jcs.write(Json.tree(text)), "canonical");
        assertEquals("tombstone", Json.tree(text).path("type").asText());
        assertFalse(text.contains("meier"), "who withdrew it is nobody's business");
        assertTrue(text.contains("Copies that others hold stay"), text);
        OpenKey key = OpenKey.read(Files.readString(library.keys().resolve("publisher-key.pem")));
        Path signature = library.tombstones().resolve(name + ".json.sig");
        assertTrue(key.verifies(json, Seal.unspelt(Files.readAllBytes(signature)).orElseThrow()));
        assertEquals(key.fingerprint(), stone.key());
    }

    @Test
    void aV2OnlyReleaseIsNamedByItsV2HashAlone() throws IOException {
        released =
                new Released(
                        released.id(),
                        1,
                        released.folder(),
                        released.torrent(),
                        "magnet:?xt=urn:btmh:1220" + V2,
                        null,
                        OUT);
        Tombstone stone = withdraw();
        assertNull(stone.infohash());
        assertEquals(V2, stone.infohashV2());
        String text = Files.readString(library.tombstone(name));
        assertFalse(text.contains("\"infohash\""), text);
        assertEquals(stone, withdraw());
    }

    @Test
    void whatWasSaidOnceStands() throws IOException {
        Tombstone first = withdraw();
        assertEquals(first, releases.withdraw(withdrawal("Something else.")));
        away();
    }

    /// A node that is killed after any of the steps: run again, the same end.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void itFinishesAfterACrashBehindAnyStep(int steps) throws IOException {
        Tombstone whole = withdraw();
        // back to where a crash behind that many steps would have left it
        if (steps < 5) {
            Files.move(library.withdrawn().resolve(name), library.releases().resolve(name));
        }
        if (steps < 4) {
            back(".magnet");
        }
        if (steps < 3) {
            back(".torrent");
        }
        if (steps < 2) {
            Files.delete(library.tombstone(name));
            Files.writeString(library.tombstones().resolve(name + ".json.v2v-part"), "{\"ha");
        }
        if (steps < 1) {
            Files.delete(library.tombstones().resolve(name + ".json.sig"));
        }
        assertEquals(whole, withdraw());
        away();
    }

    private void back(String ending) throws IOException {
        Files.move(
                library.withdrawn().resolve(name + ending),
                library.torrents().resolve(name + ending));
    }

    @Test
    void aTombstoneOfAnotherHandIsWrittenAnew() throws IOException {
        Tombstone right = withdraw();
        String forged = Files.readString(library.tombstone(name)).replace("disputed", "settled!");
        Files.writeString(library.tombstone(name), forged);
        assertEquals(right, withdraw());
        assertTrue(Files.readString(library.tombstone(name)).contains("disputed"));
    }

    @Test
    void whatTheOperatorDeletedIsNotMissed() throws IOException {
        withdraw();
        for (Path file : Works.files(library.withdrawn())) {
            Files.delete(file);
        }
        withdraw();
        assertEquals(List.of(), Works.files(library.releases()));
    }

    @Test
    void aCopyThatWasPutBackIsNotThrownTogether() throws IOException {
        withdraw();
        Files.createDirectories(library.releases().resolve(name));
        Files.writeString(library.releases().resolve(name).resolve("x"), "x");
        Refusal refusal = assertThrows(Refusal.class, this::withdraw);
        assertEquals(Refusal.Code.WITHDRAWN, refusal.code());
        assertTrue(refusal.getMessage().contains("withdrawn/" + name), refusal.getMessage());
    }

    @Test
    void itDoesNotComeBackByItself() throws IOException {
        withdraw();
        Refusal refusal = assertThrows(Refusal.class, () -> releases.publish(packed, sealed));
        assertEquals(Refusal.Code.WITHDRAWN, refusal.code());
        assertEquals(
                name
                        + " was released and withdrawn; tombstones/"
                        + name
                        + ".json says when and why",
                refusal.getMessage());
        away();
    }

    /// The bytes are as right as before; that it was withdrawn is said beside.
    @Test
    void verifyStillFindsItGoodAndTellsOfTheWithdrawal() throws IOException {
        Verify verify = Verify.with(_ -> {});
        assertNull(verify.folder(library.resolve(released.folder())).orElseThrow().tombstone());
        Tombstone stone = withdraw();
        Path folder = library.withdrawn().resolve(name);
        Verified verified = verify.folder(folder).orElseThrow();
        assertTrue(verified.good(), verified.faults()::toString);
        assertEquals(stone, verified.tombstone());
        Path copy = temporary.resolve("elsewhere/deep/renamed");
        Files.createDirectories(copy.getParent());
        Files.move(folder, copy);
        assertNull(verify.folder(copy).orElseThrow().tombstone());
        Verify knowing = verify.remembering(library.tombstones());
        assertEquals(stone, knowing.folder(copy).orElseThrow().tombstone());
        Path film = copy.resolve("video/harbour.av1.webm");
        assertEquals(stone, knowing.file(film, null).orElseThrow().tombstone());
    }

    /// That another version of the same item was withdrawn says nothing of this one.
    @Test
    void theTombstoneOfAnotherVersionIsNotItsOwn() throws IOException {
        Released other =
                new Released(
                        released.id(),
                        2,
                        released.folder() + "-v2",
                        released.torrent(),
                        released.magnet(),
                        released.infohash(),
                        OUT);
        Tombstone stone =
                releases.withdraw(new Withdrawal(other, "Harbour", "A mistake.", "j.meier", BACK));
        assertEquals(name + "-v2", stone.folder());
        Verify knowing = Verify.with(_ -> {}).remembering(library.tombstones());
        Path folder = library.resolve(released.folder());
        assertNull(knowing.folder(folder).orElseThrow().tombstone());
        Tombstone own = withdraw();
        assertEquals(
                own, knowing.folder(library.withdrawn().resolve(name)).orElseThrow().tombstone());
    }

    @Test
    void aTombstoneThatThePublisherDidNotSignSaysNothing() throws IOException {
        withdraw();
        Path folder = library.withdrawn().resolve(name);
        String text = Files.readString(library.tombstone(name));
        Files.writeString(library.tombstone(name), text.replace("disputed", "settled!"));
        assertNull(Verify.with(_ -> {}).folder(folder).orElseThrow().tombstone());
    }
}
