package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

class SettingsTest {
    @TempDir Path folder;

    private Path written(String text) throws IOException {
        return Files.write(
                folder.resolve("v2v.properties"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aTimeLongerThanTheWorldIsNamedByItsLine() throws IOException {
        Settings settings = Settings.read(written("\nintake.scan = 99999999999999999h\n"));
        BadConfig bad = assertThrows(BadConfig.class, () -> settings.duration("intake.scan", "5s"));
        assertEquals(
                folder.resolve("v2v.properties")
                        + ":2: intake.scan: expected a time such as 10s, 5m or 2h, found:"
                        + " 99999999999999999h",
                bad.getMessage());
    }

    @Test
    void anotherEncodingThanUtf8IsSaid() throws IOException {
        Path file = written("publisher.name = K\u00f8benhavn\n");
        BadConfig bad = assertThrows(BadConfig.class, () -> Settings.read(file));
        assertEquals(file + ": is not written in UTF-8", bad.getMessage());
    }

    @Test
    void aFolderInItsPlaceIsBadConfiguration() {
        BadConfig bad = assertThrows(BadConfig.class, () -> Settings.read(folder));
        assertEquals(folder + ": can not be read: Is a directory", bad.getMessage());
    }
}
