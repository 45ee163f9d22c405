package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.BadConfig;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

class IntakeSettingsTest {
    @TempDir private Path folder;

    private IntakeSettings read(String lines) throws IOException {
        return IntakeSettings.from(
                Settings.read(Files.writeString(folder.resolve("v2v.properties"), lines)));
    }

    @Test
    void haveDefaults() {
        IntakeSettings settings = IntakeSettings.from(Settings.none());
        assertNull(settings.folder());
        assertEquals(Duration.ofSeconds(10), settings.settle());
        assertEquals(Duration.ofSeconds(5), settings.scan());
        assertEquals("access", settings.profile());
    }

    @Test
    void areRead() throws IOException {
        IntakeSettings settings = read("intake.folder=/in box\nintake.settle=0s\n");
        assertEquals(Path.of("/in box"), settings.folder());
        assertEquals(Duration.ZERO, settings.settle());
    }

    @ParameterizedTest
    @ValueSource(strings = {"intake.settle=-1s", "intake.scan=0s", "intake.profile=../x"})
    void areRefusedByFileAndLine(String line) {
        BadConfig fault = assertThrows(BadConfig.class, () -> read("\n" + line));
        assertEquals(
                folder.resolve("v2v.properties") + ":2: " + line.replaceFirst("=.*", ""),
                String.valueOf(fault.getMessage()).replaceFirst("(:2: [^:]*).*", "$1"));
    }
}
