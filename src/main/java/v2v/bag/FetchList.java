package v2v.bag;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `fetch.txt`: where payload that is not in the bag is said to be. Nothing here goes and gets it.
///
/// @param addresses by the name of the file
record FetchList(Map<String, String> addresses) {
    static final String NAME = "fetch.txt";

    private static final Pattern LINE = Pattern.compile("(\\S+)[ \\t]+(\\d+|-)[ \\t]+(.+)");

    static FetchList read(Path file, Declaration declaration, Findings findings)
            throws IOException {
        Map<String, String> addresses = new LinkedHashMap<>();
        Charset charset = declaration.charset();
        try (BufferedReader lines = Files.newBufferedReader(file, charset)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    add(line, declaration.dialect(), addresses, findings);
                }
            }
        } catch (CharacterCodingException e) {
            findings.malformed(NAME, "is not written in " + charset);
        }
        return new FetchList(addresses);
    }

    private static void add(
            String line, Dialect dialect, Map<String, String> addresses, Findings findings) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            findings.malformed(NAME, "has a line that is not '<url> <length> <file>': " + line);
            return;
        }
        String listed =
                parts.group(3).startsWith("./") ? parts.group(3).substring(2) : parts.group(3);
        String name = dialect.decode(listed);
        String outside = Names.outside(name);
        if (outside == null && !name.startsWith(Names.PAYLOAD)) {
            outside = "may not stand";
        }
        if (outside != null) {
            findings.problem(name, Problem.Kind.OUTSIDE, outside + ", in " + NAME);
        } else {
            addresses.put(name, parts.group(1));
        }
    }

    static FetchList none() {
        return new FetchList(Map.of());
    }
}
