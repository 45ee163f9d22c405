package v2v.bag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Every case of the Library of Congress' conformance suite, each with the sentence that it must
/// get: a bag that is refused for another reason would prove nothing.
class ConformanceTest {
    private static final Path SUITE = Path.of("../shared/samples/bagit-conformance");
    private static final Map<String, String> FAULTS = faults();

    @TempDir private Path temporary;

    private static Map<String, String> faults() {
        String outside = "out-of-scope-file-paths-using-";
        Map<String, String> faults = new TreeMap<>();
        String early = "v0.97/invalid/";
        faults.put(early + "baginfo-missing-encoding", "bagit.txt is not 'BagIt-Version: M.N'");
        faults.put(early + "bom-in-bagit.txt", "bagit.txt begins with a byte order mark");
        faults.put(
                early + "corrupt-data-file",
                "data/bare-filename is not what it was: its bytes are not those of"
                        + " manifest-md5.txt");
        faults.put(
                early + "corrupt-tag-file",
                "bag-info.txt is not what it was: its bytes are not those of tagmanifest-md5.txt");
        faults.put(early + "extra-file-in-bag", "data/bar lies here, but is not in manifest-md5");
        faults.put(early + "invalid-version-number", "bagit.txt is not 'BagIt-Version: M.N'");
        faults.put(early + "missing-baginfo", "bag-info.txt is missing; tagmanifest-md5.txt");
        faults.put(early + "missing-bagit.txt", "bagit.txt is missing: this is not a bag");
        faults.put(
                early + outside + "dot-notation",
                "../../../README.md leads out of the bag, in manifest-md5.txt");
        faults.put(
                early + outside + "dot-notation-for-fetch",
                "../../../README.md leads out of the bag, in fetch.txt");
        faults.put(
                early + "same-filename-listed-twice-with-different-hashes",
                "data/README stands twice in manifest-sha256.txt, with different digests");
        String linux = "v0.97/linux-only/" + outside;
        faults.put(linux + "absolute-path", "/tmp/foo is an absolute path, in manifest");
        faults.put(linux + "absolute-path-for-fetch", "/tmp/test.txt is an absolute path, in fet");
        faults.put(linux + "shortcut", "~/foo begins at somebody's home folder, in manifest");
        faults.put(linux + "shortcut-for-fetch", "~/test.txt begins at somebody's home folder, i");
        faults.put(linux + "shortcut-username", "~root/foo begins at somebody's home folder, in ");
        faults.put(linux + "shortcut-username-for-fetch", "~root/foo begins at somebody's home");
        String windows = "v0.97/windows-only/" + outside;
        faults.put(
                windows + "absolute-path",
                "C:\\Windows\\System32\\setx.exe is an absolute path, in manifest-md5.txt");
        faults.put(
                windows + "absolute-path-for-fetch",
                "C:\\Windows\\System32\\setx.exe is an absolute path, in fetch.txt");
        faults.put(
                windows + "shortcut",
                "%HomeDrive%\\Windows\\System32\\setx.exe may not stand, in manifest-md5.txt");
        faults.put(
                windows + "shortcut-for-fetch",
                "%HomeDrive%\\Windows\\System32\\setx.exe may not stand, in fetch.txt");
        faults.put(
                windows + "unc",
                "\\\\?\\UNC\\server\\Windows\\System32\\setx.exe is an absolute path, in manif");
        faults.put(
                windows + "unc-for-fetch",
                "\\\\?\\UNC\\server\\Windows\\System32\\setx.exe is an absolute path, in fetch");
        String rfc = "v1.0/invalid/";
        faults.put(rfc + "bagit-with-invalid-whitespace", "bagit.txt is not 'BagIt-Version: M.N'");
        faults.put(
                rfc + "notAllManifestsListAllFiles",
                "data/missingFromManifest.txt lies here, but is not in manifest-sha512.txt");
        // this case has a space behind its version, too, which 1.0 forbids: nothing else is read
        faults.put(
                rfc + "same-filename-listed-twice-with-different-hashes",
                "bagit.txt is not 'BagIt-Version: M.N'");
        faults.put(
                rfc + "same-filename-listed-twice-with-the-same-hash",
                "data/README stands twice in manifest-sha256.txt");
        return faults;
    }

    private static Path bag(String name) {
        Path bag = SUITE.resolve(name);
        assertTrue(
                Files.isDirectory(bag),
                bag + " is not there; put the Library of Congress' bagit-conformance-suite there");
        return bag;
    }

    static Stream<String> valid() {
        return cases("valid");
    }

