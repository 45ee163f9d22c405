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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Json;
import v2v.item.OpenKey;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.release.Fault.Kind;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/// What `v2v verify` says of a release folder that somebody has had in his hands.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class VerifyTest {
    private static final String FILM = "video/harbour.av1.webm";
    @TempDir private Path temporary;
    private Path folder;
    private Path key;

    @BeforeEach
    void describe() throws IOException {
        Works works = Works.in(temporary.resolve("library"));
        folder = described(works).toRealPath();
        key = works.library().keys().resolve("publisher-key.pem");
    }

    private static Path described(Works works) throws IOException {
        Renditions renditions = works.renditions();
        Publisher publisher = new Publisher("Radio Bremen Archive", "https://example.org/");
        new Releases(works.library(), publisher, InstantSource.system()).describe(renditions);
        return works.library().resolve(renditions.work());
    }

    private Verified verify() throws IOException {
        return Verify.with(_ -> {}).folder(folder).orElseThrow();
    }

    private Verified trusting() throws IOException {
        return Verify.with(_ -> {}).trusting(key).folder(folder).orElseThrow();
    }

    /// Which files are named, and of what kind each fault is.
    private static List<String> told(Verified verified) {
        return verified.faults().stream().map(f -> f.kind() + " " + f.file()).toList();
    }

    private String sentence() throws IOException {
        List<Fault> faults = verify().faults();
        assertEquals(1, faults.size(), faults::toString);
        return faults.getFirst().sentence();
    }

    private byte[] bytes(String name) throws IOException {
        return Files.readAllBytes(folder.resolve(name));
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    @Test
    void whatWasPublishedIsGood() throws IOException {
        for (Verified verified : List.of(verify(), trusting())) {
            assertEquals(List.of(), verified.faults());
            Statement statement = Objects.requireNonNull(verified.statement());
            assertEquals("https://creativecommons.org/licenses/by-sa/4.0/", statement.license());
            assertEquals(
                    "\u201cHarbour at dawn\u201d by Radio Bremen \u2013 CC BY-SA 4.0",
                    statement.credit());
            assertEquals("Radio Bremen Archive", statement.publisher());
            assertEquals(statement.key(), verified.key());
            assertEquals(Works.files(folder).size(), verified.files());
            assertNull(verified.tombstone());
        }
        assertFalse(verify().sure());
        assertTrue(trusting().sure());
    }

    /// Every file, changed in its first, its middle and its last byte: it alone is named, whether
    /// the key is given or not.
    @Test
    void oneByteIsFoundAndItsFileNamed() throws IOException {
        int cases = 0;
        for (Path file : Works.files(folder)) {
            byte[] right = Files.readAllBytes(file);
            String name = folder.relativize(file).toString();
            for (int at : new TreeSet<>(Set.of(0, right.length / 2, right.length - 1))) {
                byte[] wrong = right.clone();
                wrong[at] ^= 1;
                Files.write(file, wrong);
                for (Verified verified : List.of(verify(), trusting())) {
                    assertEquals(
                            Set.of(name),
                            new TreeSet<>(verified.faults().stream().map(Fault::file).toList()),
                            () -> "byte " + at + " of " + name + ": " + verified.faults());
                }
                cases++;
            }
            Files.write(file, right);
        }
        assertTrue(cases >= 3 * 16, cases + " cases");
        assertTrue(verify().good());
    }

    /// A manifest that was mended to fit an altered file does not help: the statement is signed.
    @Test
    void aDocumentIsBoundByTheSignatureToo() throws IOException {
        write("index.html", "<p>Pay here</p>");
        write(
                "manifest-sha256.txt",
                new String(bytes("manifest-sha256.txt"), StandardCharsets.UTF_8)
                        .replaceAll(
                                "[0-9a-f]{64}(  index.html)",
                                Manifest.digest(bytes("index.html")) + "$1"));
        assertEquals(
                List.of("ALTERED index.html", "CONTRADICTS manifest-sha256.txt"), told(verify()));
        assertTrue(
                verify().faults().getLast().text().startsWith("lies about index.html"),
                verify().faults()::toString);
    }

    @Test
    void theLengthIsSaid() throws IOException {
        byte[] film = bytes(FILM);
        Files.write(folder.resolve(FILM), java.util.Arrays.copyOf(film, 5));
        assertEquals(FILM + " ends after 5 of its 17 bytes", sentence());
        Files.write(folder.resolve(FILM), java.util.Arrays.copyOf(film, 19));
        assertEquals(FILM + " goes on for 2 bytes after its 17", sentence());
    }

    @Test
    void aMovedFileIsFoundAgain() throws IOException {
        Files.move(folder.resolve(FILM), folder.resolve("film.webm"));
        assertEquals(List.of("EXTRA film.webm", "MISSING " + FILM), told(verify()));
        assertEquals(
                "is missing; its bytes lie here as film.webm", verify().faults().getLast().text());
    }

    @Test
    void filesThatChangedPlacesAreTold() throws IOException {
        // of the same length, so that only the bytes can tell
        Works two = Works.in(temporary.resolve("two")).with(Works.ALL);
        folder = described(two).toRealPath();
        byte[] sound = bytes(two.name(Rendition.Role.SOUND));
        byte[] proxy = bytes(two.name(Rendition.Role.PROXY));
        assertEquals(sound.length, proxy.length);
        Files.write(folder.resolve(two.name(Rendition.Role.SOUND)), proxy);
        Files.write(folder.resolve(two.name(Rendition.Role.PROXY)), sound);
        assertEquals(
                List.of(
                        "ALTERED " + two.name(Rendition.Role.SOUND),
                        "ALTERED " + two.name(Rendition.Role.PROXY)),
                told(verify()));
        assertTrue(
                verify().faults()
                        .getFirst()
                        .text()
                        .endsWith(", which is that of " + two.name(Rendition.Role.PROXY)));
    }

    @Test
    void aStrangerIsNamedEvenWhenTheManifestKnowsIt() throws IOException {
        write("PLAY ME.exe", "x");
        assertEquals(
                "PLAY ME.exe is nothing that the publisher signed: nobody vouches for it",
                sentence());
        String line = Manifest.digest(bytes("PLAY ME.exe")) + "  PLAY ME.exe\n";
        write("manifest-sha256.txt", line + Files.readString(manifest()));
        assertEquals(
                List.of("EXTRA PLAY ME.exe", "CONTRADICTS manifest-sha256.txt"), told(verify()));
    }

    private Path manifest() {
        return folder.resolve("manifest-sha256.txt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rights.jsonld|MISSING rights.jsonld",
                "rights.jsonld.sig|MISSING rights.jsonld.sig",
                "publisher-key.pem|MISSING publisher-key.pem",
                "manifest-sha256.txt|MISSING manifest-sha256.txt",
                "LICENSE.txt|MISSING LICENSE.txt",
                "metadata/premis.xml|MISSING metadata/premis.xml",
            })
    void whatIsMissingIsNamedOnce(String name, String told) throws IOException {
        Files.delete(folder.resolve(name));
        assertEquals(List.of(told), told(verify()));
    }

    @Test
    void anEmptyFolderHoldsNothingToVerify() throws IOException {
        Path empty = Files.createDirectory(temporary.resolve("empty"));
        assertTrue(Verify.with(_ -> {}).folder(empty).isEmpty());
        Path lone = Files.writeString(empty.resolve("x.webm"), "x");
        assertTrue(Verify.with(_ -> {}).file(lone, null).isEmpty());
    }

    /// Somebody takes the release, puts his name on it and signs all of it anew.
    @Test
    void anotherKeyIsSeenByWhoHasTheRightOne() throws IOException {
        Path own = folder;
        Path theirs = described(Works.in(temporary.resolve("other"))).toRealPath();
        folder = theirs;
        assertEquals(List.of(), told(verify()), "it agrees with itself");
        assertEquals(List.of("OTHER_KEY publisher-key.pem"), told(trusting()));
        String text = trusting().faults().getFirst().text();
        String right = OpenKey.read(Files.readString(key)).fingerprint();
        assertTrue(text.contains(right) && text.contains(verify().key()), text);
        for (String name : List.of("rights.jsonld.sig", "publisher-key.pem", "rights.jsonld")) {
            Files.copy(
                    theirs.resolve(name),
                    own.resolve(name),
                    java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            folder = own;
            assertFalse(trusting().good(), name);
            assertFalse(verify().good(), name);
        }
    }

    @Test
    void threeThatWereReplacedTogetherAreNotBelieved() throws IOException {
        String rights = new String(bytes("rights.jsonld"), StandardCharsets.UTF_8);
        write("rights.jsonld", rights.replace("Radio Bremen", "Radio Brenen"));
        write(
                "manifest-sha256.txt",
                Files.readString(manifest())
                        .replaceAll(
                                "[0-9a-f]{64}(  rights.jsonld\n)",
                                Manifest.digest(bytes("rights.jsonld")) + "$1"));
        assertEquals(
                "rights.jsonld is not what the key signed, and manifest-sha256.txt agrees with all"
                        + " three: more than one of them was replaced",
                sentence());
    }

    @Test
    void aTruncatedSignatureIsNoSignature() throws IOException {
        byte[] line = bytes("rights.jsonld.sig");
        for (int length : new int[] {0, 1, 40, 88}) {
            Files.write(folder.resolve("rights.jsonld.sig"), java.util.Arrays.copyOf(line, length));
            assertEquals(
                    "rights.jsonld.sig is no Ed25519 signature: 64 bytes in one line of Base64 are"
                            + " expected, and it has "
                            + length
                            + " bytes instead of 89",
                    sentence());
        }
    }

    @Test
    void linksAndPipesAreNotFollowed() throws IOException, InterruptedException {
        Path secret = Files.writeString(temporary.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("link"), secret);
        assertEquals("link is a link; a release holds files alone", sentence());
        Files.delete(folder.resolve("link"));
        for (String name : List.of(FILM, "rights.jsonld.sig", "manifest-sha256.txt", "pipe")) {
            byte[] before = name.equals("pipe") ? new byte[0] : bytes(name);
            Files.deleteIfExists(folder.resolve(name));
            assertEquals(
                    0,
                    new ProcessBuilder("mkfifo", folder.resolve(name).toString())
                            .start()
                            .waitFor());
            assertEquals(List.of("UNSAFE " + name), told(verify()));
            Files.delete(folder.resolve(name));
            if (before.length > 0) {
                Files.write(folder.resolve(name), before);
            }
        }
        Path inner = folder.resolve("video");
        Files.move(inner, temporary.resolve("elsewhere"));
        Files.createSymbolicLink(inner, temporary.resolve("elsewhere"));
        assertEquals(List.of("UNSAFE video", "MISSING " + FILM), told(verify()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/dev/zero",
                "../../etc/passwd",
                "video/../../x",
                "a//b",
                "./a",
                "a\\b",
                ".."
            })
    void aManifestLeadsNobodyOut(String name) throws IOException {
        String line = "0".repeat(64) + "  " + name + "\n";
        String before = Files.readString(manifest());
        write("manifest-sha256.txt", before + line);
        assertEquals(
                "manifest-sha256.txt names a place outside the folder in line %d: %s"
                        .formatted(before.lines().count() + 1, name),
                sentence());
    }

    /// Signed by whoever made it, and still not followed.
    @Test
    void aStatementLeadsNobodyOut() throws IOException {
        PublisherKey evil = PublisherKey.in(temporary.resolve("evil"));
        Files.write(folder.resolve("publisher-key.pem"), evil.openPem());
        String rights =
                new String(bytes("rights.jsonld"), StandardCharsets.UTF_8)
                        .replace("\"" + FILM + "\"", "\"/dev/zero\"")
                        .replace("\"images/poster.webp\"", "\"../../../../etc/passwd\"");
        byte[] graph = rights.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("rights.jsonld"), graph);
        write("rights.jsonld.sig", evil.signature(graph));
        List<String> told = told(verify());
        assertTrue(told.contains("UNSAFE rights.jsonld"), told::toString);
        List<String> names = new ArrayList<>();
        verify().faults().stream()
                .filter(fault -> fault.kind() == Kind.UNSAFE)
                .forEach(fault -> names.add(fault.text().replaceFirst(".*: ", "")));
        assertEquals(List.of("/dev/zero", "../../../../etc/passwd"), names);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rights.jsonld",
                "rights.jsonld.sig",
                "publisher-key.pem",
                "manifest-sha256.txt"
            })
    void aGigabyteIsNotRead(String name) throws IOException {
        try (RandomAccessFile file = new RandomAccessFile(folder.resolve(name).toFile(), "rw")) {
            file.setLength(1_000_000_000);
        }
        long[] read = {0};
        Verified verified = Verify.with(more -> read[0] += more).folder(folder).orElseThrow();
        assertEquals(
                Set.of(name), new TreeSet<>(verified.faults().stream().map(Fault::file).toList()));
        assertTrue(verified.faults().getFirst().text().contains("1,000,000,000 bytes"));
        assertTrue(read[0] < 10_000_000, read[0] + " bytes were read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "[]", "{}", "null", "\"x\"", "", "{\"dct:identifier\":7}"})
    void nonsenseIsSaidToBeNonsense(String rights) throws IOException {
        write("rights.jsonld", rights);
        Set<String> named = new TreeSet<>(verify().faults().stream().map(Fault::file).toList());
        assertEquals(Set.of("rights.jsonld"), named);
    }

    @Test
    void deepNonsenseIsSaidToBeNonsense() throws IOException {
        write("rights.jsonld", "[".repeat(1_000_000));
        assertEquals(List.of("MALFORMED rights.jsonld"), told(verify()));
    }

    @Test
    void aFileIsKnownByItsBytes() throws IOException {
        Path lone = temporary.resolve("from a friend.webm");
        Files.copy(folder.resolve(FILM), lone);
        Verify verify = Verify.with(_ -> {});
        for (Verified verified :
                List.of(
                        verify.file(folder.resolve(FILM), null).orElseThrow(),
                        verify.file(lone, folder).orElseThrow(),
                        verify.trusting(key).file(lone, folder).orElseThrow())) {
            assertEquals(List.of(), verified.faults());
            assertEquals(FILM, verified.file());
            assertEquals(
                    "Radio Bremen", Objects.requireNonNull(verified.statement()).attribution());
        }
        Files.writeString(lone, "another film");
        assertEquals(
                Kind.EXTRA, verify.file(lone, folder).orElseThrow().faults().getFirst().kind());
        write(FILM, "nut really a film");
        assertEquals(
                List.of("ALTERED " + FILM),
                told(verify.file(folder.resolve(FILM), null).orElseThrow()));
    }

    @Test
    void aFileUnderAStatementThatIsNotSignedProvesNothing() throws IOException {
        String rights = new String(bytes("rights.jsonld"), StandardCharsets.UTF_8);
        write("rights.jsonld", rights.replace("by-sa", "by-nc"));
        Verified verified = Verify.with(_ -> {}).file(folder.resolve(FILM), null).orElseThrow();
        assertEquals(List.of("UNSIGNED rights.jsonld"), told(verified));
    }

    @Test
    void aKeyThatIsNoneIsSaid() throws IOException {
        Path none = Files.writeString(temporary.resolve("none.pem"), "no key");
        for (Path path : List.of(none, temporary)) {
            assertThrows(IllegalArgumentException.class, () -> Verify.with(_ -> {}).trusting(path));
        }
    }

    /// The page that people read says what programs read.
    @Test
    void aPageThatSaysAnotherLicenceIsTold() throws IOException {
        PublisherKey evil = PublisherKey.in(temporary.resolve("library").resolve("keys"));
        String page =
                Files.readString(folder.resolve("LICENSE-STATEMENT.html"))
                        .replace("licenses/by-sa/4.0", "licenses/by-nc/4.0");
        String before = Manifest.digest(bytes("LICENSE-STATEMENT.html")).hex();
        write("LICENSE-STATEMENT.html", page);
        String after = Manifest.digest(bytes("LICENSE-STATEMENT.html")).hex();
        String rights =
                new String(bytes("rights.jsonld"), StandardCharsets.UTF_8).replace(before, after);
        assertTrue(Json.tree(rights).isObject());
        byte[] graph = rights.getBytes(StandardCharsets.UTF_8);
        Files.write(folder.resolve("rights.jsonld"), graph);
        write("rights.jsonld.sig", evil.signature(graph));
        assertTrue(
                verify().faults().stream()
                        .map(Fault::sentence)
                        .anyMatch(
                                ("LICENSE-STATEMENT.html does not say what is signed:"
                                     + " https://creativecommons.org/licenses/by-sa/4.0/")
                                        ::equals),
                verify().faults()::toString);
    }
}
