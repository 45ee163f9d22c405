package v2v.bag;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A manifest: which digest each file must have.
///
/// @param name of the list itself
/// @param tags whether it is of the files that describe the bag, not of its payload
/// @param digests by name as it is listed, without `./`
record Listing(
        String name,
        Algorithm algorithm,
        boolean tags,
        Dialect dialect,
        Map<String, String> digests) {
    private static final Pattern LINE =
            Pattern.compile("([0-9A-Fa-f]+)[ \\t]+(\\*?)(.+)", Pattern.DOTALL);

    /// Reads a list; lines that are none become findings.
    static Listing read(
            Path file,
            String name,
            Algorithm algorithm,
            boolean tags,
            Dialect dialect,
            Charset charset,
            Findings findings)
            throws IOException {
        Listing listing = new Listing(name, algorithm, tags, dialect, new LinkedHashMap<>());
        try (BufferedReader lines = Files.newBufferedReader(file, charset)) {
            int number = 0;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (!line.isBlank()) {
                    listing.add(line, number, findings);
                }
            }
        } catch (CharacterCodingException e) {
            findings.malformed(name, "is not written in " + charset);
        }
        return listing;
    }

    private void add(String line, int number, Findings findings) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches() || parts.group(1).length() != algorithm.digits()) {
            findings.malformed(
                    name, "line " + number + " is not '<" + algorithm.word() + "> <file>'");
            return;
        }
        if (!parts.group(2).isEmpty()) {
            findings.warning(name + " has md5sum's '*' before names, as in line " + number);
        }
        String file = parts.group(3);
        if (file.startsWith("./")) {
            findings.warning(name + " names files by './', as in line " + number);
            file = file.substring(2);
        }
        put(file, parts.group(1).toLowerCase(Locale.ROOT), findings);
    }

    private void put(String file, String hex, Findings findings) {
        String before = digests.putIfAbsent(file, hex);
        if (before == null) {
            return;
        }
        if (!before.equals(hex)) {
            findings.malformed(file, "stands twice in " + name + ", with different digests");
        } else if (dialect.forgivesRepeats()) {
            findings.warning(file + " stands twice in " + name);
        } else {
            findings.malformed(file, "stands twice in " + name);
        }
    }
}
