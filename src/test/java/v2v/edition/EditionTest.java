package v2v.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Json;
import v2v.item.Library;
import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.item.Signer;
import v2v.item.Tombstone;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// Editions follow each other under one signature, and nothing else passes for one.
class EditionTest {
    private static final EditionSettings SETTINGS =
            new EditionSettings(
                    "Nordland TV",
                    "https://archive.example/catalogue/",
                    List.of(),
                    2,
                    LocalTime.MIDNIGHT);

    @TempDir Path folder;
    private final List<Entry> entries = new ArrayList<>();
    private final TestKey key = new TestKey();
    private Instant now = Instant.parse("2026-03-01T03:30:00Z");
    private Library library = new Library(Path.of("/"));
    private Editions editions = editions();

    /// A publisher's key for tests.
    static final class TestKey implements Signer {
        private final KeyPair pair;

        TestKey() {
            try {
                pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public OpenKey open() {
            return new OpenKey(pair.getPublic());
        }

        @Override
        public String signature(byte[] document) {
            try {
                Signature signature = Signature.getInstance("Ed25519");
                signature.initSign(pair.getPrivate());
                signature.update(document);
                return Base64.getEncoder().encodeToString(signature.sign()) + "\n";
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }
    }

    private Editions editions() {
        return new Editions(library, key, SETTINGS, () -> now);
    }

    @BeforeEach
    void prepare() throws IOException {
        library = new Library(folder).prepare();
        editions = editions();
        release("harbour");
        release("tram");
    }

    private void release(String slug) throws IOException {
        String name = slug + "-0123456789abcde" + entries.size();
        Path release = library.releases().resolve(name);
        Files.createDirectories(release.resolve("metadata"));
        Files.writeString(
                release.resolve("metadata/record.json"),
                """
                {"id":"0123456789abcde%d","title":"%s","credit":"by us","license":{"spdx":"CC-BY-4.0",
                "url":"https://creativecommons.org/licenses/by/4.0/"},"original":{"duration":"PT3S"},
                "record":{"descriptions":[{"value":"A film"}],"places":[{"name":"Oslo"}]}}\
                """
                        .formatted(entries.size(), slug));
        Files.writeString(library.torrents().resolve(name + ".torrent"), "torrent of " + name);
        Files.writeString(library.torrents().resolve(name + ".magnet"), "magnet:?" + name);
        entries.add(
                Entry.read(
                        release,
                        new Entry.Out(
                                name,
                                1,
                                "magnet:?" + name,
                                "a".repeat(40),
                                null,
                                7,
                                null,
                                null,
                                now)));
    }

    private Path next() throws IOException {
        Shelf.Written written = editions.write(entries, false).orElseThrow();
        editions.shelf().show(written);
        return library.catalogue();
    }

    private Proof proof(Path catalogue, @Nullable Head seen) throws IOException {
        return Proof.of(catalogue, key.open().fingerprint(), seen);
    }

    @Test
    void whatIsWrittenIsProven() throws IOException {
        Proof proof = proof(next(), null);
        assertEquals(1, proof.head().sequence());
        assertEquals(List.of("harbour", "tram"), titles(proof));
        assertEquals(List.of("Oslo"), proof.items().getFirst().places());
        assertEquals(List.of("https://archive.example/catalogue/"), proof.head().places());
        assertTrue(Files.isSymbolicLink(library.catalogue()));
        assertFalse(Files.readSymbolicLink(library.catalogue()).isAbsolute());
    }

    private static List<String> titles(Proof proof) {
        return proof.items().stream().map(Entry::title).sorted().toList();
    }

    @Test
    void nothingNewIsNoEdition() throws IOException {
        next();
        now = now.plusSeconds(86_400);
        assertTrue(editions.write(entries, false).isEmpty());
        assertEquals(2, editions.write(entries, true).orElseThrow().head().sequence());
    }

    @Test
    void theNextFollowsAndSharesWhatItCan() throws IOException {
        Head first = proof(next(), null).head();
        release("market");
        now = now.plusSeconds(86_400);
        Path catalogue = next();
        Proof second = proof(catalogue, first);
        assertEquals(first.digest(), second.head().previous());
        assertEquals(List.of("harbour", "market", "tram"), titles(second));
        String record = "items/harbour-0123456789abcde0/record.json";
        assertTrue(
                Files.isSameFile(
                        catalogue.resolve(record),
                        library.editions().resolve("000001/catalogue").resolve(record)));
    }

    @Test
    void onlyTheLastAreKeptAndTheChainGoesOn() throws IOException {
        Head first = proof(next(), null).head();
        for (int i = 0; i < 4; i++) {
            release("more" + i);
            next();
        }
        assertEquals(2, editions.shelf().all().size());
        assertEquals(5, proof(library.catalogue(), first).head().sequence());
    }

    @Test
    void whatWasWithdrawnIsTold() throws IOException {
        next();
        Entry gone = entries.removeFirst();
        Tombstone stone =
                new Tombstone(
                        gone.id(),
                        gone.folder(),
                        gone.title(),
                        "a".repeat(40),
                        null,
                        now,
                        "a claim",
                        "Nordland TV",
                        key.open().fingerprint(),
                        List.of());
        Path file = library.tombstone(gone.folder());
        Files.createDirectories(library.tombstones());
        byte[] bytes = Json.line(stone).getBytes(StandardCharsets.UTF_8);
        Files.write(file, bytes);
        Files.writeString(Path.of(file + ".sig"), key.signature(bytes));
        Proof proof = proof(next(), null);
        assertEquals(List.of("tram"), titles(proof));
        assertEquals(List.of(stone), proof.tombstones());
    }

    @Test
    void anOlderOneIsRefused() throws IOException {
        Path first = next().toRealPath();
        release("market");
        Head second = proof(next(), null).head();
        Refusal refusal = assertThrows(Refusal.class, () -> proof(first, second));
        assertEquals(Refusal.Code.CATALOGUE_ROLLED_BACK, refusal.code());
        assertEquals("this is edition 1, and edition 2 was seen before", refusal.getMessage());
    }

    /// The same key, another history: the books were put back from a copy, or the key is stolen.
    @Test
    void anotherHistoryIsRefused() throws IOException {
        next();
        release("market");
        Head second = proof(next(), null).head();
        library = new Library(folder.resolve("other")).prepare();
        editions = editions();
        entries.clear();
        release("harbour");
        next();
        release("opera");
        next();
        assertEquals(Refusal.Code.CATALOGUE_FORKED, refused(second));
        release("zoo");
        next();
        assertEquals(Refusal.Code.CATALOGUE_FORKED, refused(second));
    }

    private Refusal.Code refused(@Nullable Head seen) {
        return assertThrows(Refusal.class, () -> proof(library.catalogue(), seen)).code();
    }

    @Test
    void anotherPublisherIsRefused() throws IOException {
        Path catalogue = next();
        String stranger = new TestKey().open().fingerprint();
        Refusal refusal = assertThrows(Refusal.class, () -> Proof.of(catalogue, stranger, null));
        assertEquals(Refusal.Code.KEY_FOREIGN, refusal.code());
    }

    /// Whatever is changed, added to a list or taken away is found.
    @ParameterizedTest
    @CsvSource({
        "catalogue.json, KEY_FOREIGN",
        "catalogue.json.sig, KEY_FOREIGN",
        "publisher-key.pem, CATALOGUE_INVALID|KEY_FOREIGN", // no key, or another one,
        "heads/000001.json, KEY_FOREIGN",
        "heads/000001.json.sig, KEY_FOREIGN",
        "manifest-sha256.txt, CATALOGUE_DAMAGED",
        "items.jsonl, CATALOGUE_DAMAGED",
        "index.html, CATALOGUE_DAMAGED",
        "items/harbour-0123456789abcde0/record.json, CATALOGUE_DAMAGED",
        "items/harbour-0123456789abcde0/harbour-0123456789abcde0.torrent, CATALOGUE_DAMAGED",
    })
    void whatWasChangedIsFound(String file, String codes) throws IOException {
        next();
        release("market");
        Path place = next().resolve(file);
        byte[] bytes = Files.readAllBytes(place);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(place); // it may be a name of a release's own file
        assertEquals(
                file.matches("catalogue.json.*|heads.*|publisher.*")
                        ? Refusal.Code.CATALOGUE_INVALID
                        : Refusal.Code.CATALOGUE_DAMAGED,
                refused(null),
                "missing");
        Files.write(place, bytes);
        String found = refused(null).name();
        assertTrue(found.matches(codes), "changed: " + found);
        Files.delete(place);
        Files.createSymbolicLink(place, folder.resolve("v2v.db"));
        assertTrue(refused(null).name().startsWith("CATALOGUE_"), "a link");
    }

    /// Somebody who has the key can still not name files outside.
    @ParameterizedTest
    @CsvSource({"../outside", "/etc/passwd", "a/../../b", "a//b", "./a", "a\\..\\b"})
    void pathsThatLeadOutAreRefused(String path) throws IOException {
        Path catalogue = next();
        Path manifest = catalogue.resolve("manifest-sha256.txt");
        byte[] bytes =
                (Files.readString(manifest) + "a".repeat(64) + "  " + path + "\n")
                        .getBytes(StandardCharsets.UTF_8);
        Files.write(manifest, bytes);
        Head head = proofless(catalogue);
        Head forged =
                new Head(
                        head.type(),
                        head.version(),
                        head.sequence(),
                        head.previous(),
                        head.at(),
                        head.publisher(),
                        head.key(),
                        head.items(),
                        head.tombstones(),
                        head.list(),
                        Head.Part.of("manifest-sha256.txt", bytes),
                        head.places());
        Files.write(catalogue.resolve("catalogue.json"), forged.bytes());
        Files.writeString(catalogue.resolve("catalogue.json.sig"), key.signature(forged.bytes()));
        assertEquals(Refusal.Code.CATALOGUE_INVALID, refused(null));
    }

    private static Head proofless(Path catalogue) throws IOException {
        return Json.read(Files.readString(catalogue.resolve("catalogue.json")), Head.class);
    }

    private static void flip(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes); // in its place: under all its names
    }

    /// Pages that do not change are other names of one file; a damaged one is not.
    @ParameterizedTest
    @CsvSource({"index.html", "withdrawn.html", "manifest-sha256.txt", "items.jsonl"})
    void aDamagedPageIsWrittenAnew(String page) throws IOException {
        Head first = proof(next(), null).head();
        flip(library.catalogue().resolve(page));
        assertEquals(Refusal.Code.CATALOGUE_DAMAGED, refused(null));
        assertEquals(2, proof(next(), first).head().sequence());
        flip(library.catalogue().resolve(page));
        release("market");
        assertEquals(3, proof(next(), first).head().sequence());
    }

    @Test
    void aDamagedFileOfTheLibraryIsNotSigned() throws IOException {
        next();
        Path torrent = library.torrents().resolve(entries.getFirst().folder() + ".torrent");
        flip(torrent);
        Refusal refusal = assertThrows(Refusal.class, this::next);
        assertEquals(torrent.toString(), refusal.file());
        byte[] bytes = Files.readAllBytes(torrent);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(torrent);
        Files.write(torrent, bytes);
        assertEquals(2, proof(next(), null).head().sequence());
    }

    @Test
    void aDamagedHeadIsNotFollowed() throws IOException {
        flip(next().resolve("catalogue.json"));
        Refusal refusal = assertThrows(Refusal.class, () -> editions.write(entries, true));
        assertTrue(refusal.fix().contains("put back this file from a mirror"), refusal.fix());
    }

    /// The link was lost, or points to a day before: no number is given twice.
    @Test
    void theNextFollowsTheNewestThatIsHere() throws IOException {
        Path first = next().toRealPath();
        release("market");
        Head second = proof(next(), null).head();
        Files.delete(library.catalogue());
        assertEquals(3, proof(next(), second).head().sequence());
        Files.delete(library.catalogue());
        Files.createSymbolicLink(library.catalogue(), Path.of("editions/000002/catalogue"));
        assertEquals(4, proof(next(), second).head().sequence());
        assertFalse(Files.exists(first));
    }

    @Test
    void theShownOneIsNotDeleted() throws IOException {
        Shelf.Written first = editions.write(entries, true).orElseThrow();
        assertTrue(editions.write(entries, true).isPresent());
        assertTrue(editions.write(entries, true).isPresent());
        editions.shelf().show(first);
        assertEquals(1, proof(library.catalogue(), null).head().sequence());
    }

    @Test
    void whereAllEditionsAreGoneNoneIsTheFirstAgain() throws IOException {
        Shelf.delete(next().toRealPath().getParent());
        Refusal refusal = assertThrows(Refusal.class, () -> editions.write(entries, true));
        assertTrue(refusal.fix().contains("from the editions of a mirror"), refusal.fix());
    }

    @Test
    void aFolderOfSomebodyElseIsLeftAlone() throws IOException {
        Files.createDirectories(library.catalogue().resolve("mine"));
        assertThrows(v2v.item.BadConfig.class, () -> editions.write(entries, false));
        assertTrue(Files.isDirectory(library.catalogue().resolve("mine")));
    }
}
