package v2v.media.words;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// The bytes of one file of words, and how a refusal of it is said.
final class Document {
    private static final String FIX =
            "mend the file, or remove it from beside the footage, then order the footage again";

    private static final Charset WESTERN = Charset.forName("windows-1252");

    private final String name;
    private final byte[] bytes;

    /// One file.
    ///
    /// @param name as the person knows it
    Document(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes.clone();
    }

    byte[] bytes() {
        return bytes.clone();
    }

    Refusal unreadable(String where, String what) {
        return unreadable(where, what, FIX);
    }

    /// The sentence.
    ///
    /// @param where `line 3` or `block 7`; empty for the whole file
    Refusal unreadable(String where, String what, String fix) {
        String place = where.isEmpty() ? "" : where + ": ";
        return new Refusal(
                Refusal.Code.WORDS_UNREADABLE, name, "the file of words, " + place + what, fix);
    }

    /// A cue with the times checked, for readers whose times people wrote.
    Cue cue(String where, Duration start, Duration end, List<Line> lines, boolean top) {
        if (end.compareTo(start) <= 0) {
            throw unreadable(where, "ends at " + said(end) + ", not after " + said(start));
        }
        return new Cue(start, end, lines, top);
    }

    /// Refuses a document in which there is nothing to be read.
    Subtitles whole(Subtitles subtitles) {
        if (subtitles.cues().isEmpty()) {
            throw unreadable("", "there is not one cue in it");
        }
        return subtitles;
    }

    private static String said(Duration time) {
        return String.format(Locale.ROOT, "%.3f s", time.toMillis() / 1000.0);
    }

    /// UTF-8 or UTF-16, as the mark at its beginning or the bytes themselves say.
    ///
    /// @param western whether what is neither is taken for Windows-1252, which editors of SRT use
    String text(boolean western) {
        Charset charset = wide();
        if (charset == null) {
            charset = StandardCharsets.UTF_8;
        }
        try {
            return clean(decode(charset));
        } catch (CharacterCodingException e) {
            if (western) {
                return clean(new String(bytes, WESTERN));
            }
            throw unreadable("", "its characters are neither UTF-8 nor UTF-16", "save it as UTF-8");
        }
    }

    private String decode(Charset charset) throws CharacterCodingException {
        return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }

    /// UTF-16 when a mark says so, or when every second of the first bytes is zero, as in Latin.
    private @Nullable Charset wide() {
        if (bytes.length < 4) {
            return null;
        }
        int first = (bytes[0] & 0xFF) * 256 + (bytes[1] & 0xFF);
        if (first == 0xFFFE || (bytes[1] == 0 && bytes[3] == 0)) {
            return StandardCharsets.UTF_16LE;
        }
        return first == 0xFEFF || (bytes[0] == 0 && bytes[2] == 0)
                ? StandardCharsets.UTF_16BE
                : null;
    }

    private static String clean(String text) {
        String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
        return bare.replace("\r\n", "\n").replace('\r', '\n').replace("\0", "");
    }
}
