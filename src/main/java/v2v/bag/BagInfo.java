package v2v.bag;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `bag-info.txt`: what the bag says of itself, in order; a label may come more than once.
record BagInfo(List<Field> fields) {
    static final String NAME = "bag-info.txt";
    static final String OXUM = "Payload-Oxum";

    record Field(String label, String value) {}

    static BagInfo read(Path file, Charset charset, Findings findings) throws IOException {
        List<Field> fields = new ArrayList<>();
        try (BufferedReader lines = Files.newBufferedReader(file, charset)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                add(line, fields, findings);
            }
        } catch (CharacterCodingException e) {
            findings.malformed(NAME, "is not written in " + charset);
        }
        return new BagInfo(List.copyOf(fields));
    }

    private static void add(String line, List<Field> fields, Findings findings) {
        int colon = line.indexOf(':');
        if (line.isBlank()) {
            return;
        }
        if (Character.isWhitespace(line.charAt(0)) && !fields.isEmpty()) {
            Field last = fields.removeLast();
            fields.add(new Field(last.label(), last.value() + " " + line.strip()));
        } else if (colon < 1) {
            findings.warning(NAME + " has a line without a label: " + line);
        } else {
            fields.add(
                    new Field(line.substring(0, colon).strip(), line.substring(colon + 1).strip()));
        }
    }

    /// Every value of a label; upper and lower case are the same.
    List<String> all(String label) {
        return fields.stream()
                .filter(field -> field.label().equalsIgnoreCase(label))
                .map(Field::value)
                .toList();
    }

    /// One line a field: a title with line ends in it must not become further fields.
    String text() {
        StringBuilder text = new StringBuilder();
        for (Field field : fields) {
            String value = field.value().replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
            text.append(field.label()).append(": ").append(value).append('\n');
        }
        return text.toString();
    }
}