    private static Stream<String> cases(String kind) {
        List<String> all = new ArrayList<>();
        for (String version : List.of("v0.97", "v1.0")) {
            Path folder = SUITE.resolve(version).resolve(kind);
            if (!Files.isDirectory(folder)) {
                continue;
            }
            try (var bags = Files.list(folder)) {
                bags.filter(Files::isDirectory)
                        .forEach(bag -> all.add(version + "/" + kind + "/" + bag.getFileName()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return all.stream().sorted();
    }

    static Stream<String> invalid() {
        return FAULTS.keySet().stream();
    }

    @Test
    void theTableHasEveryCase() {
        bag("v0.97");
        TreeSet<String> there = new TreeSet<>();
        for (String kind : List.of("invalid", "linux-only", "windows-only")) {
            cases(kind).forEach(there::add);
        }
        assertEquals(there, FAULTS.keySet());
        assertEquals(13, valid().count());
        assertEquals(6, cases("warning").count());
    }

    @ParameterizedTest
    @MethodSource("valid")
    void validBagsAreGood(String name) throws IOException {
        Verdict verdict = BagCheck.check(bag(name), _ -> {});
        assertEquals(List.of(), verdict.problems());
        assertTrue(verdict.files() > 3);
    }

    @ParameterizedTest
    @MethodSource("invalid")
    void invalidBagsAreNamed(String name) throws IOException {
        Verdict verdict = BagCheck.check(bag(name), _ -> {});
        String wanted = FAULTS.get(name);
        List<String> said = verdict.problems().stream().map(Problem::sentence).toList();
        assertTrue(
                said.stream().anyMatch(s -> s.startsWith(String.valueOf(wanted))),
                wanted + " is not among " + said);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    duplicate-file-with-different-case | data/HELLO.txt of manifest-sha512.txt is here as data/hello.txt
                    duplicate-file-with-different-case | data/HELLO.txt and data/hello.txt in manifest-sha512.txt differ only
                    made-with-md5sum-tools | manifest-md5.txt has md5sum's '*' before names
                    relative-path | manifest-sha512.txt names files by './'
                    same-filename-listed-twice-with-different-normalization | in manifest-sha512.txt differ only in case or Unicode form
                    same-filename-listed-twice-with-different-normalization | the bag is of version 0.96
                    same-filename-listed-twice-with-the-same-hash | data/README stands twice in manifest-sha256.txt
                    """)
    void unwiseBagsAreGoodWithAWarning(String name, String warning) throws IOException {
        Verdict verdict = BagCheck.check(bag("v0.97/warning/" + name), _ -> {});
        assertEquals(List.of(), verdict.problems());
        assertTrue(
                verdict.warnings().stream().anyMatch(w -> w.contains(warning)),
                () -> warning + " is not among " + verdict.warnings());
    }

    /// The suite's own copies of this bag have lost what the case warns of: a file that systems
    /// make and remove by themselves. So it is incomplete; with the file it is good.
    @Test
    void filesOfSystemsAreWarnedOf() throws IOException {
        Path copy = copy(bag("v0.97/warning/special-system-files"));
        Path lost = copy.resolve("data/.DS_Store");
        Files.deleteIfExists(lost);
        Verdict without = BagCheck.check(copy, _ -> {});
        assertEquals(
                "data/.DS_Store is missing; manifest-sha512.txt lists it",
                without.problems().getFirst().sentence());
        Files.createFile(lost);
        Verdict with = BagCheck.check(copy, _ -> {});
        assertEquals(List.of(), with.problems());
        assertEquals(2, with.warnings().size(), with.warnings().toString());
    }

    @Test
    void whatIsStillToBeFetchedIsIncomplete() throws IOException {
        Path copy = copy(bag("v0.97/valid/holey-bag"));
        Files.delete(copy.resolve("data/test 1.txt"));
        Verdict verdict = BagCheck.check(copy, _ -> {});
        assertFalse(verdict.good());
        assertTrue(verdict.incomplete());
        assertEquals(
                "data/test 1.txt is not here yet; fetch.txt has"
                        + " http://localhost:8989/bags/v0_96/holey-bag/data/test%201.txt",
                verdict.problems().getFirst().sentence());
    }

    /// With their permissions loosened, so that the test may change them.
    private Path copy(Path bag) throws IOException {
        Path copy = temporary.resolve("bag");
        try (var files = Files.walk(bag)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(bag.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.write(to, Files.readAllBytes(file));
                }
            }
        }
        return copy;
    }
}
