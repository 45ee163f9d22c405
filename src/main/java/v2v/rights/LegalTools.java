package v2v.rights;

import org.jspecify.annotations.Nullable;

import v2v.item.License;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Reads `cc-legal-tools.csv`, the list that Creative Commons publishes (CC0) in
/// `creativecommons/cc-legal-tools-data`. It is kept as published, so that the next one can simply
/// be put in its place.
final class LegalTools {
    private static final String FILE = "cc-legal-tools.csv";
    private static final String HEADER =
            "CATEGORY,VERSION,UNIT,JURISDICTION,CANONICAL_URL,IDENTIFIER,SPDX_IDENTIFIER,TITLE,"
                    + "LANGUAGE_DEFAULT";

    private LegalTools() {}

    static List<License> read() {
        try (InputStream in = LegalTools.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException(FILE + " is not in the program");
            }
            List<String> lines =
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> !line.isBlank())
                            .toList();
            if (!String.join(",", cells(lines.getFirst())).equals(HEADER)) {
                throw new IllegalStateException(FILE + " has other columns: " + lines.getFirst());
            }
            return lines.stream().skip(1).map(LegalTools::license).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static License license(String line) {
        List<String> c = cells(line);
        return new License(
                c.get(4),
                c.get(2),
                c.get(1),
                absent(c.get(3)),
                c.get(5),
                absent(c.get(6)),
                c.get(7));
    }

    /// Every cell of this file is quoted and none holds a quote: nothing else is accepted.
    private static List<String> cells(String line) {
        String bare = line.strip();
        List<String> cells = List.of(bare.substring(1, bare.length() - 1).split("\",\"", -1));
        if (cells.size() != 9 || cells.stream().anyMatch(c -> c.indexOf('"') >= 0)) {
            throw new IllegalStateException(FILE + " has a line of another form: " + line);
        }
        return cells;
    }

    private static @Nullable String absent(String cell) {
        return cell.isEmpty() ? null : cell;
    }
}
