package v2v.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Bags that others deliver in: right ones, and every way in which one can be wrong.
class DeliveriesTest {
    @TempDir private Path folder;
    private Path bag = Path.of("");
    private Path tape = Path.of("");
    private Instant now = Instant.parse("2026-03-01T01:00:00Z");
    private final Deliveries deliveries = new Deliveries(() -> now);

    @BeforeEach
    void bag() throws IOException {
        make("sha256", "1.0");
    }

    private void make(String algorithm, String version) throws IOException {
        bag = Files.createDirectories(folder.resolve("bag-" + algorithm));
        tape = bag.resolve("data/reel/tape.mxf");
        Files.createDirectories(tape.getParent());
        Files.writeString(tape, "picture");
        Files.writeString(bag.resolve("data/tape.xml"), "<a/>");
        Files.writeString(
                bag.resolve("bagit.txt"),
                "BagIt-Version: " + version + "\nTag-File-Character-Encoding: UTF-8\n");
        list("manifest", algorithm, "data/reel/tape.mxf", "data/tape.xml");
        list("tagmanifest", algorithm, "bagit.txt");
    }

    private void list(String name, String word, String... files) throws IOException {
        Algorithm algorithm = Algorithm.named(word).orElseThrow();
        StringBuilder lines = new StringBuilder();
        for (String file : files) {
            lines.append(hex(algorithm, bag.resolve(file))).append("  ").append(file).append('\n');
        }
        Files.writeString(bag.resolve(name + "-" + word + ".txt"), lines);
    }

    private static String hex(Algorithm algorithm, Path file) throws IOException {
        return String.valueOf(Reading.of(file, List.of(algorithm), more -> {}).get(algorithm));
    }

