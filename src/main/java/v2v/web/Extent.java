package v2v.web;

import org.jspecify.annotations.Nullable;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which bytes of a file are asked for (RFC 9110 §14).
sealed interface Extent {
    record Whole() implements Extent {}

    /// From one byte to another, both included.
    record Part(long from, long to) implements Extent {
        long length() {
            return to - from + 1;
        }
    }

    /// Beyond the end.
    record Outside() implements Extent {}

    Pattern RANGE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /// A range that is written wrong, or several at once, is passed over as the RFC allows: then
    /// the whole file is sent.
    static Extent of(@Nullable String header, long bytes) {
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return new Whole();
        }
        if (range.group(1).isEmpty()) {
            long last = Math.min(bytes, Long.parseLong(range.group(2)));
            return last == 0 ? new Outside() : new Part(bytes - last, bytes - 1);
        }
        long from = Long.parseLong(range.group(1));
        long to = range.group(2).isEmpty() ? bytes - 1 : Long.parseLong(range.group(2));
        if (to < from && !range.group(2).isEmpty()) {
            return new Whole();
        }
        return from >= bytes ? new Outside() : new Part(from, Math.min(to, bytes - 1));
    }
}
