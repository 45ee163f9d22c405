package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import com.google.googlejavaformat.java.JavaFormatterOptions;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// All Java is laid out by google-java-format, AOSP style.
class FormatTest {
    private static final Formatter FORMATTER =
            new Formatter(
                    JavaFormatterOptions.builder().style(JavaFormatterOptions.Style.AOSP).build());

    @Test
    void javaIsFormatted() throws IOException, FormatterException {
        boolean write = "write".equals(System.getProperty("format"));
        List<String> wrong = new ArrayList<>();
        for (Path file : sources()) {
            String before = Files.readString(file);
            String after = FORMATTER.formatSourceAndFixImports(before);
            if (after.equals(before)) {
                continue;
            }
            if (write) {
                Files.writeString(file, after);
            } else {
                wrong.add(file.toString());
            }
        }
        assertEquals(List.of(), wrong, "mend with: mvn test -Dtest=FormatTest -Dformat=write");
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList();
        }
    }
}
