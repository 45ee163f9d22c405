package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Release;
import v2v.item.Rendition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

class RecalledTest {
    @TempDir private Path temporary;

    private static String told(Rendition file) {
        return List.of(
                        file.role(),
                        file.name(),
                        file.mime(),
                        file.bytes(),
                        file.sha256(),
                        file.width(),
                        file.height(),
                        file.frames(),
                        String.valueOf(file.rate()),
                        String.valueOf(file.duration()),
                        String.valueOf(file.language()))
                .toString();
    }

    /// All that the public is told.
    @Test
    void aReleaseIsReadBackAsItWasDescribed() throws IOException {
        Works works = Works.in(temporary.resolve("library")).with(Works.ALL);
        Release told =
                new Releases(works.library(), Publisher.unnamed(), InstantSource.system())
                        .describe(works.renditions());
        Path folder = works.library().resolve(told.renditions().work());
        Release read = Recalled.read(folder, 7);
        Clearance then = told.renditions().clearance();
        Clearance now = read.renditions().clearance();
        assertEquals(told.item(), read.item());
        assertEquals(7, read.version());
        assertEquals(told.described(), read.described());
        assertEquals(then.folderName(), now.folderName());
        assertEquals(then.title(), now.title());
        assertEquals(then.attribution(), now.attribution());
        assertEquals(then.license(), now.license());
        assertEquals(then.inspection().footage().sha256(), now.inspection().footage().sha256());
        assertEquals(then.inspection().footage().bytes(), now.inspection().footage().bytes());
        assertEquals(then.inspection().decode().duration(), now.inspection().decode().duration());
        assertEquals(then.record().titles(), now.record().titles());
        assertEquals(then.record().people(), now.record().people());
        assertEquals(List.of(), now.record().notes(), "private");
        assertEquals(
                told.renditions().files().stream().map(RecalledTest::told).toList(),
                read.renditions().files().stream().map(RecalledTest::told).toList());
    }

    @Test
    void whatIsNoRecordIsSaid() throws IOException {
        Files.createDirectories(temporary.resolve("metadata"));
        for (String wrong : List.of("{}", "[", "{\"described\":\"now\"}")) {
            Files.writeString(temporary.resolve("metadata/record.json"), wrong);
            IOException said =
                    assertThrows(IOException.class, () -> Recalled.read(temporary, 1), wrong);
            assertTrue(String.valueOf(said.getMessage()).contains("is no record of a release"));
        }
    }
}
