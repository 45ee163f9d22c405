package v2v;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.bag.BagCheck;
import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What the archive keeps of a work, as the program makes it, and what is said when it decays.
class PreservationMediaIT {
    @TempDir Path folder;

    private Path pipelines() throws IOException {
        Path pipelines = Program.quickPipelines(folder);
        Files.writeString(
                pipelines.resolve("profiles/preservation.yaml"),
                """
                make: access, poster, storyboard, master
                video: {preset: 12, quality: {crf: 50}}
                master: {convert: always}
                """);
        return pipelines;
    }

    private Program.Ended check(Path library, String... more)
            throws IOException, InterruptedException {
        List<Object> words = new java.util.ArrayList<>(List.of("check", "--library", library));
        words.addAll(List.of(more));
        return Program.run(words.toArray());
    }

    @Test
    void everythingIsKeptAndOneWrongByteIsNamed() throws IOException, InterruptedException {
        Path library = folder.resolve("library");
        Path tape = folder.resolve("Hafen & Meer.mxf");
        new DemoTape(Ffmpeg.find(Settings.none())).record(tape, Duration.ofMillis(600));
        Program.Ended released =
                Program.run(
                        "release",
                        tape,
                        "--json",
                        "--profile",
                        "preservation",
                        "--license",
                        "CC BY 4.0",
                        "--attribution",
                        "Test",
                        "--library",
                        library,
                        "--pipelines",
                        pipelines());
        assertEquals(0, released.status(), released.err() + released.out());
        String id = String.valueOf(released.only("release").get("id"));
        Path bag = library.resolve("masters").resolve(id);
        assertEquals(List.of(), BagCheck.check(bag, _ -> {}).problems());
        TreeSet<String> payload = new TreeSet<>();
        try (var files = Files.walk(bag.resolve("data"))) {
            files.filter(Files::isRegularFile)
                    .forEach(f -> payload.add(bag.resolve("data").relativize(f).toString()));
        }
        assertTrue(
                payload.containsAll(
                        List.of(
                                "original/Hafen & Meer.mxf",
                                "master/master.mkv",
                                "master/original.framemd5",
                                "master/master.framemd5",
                                "metadata/inspection.txt",
                                "metadata/premis.xml",
                                "metadata/record.json")),
                payload.toString());
        assertArrayEquals(
                Files.readAllBytes(tape),
                Files.readAllBytes(bag.resolve("data/original/Hafen & Meer.mxf")));
        ReleaseChecks.sha256sums(bag);
        assertEquals(0, check(library).status());

        Path copy = bag.resolve("data/master/master.mkv");
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length / 2] ^= 1;
        Files.write(copy, bytes);
        Program.Ended said = check(library);
        assertEquals(3, said.status(), said.out());
        assertTrue(said.out().contains("masters/" + id), said.out());
        assertTrue(
                said.out().lines().anyMatch(l -> l.strip().startsWith("data/master/master.mkv ")),
                said.out());
        assertTrue(said.out().contains("checked 2, 1 not as it was"), said.out());
        Program.Ended json = check(library, "--json");
        assertEquals(3, json.status());
        Map<String, Object> damaged =
                json.json().stream()
                        .filter(line -> "master".equals(line.get("what")))
                        .findFirst()
                        .orElseThrow();
        assertEquals(id, damaged.get("id"));
        assertEquals(bag.toString(), damaged.get("folder"));
        String problems = String.valueOf(damaged.get("problems"));
        assertTrue(problems.contains("file=data/master/master.mkv"), problems);
        assertTrue(problems.contains("kind=ALTERED"), problems);
    }
}