    private static Digest sha256(Path file) throws IOException {
        return new Digest(hex(Algorithm.SHA256, file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5 0.97", "sha1 0.97", "sha256 1.0", "sha512 1.0"})
    void aRightBagIsAccepted(String kind) throws IOException {
        make(kind.split(" ", -1)[0], kind.split(" ", -1)[1]);
        Path root = deliveries.around(tape).orElseThrow();
        assertEquals(bag, root);
        deliveries.compare(root, tape, sha256(tape));
        assertEquals(Optional.empty(), deliveries.around(folder.resolve("data/other.mxf")));
        assertEquals(Optional.empty(), deliveries.around(bag.resolve("other.mxf")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"md5", "sha256", "sha512"})
    void aChangedByteIsRefused(String algorithm) throws IOException {
        make(algorithm, "1.0");
        Files.writeString(tape, "pictuRe");
        Path root = deliveries.around(tape).orElseThrow();
        Refusal refusal =
                assertThrows(Refusal.class, () -> deliveries.compare(root, tape, sha256(tape)));
        assertEquals(Refusal.Code.CHECKSUM_MISMATCH, refusal.code());
        assertTrue(
                refusal.getMessage()
                        .startsWith(
                                "data/reel/tape.mxf is not what manifest-"
                                        + algorithm
                                        + ".txt of its bag says: "),
                refusal.getMessage());
    }

    enum Wrong {
        MISSING(Refusal.Code.BAG_INVALID, "data/tape.xml is missing; manifest-sha256.txt lists it"),
        EXTRA(Refusal.Code.BAG_INVALID, "data/more.mxf lies here, but is not in"),
        DOTS(Refusal.Code.UNSAFE_PATH, "data/../../x leads out of the bag"),
        ABSOLUTE(Refusal.Code.UNSAFE_PATH, "/etc/passwd is an absolute path"),
        LINK(Refusal.Code.UNSAFE_PATH, "data/link.mxf is a link or a device"),
        LINKED_FOLDER(Refusal.Code.UNSAFE_PATH, "data/away is a link or a device"),
        TAG(Refusal.Code.BAG_INVALID, "bagit.txt is not what it was"),
        DECLARATION(Refusal.Code.BAG_INVALID, "bagit.txt is of version 9.9"),
        NO_LIST(Refusal.Code.BAG_INVALID, "manifest is missing, of any algorithm"),
        FETCH(Refusal.Code.BAG_INVALID, "data/far.mxf is not here yet; fetch.txt has http://x/"),
        OXUM(Refusal.Code.BAG_INVALID, "bag-info.txt Payload-Oxum says 9.9");

        private final Refusal.Code code;
        private final String says;

        Wrong(Refusal.Code code, String says) {
            this.code = code;
            this.says = says;
        }
    }

    private void spoil(Wrong wrong) throws IOException {
        Path list = bag.resolve("manifest-sha256.txt");
        String zeros = "0".repeat(64);
        switch (wrong) {
            case MISSING -> Files.delete(bag.resolve("data/tape.xml"));
            case EXTRA -> Files.writeString(bag.resolve("data/more.mxf"), "x");
            case DOTS -> append(list, zeros + "  data/../../x\n");
            case ABSOLUTE -> append(list, zeros + "  /etc/passwd\n");
            case LINK -> Files.createSymbolicLink(bag.resolve("data/link.mxf"), tape);
            case LINKED_FOLDER -> Files.createSymbolicLink(bag.resolve("data/away"), folder);
            case TAG ->
                    Files.writeString(
                            bag.resolve("bagit.txt"),
                            "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n");
            case DECLARATION ->
                    Files.writeString(
                            bag.resolve("bagit.txt"),
                            "BagIt-Version: 9.9\nTag-File-Character-Encoding: UTF-8\n");
            case NO_LIST -> Files.delete(list);
            case FETCH -> {
                append(list, zeros + "  data/far.mxf\n");
                Files.writeString(bag.resolve("fetch.txt"), "http://x/ 7 data/far.mxf\n");
            }
            case OXUM -> Files.writeString(bag.resolve("bag-info.txt"), "Payload-Oxum: 9.9\n");
        }
    }

    private static void append(Path file, String line) throws IOException {
        Files.writeString(file, line, StandardOpenOption.APPEND);
    }

    @ParameterizedTest
    @EnumSource
    void aWrongBagIsRefusedWithItsSentence(Wrong wrong) throws IOException {
        spoil(wrong);
        Refusal refusal = assertThrows(Refusal.class, () -> deliveries.around(tape));
        List<String> said = refusal.findings().stream().map(Finding::message).toList();
        String all = "the bag bag-sha256: " + wrong.says;
        assertTrue(said.stream().anyMatch(m -> m.startsWith(all)), said.toString());
        assertEquals(wrong.code, refusal.code());
        assertEquals(bag.toString(), refusal.file());
    }

    @Test
    void aGoodBagIsLookedThroughOnceAndABadOneSoonAgain() throws IOException {
        Path other = Files.writeString(bag.resolve("data/reel/other.mxf"), "<a/>");
        list("manifest", "sha256", "data/reel/tape.mxf", "data/reel/other.mxf", "data/tape.xml");
        deliveries.around(tape);
        Files.delete(other);
        assertTrue(deliveries.around(tape).isPresent(), "its lists have not changed");
        append(bag.resolve("manifest-sha256.txt"), "\n");
        assertThrows(Refusal.class, () -> deliveries.around(tape));
        Files.writeString(other, "<a/>");
        assertThrows(Refusal.class, () -> deliveries.around(tape));
        now = now.plusSeconds(31);
        assertTrue(deliveries.around(tape).isPresent());
    }

    /// Looking through each time would take some hundred million looks at files.
    @Test
    void tenThousandFilesOfOneBagTakeSeconds() throws IOException {
        StringBuilder lines = new StringBuilder();
        Path many = Files.createDirectories(bag.resolve("data/many"));
        String empty = hex(Algorithm.SHA256, Files.createFile(folder.resolve("empty")));
        for (int i = 0; i < 10_000; i++) {
            Files.createFile(many.resolve(i + ".mxf"));
            lines.append(empty).append("  data/many/").append(i).append(".mxf\n");
        }
        append(bag.resolve("manifest-sha256.txt"), lines.toString());
        Files.delete(bag.resolve("tagmanifest-sha256.txt"));
        long start = System.nanoTime();
        Digest digest = new Digest(empty);
        for (int i = 0; i < 10_000; i++) {
            Path file = many.resolve(i + ".mxf");
            deliveries.compare(deliveries.around(file).orElseThrow(), file, digest);
        }
        assertTrue(System.nanoTime() - start < 30_000_000_000L);
    }
}
