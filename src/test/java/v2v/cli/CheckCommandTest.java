package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.bag.Kept;
import v2v.item.Copies;
import v2v.item.Delivery;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Order;
import v2v.item.Release;
import v2v.item.Released;
import v2v.ledger.Keeping;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// `v2v check` on a library with one work that is released and kept.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class CheckCommandTest {
    @TempDir private Path temporary;
    private Kept kept;
    private Path folder;

    /// Of each line `what`, `state` and the files with problems.
    private static List<String> told(Typed ended) {
        List<String> told = new ArrayList<>();
        for (Map<?, ?> object : ended.objects()) {
            assertEquals("check", object.get("type"));
            List<String> files = new ArrayList<>();
            for (Object problem : (List<?>) Objects.requireNonNull(object.get("problems"))) {
                files.add(
                        ((Map<?, ?>) problem).get("kind")
                                + " "
                                + ((Map<?, ?>) problem).get("file"));
            }
            told.add(object.get("what") + " " + object.get("state") + " " + files);
        }
        return told;
    }

    @BeforeEach
    void releaseAndKeep() throws IOException {
        kept = Kept.in(temporary);
        Release release = kept.release();
        kept.bags().keep(release, Kept.master(release));
        folder = kept.library().releases().resolve("harbour-" + kept.id());
        record(release);
        Files.createDirectories(folder.resolve("video"));
        Path film = Files.writeString(folder.resolve("video/film.webm"), "a film");
        Files.writeString(
                folder.resolve("manifest-sha256.txt"), Kept.digest(film) + "  video/film.webm\n");
    }

    private void record(Release release) throws IOException {
        Footage footage = release.renditions().clearance().inspection().footage();
        Delivery file =
                new Delivery(footage.file(), 8, Instant.EPOCH, null, Order.plain("access"), 0);
        try (Ledger ledger = Ledger.own(kept.library()).orElseThrow()) {
            Delivery delivery = ledger.deliver(List.of(file)).getFirst();
            var accept = ledger.claim("accept", "").orElseThrow();
            ledger.items().register(delivery, footage);
            ledger.end(accept, new Outcome.Done(List.of(new Outcome.Next("index", release))));
            Released released =
                    new Released(
                            new ItemId(kept.id()),
                            1,
                            "releases/" + folder.getFileName(),
                            "torrents/x.torrent",
                            "magnet:?",
                            "0".repeat(40),
                            Instant.EPOCH);
            ledger.end(
                    ledger.claim("index", "").orElseThrow(),
                    new Outcome.Done(List.of(new Outcome.Next(Ledger.END, released))));
        }
    }

    private Typed check(Object... more) {
        return Typed.of(List.of("check", "--library", kept.library().root().toString()), more);
    }

    private static void alter(Path file) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
    }

    private List<String> noted() {
        try (View view = View.of(kept.library()).orElseThrow()) {
            return view.audit("", 0).stream()
                    .filter(entry -> entry.event().equals("checked"))
                    .map(entry -> entry.item() + " " + entry.version() + " " + entry.detail())
                    .toList();
        }
    }

    @Test
    void whatWasReadIsNoted() throws IOException {
        check();
        alter(folder.resolve("video/film.webm"));
        check(kept.id());
        List<String> noted = noted();
        String release = kept.id() + " 1 release %s releases/harbour-" + kept.id() + ": 2 files, ";
        assertEquals(4, noted.size(), noted::toString);
        assertTrue(
                noted.stream().anyMatch(n -> n.startsWith(release.formatted("good"))),
                noted::toString);
        assertTrue(
                noted.stream().anyMatch(n -> n.startsWith(release.formatted("damaged"))),
                noted::toString);
        assertEquals(2, noted.stream().filter(n -> n.contains(" master good masters/")).count());
    }

    @Test
    void whatIsAsItWasIsGood() {
        Typed json = check("--json");
        assertEquals(List.of("master good []", "release good []"), told(json));
        assertEquals(0, json.status(), json.err());
        assertTrue(
                json.out()
                        .startsWith(
                                "{\"type\":\"check\",\"id\":\""
                                        + kept.id()
                                        + "\",\"what\":\"master\",\"state\":\"good\""),
                json.out());
        Typed people = check(kept.id().substring(0, 5));
        assertEquals(0, people.status(), people.err());
        assertEquals(
                """
                good     master   masters/%s
                good     release  releases/harbour-%s
                checked 2, all good
                """
                        .formatted(kept.id(), kept.id()),
                people.out());
    }

    private Keeping.Subject goes(Ledger ledger, Copies copies) {
        Keeping.Subject subject = ledger.keeping().subjects().getFirst();
        ledger.keeping().looked(subject, copies);
        assertTrue(ledger.keeping().goes(subject, 6, List.of()));
        return subject;
    }

    /// That is no damage; another file that is missing is, and so is film that is here and wrong.
    @Test
    void whatOthersKeepIsSaid() throws IOException {
        Instant looked = Instant.parse("2026-11-01T00:00:00Z");
        Path text = Files.writeString(folder.resolve("README.txt"), "read");
        Files.writeString(
                folder.resolve("manifest-sha256.txt"),
                Kept.digest(text) + "  README.txt\n",
                StandardOpenOption.APPEND);
        try (Ledger ledger = Ledger.own(kept.library()).orElseThrow()) {
            goes(ledger, new Copies(looked, 3, looked, 4));
        }
        assertEquals(List.of("master good []", "release good []"), told(check("--json")));
        Files.delete(folder.resolve("video/film.webm"));
        Typed json = check("--json");
        assertEquals(List.of("master good []", "release good []"), told(json));
        assertEquals(0, json.status());
        Map<?, ?> others =
                (Map<?, ?>) Objects.requireNonNull(json.objects().getLast().get("keptBy"));
        assertEquals(4, others.get("seeds"));
        assertEquals("2026-11-01T00:00:00Z", others.get("looked"));
        assertTrue(
                check().out()
                        .contains(
                                "film and sound (6 bytes) are kept by 4 others, as seen"
                                        + " 2026-11-01T00:00:00Z"),
                check().out());
        Files.delete(text);
        assertEquals("release damaged [MISSING README.txt]", told(check("--json")).getLast());
        Files.writeString(text, "read");
        Files.writeString(folder.resolve("video/film.webm"), "a fiLm");
        assertEquals("release damaged [ALTERED video/film.webm]", told(check("--json")).getLast());
    }

    /// Once it is back, a file that is not there is damage again.
    @Test
    void whatCameBackMustBeThere() throws IOException {
        try (Ledger ledger = Ledger.own(kept.library()).orElseThrow()) {
            var subject = goes(ledger, new Copies(Instant.EPOCH, 3, Instant.EPOCH, 4));
            ledger.keeping().isBack(subject.folder(), 0);
        }
        Files.delete(folder.resolve("video/film.webm"));
        assertEquals("release damaged [MISSING video/film.webm]", told(check("--json")).getLast());
    }

    /// It is read while a node runs.
    @Test
    void aNodeMayBeRunning() throws IOException {
        try (Ledger node = Ledger.own(kept.library()).orElseThrow()) {
            assertEquals(0, check("--json").status());
            assertEquals(1L, node.view().states().get("released"));
        }
    }

    @Test
    void oneByteIsNamedWithItsFile() throws IOException {
        alter(kept.bag().resolve("data/master/master.mkv"));
        alter(folder.resolve("video/film.webm"));
        Typed json = check("--json");
        assertEquals(3, json.status(), json.err());
        assertEquals(
                List.of(
                        "master damaged [ALTERED data/master/master.mkv]",
                        "release damaged [ALTERED video/film.webm]"),
                told(json));
        String people = check().out();
        assertTrue(
                people.contains(
                        "         video/film.webm is not what it was: its bytes are not those of"
                                + " manifest-sha256.txt\n"),
                people);
        assertTrue(people.endsWith("checked 2, 2 not as it was\n"), people);
    }

    /// A node looks at sizes and times: what was changed under its old time it would give on.
    @Test
    void whatIsDamagedLooksChanged() throws IOException {
        Path film = folder.resolve("video/film.webm");
        alter(film);
        FileTime old = FileTime.from(Instant.EPOCH);
        Files.setLastModifiedTime(film, old);
        assertEquals(3, check().status());
        assertTrue(Files.getLastModifiedTime(film).compareTo(old) > 0);
    }

    @Test
    void aFolderThatIsGoneIsMissing() throws IOException {
        Files.move(folder, temporary.resolve("away"));
        Files.move(kept.bag(), temporary.resolve("away too"));
        Typed json = check("--json");
        assertEquals(3, json.status(), json.err());
        assertEquals(
                List.of(
                        "master missing [MISSING masters/" + kept.id() + "]",
                        "release missing [MISSING releases/harbour-" + kept.id() + "]"),
                told(json));
    }

    /// A release that was taken back is not looked for, and its master is kept all the same.
    @Test
    void whatWasWithdrawnIsNotMissing() throws IOException {
        Path stone = kept.library().tombstone(String.valueOf(folder.getFileName()));
        Files.createDirectories(stone.getParent());
        Files.writeString(stone, "{}");
        Typed half = check();
        assertEquals(3, half.status());
        assertTrue(
                half.out()
                        .contains(
                                "lies here, but was withdrawn: withdraw it again, and it is put"
                                        + " away\n"),
                half.out());
        Files.createDirectories(kept.library().withdrawn());
        Files.move(folder, kept.library().withdrawn().resolve(folder.getFileName()));
        Typed json = check("--json");
        assertEquals(List.of("master good []"), told(json));
        assertEquals(0, json.status(), json.err());
    }

    @Test
    void theLedgersWordIsEnoughForAWithdrawal() throws Exception {
        Files.move(folder, temporary.resolve("deleted"));
        try (Connection db = DriverManager.getConnection("jdbc:sqlite:" + kept.library().ledger());
                Statement change = db.createStatement()) {
            assertEquals(1, change.executeUpdate("UPDATE item SET state='withdrawn'"));
        }
        assertEquals(List.of("master good []"), told(check("--json")));
    }

    @Test
    void aReplacementThatWasInterruptedIsSaid() throws IOException {
        Path bag = kept.bag();
        Files.move(bag, bag.resolveSibling(kept.id() + ".old"));
        Typed people = check();
        assertEquals(3, people.status());
        assertTrue(people.out().contains("start one, and it is there again"), people.out());
    }

    @Test
    void whatTheLedgerDoesNotKnowIsNamed() throws IOException {
        Path stray = kept.library().releases().resolve("stray-0000000000000000");
        Files.createDirectories(stray);
        Files.writeString(stray.resolve("manifest-sha256.txt"), "");
        Path other = kept.library().masters().resolve("1111111111111111");
        Files.move(kept.bag(), other);
        Typed json = check("--json");
        assertEquals(3, json.status(), json.err());
        assertEquals(
                List.of(
                        "master damaged [EXTRA masters/1111111111111111, MALFORMED"
                                + " manifest-sha256.txt]",
                        "master missing [MISSING masters/" + kept.id() + "]",
                        "release good []",
                        "release damaged [EXTRA releases/stray-0000000000000000]"),
                told(json));
    }

    @Test
    void anUnknownItemIsAMistakeOfTheCommand() {
        Typed ended = check("ffff");
        assertEquals(2, ended.status());
        assertTrue(ended.err().startsWith("v2v: no item has the id 'ffff'"), ended.err());
        assertEquals("", ended.out());
    }

    @Test
    void aFolderWithoutALibraryProvesNothing() {
        kept =
                new Kept(
                        new v2v.item.Library(temporary.resolve("none")),
                        kept.original(),
                        kept.words(),
                        kept.sha256(),
                        1);
        Typed ended = check();
        assertEquals(2, ended.status());
        assertTrue(ended.err().endsWith(" holds no library yet\n"), ended.err());
    }
}
