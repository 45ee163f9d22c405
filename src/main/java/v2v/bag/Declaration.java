package v2v.bag;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `bagit.txt`: two lines, of which nothing may be otherwise.
///
/// @param charset of all other lists and descriptions
record Declaration(Dialect dialect, Charset charset) {
    static final String NAME = "bagit.txt";

    private static final int MOST_BYTES = 4096;
    private static final Pattern FORM =
            Pattern.compile(
                    "BagIt-Version: (\\d+\\.\\d+)\\R"
                            + "Tag-File-Character-Encoding: ([^\\s:]+)\\R?");
    private static final List<String> EARLY = List.of("0.93", "0.94", "0.95", "0.96", "0.97");

    /// The declaration that we write.
    static String text() {
        return "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n";
    }

    /// Reads it.
    ///
    /// @return empty when it says nothing that can be gone by; why is among the findings
    static Optional<Declaration> read(Path file, Findings findings) throws IOException {
        if (Files.size(file) > MOST_BYTES) {
            findings.malformed(NAME, "is longer than two lines");
            return Optional.empty();
        }
        byte[] bytes = Files.readAllBytes(file);
        if (bytes.length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB) {
            findings.malformed(NAME, "begins with a byte order mark");
            return Optional.empty();
        }
        return text(bytes, findings).flatMap(text -> parse(text, findings));
    }

    private static Optional<String> text(byte[] bytes, Findings findings) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException e) {
            findings.malformed(NAME, "is not written in UTF-8");
            return Optional.empty();
        }
    }

    private static Optional<Declaration> parse(String text, Findings findings) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            findings.malformed(
                    NAME,
                    "is not 'BagIt-Version: M.N' and 'Tag-File-Character-Encoding: NAME', one a"
                            + " line");
            return Optional.empty();
        }
        String version = parts.group(1);
        boolean early = EARLY.contains(version);
        if (!early && !version.equals("1.0")) {
            findings.malformed(NAME, "is of version " + version + ", which is not known here");
            return Optional.empty();
        }
        if (early && !version.equals("0.97")) {
            findings.warning("the bag is of version " + version + "; it is read as 0.97");
        }
        return charset(parts.group(2), findings)
                .map(charset -> new Declaration(early ? Dialect.EARLY : Dialect.RFC, charset));
    }

    private static Optional<Charset> charset(String name, Findings findings) {
        try {
            return Optional.of(Charset.forName(name));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            findings.malformed(NAME, "names an encoding that is not known here: " + name);
            return Optional.empty();
        }
    }
}
