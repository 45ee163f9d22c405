package v2v.intake;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A record file as text, whatever a spreadsheet saved it as.
record SourceText(Path file, String text) {
    /// A manifest of 100,000 programmes has some 50 MB; what is larger is not a record.
    private static final long MOST_BYTES = 128L << 20;

    private static final String FIX = "mend the record, or remove it, then order it again";

    /// A file that another reader reads by itself; here it is only named, and not too large.
    static SourceText unread(Path file) throws IOException {
        SourceText nothing = new SourceText(file, "");
        if (!Files.isRegularFile(file)) {
            throw nothing.fault("", "there is no such record file");
        }
        if (Files.size(file) > MOST_BYTES) {
            throw nothing.fault("", "larger than 128 MiB, which no record is");
        }
        return nothing;
    }

    static SourceText read(Path file) throws IOException {
        SourceText nothing = unread(file);
        try {
            return new SourceText(file, decode(Files.readAllBytes(file)));
        } catch (AccessDeniedException e) {
            throw nothing.fault("", "this user may not read it");
        }
    }

    String name() {
        return Names.name(file);
    }

    /// The refusal that says what is wrong at one place of this file.
    ///
    /// @param where `line 3, column 7` or `"embargo"`; empty for the whole file
    Refusal fault(String where, String what) {
        return fault(where, what, FIX);
    }

    Refusal fault(String where, String what, String fix) {
        String place = where.isEmpty() ? "" : ", " + where;
        return new Refusal(
                Refusal.Code.RECORD_UNREADABLE,
                file.toString(),
                "the record " + name() + place + ": " + what.replaceFirst("[.]$", ""),
                fix);
    }

    /// A value under a head that we do not know is left where it lies, unless it may forbid
    /// something.
    void refuseLost(String head, String where, String value) {
        if (!value.isBlank() && Words.couldRestrict(head)) {
            throw fault(
                    where,
                    "\"" + head + "\" may restrict the release, but its meaning is not known",
                    "rename it to license, rights, territory, embargo, expires or clearances, or"
                            + " remove it, then order it again");
        }
    }

    /// A byte order mark decides; then the zero bytes of UTF-16; then UTF-8 if it is valid
    /// throughout; and what is left is what Western spreadsheets write, windows-1252.
    private static String decode(byte[] bytes) {
        if (starts(bytes, 0xEF, 0xBB, 0xBF)) {
            return new String(bytes, 3, bytes.length - 3, StandardCharsets.UTF_8);
        }
        if (starts(bytes, 0xFF, 0xFE)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (starts(bytes, 0xFE, 0xFF)) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        if (bytes.length > 1 && bytes[0] != 0 && bytes[1] == 0) {
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
        if (bytes.length > 1 && bytes[0] == 0 && bytes[1] != 0) {
            return new String(bytes, StandardCharsets.UTF_16BE);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    private static boolean starts(byte[] bytes, int... mark) {
        for (int i = 0; i < mark.length; i++) {
            if (i >= bytes.length || (bytes[i] & 0xFF) != mark[i]) {
                return false;
            }
        }
        return true;
    }
}
