package v2v.web;

import io.vertx.core.http.HttpServerRequest;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Locale;

/// Conditions under which a file is wanted (RFC 9110, 13): by its tag, or where none is named by
/// its time.
final class Conditions {
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Conditions() {}

    /// Whether it is still the file that is meant (If-Match, If-Unmodified-Since).
    static boolean match(HttpServerRequest request, String tag, Instant modified) {
        String tags = request.getHeader("If-Match");
        if (tags != null) {
            return names(tags, tag, false);
        }
        Instant since = moment(request.getHeader("If-Unmodified-Since"));
        return since == null || !modified.isAfter(since);
    }

    /// Whether whoever asks has it already (If-None-Match, If-Modified-Since).
    static boolean known(HttpServerRequest request, String tag, Instant modified) {
        String tags = request.getHeader("If-None-Match");
        if (tags != null) {
            return names(tags, tag, true);
        }
        Instant since = moment(request.getHeader("If-Modified-Since"));
        return since != null && !modified.isAfter(since);
    }

    /// A list of tags; those that caches have weakened name the same file where that is enough.
    private static boolean names(String tags, String tag, boolean weakly) {
        return tags.strip().equals("*")
                || Arrays.stream(tags.split(",", -1))
                        .map(String::strip)
                        .map(one -> weakly && one.startsWith("W/") ? one.substring(2) : one)
                        .anyMatch(tag::equals);
    }

    private static @Nullable Instant moment(@Nullable String date) {
        if (date == null) {
            return null;
        }
        try {
            return Instant.from(HTTP_DATE.parse(date));
        } catch (DateTimeException e) {
            return null; // RFC 9110: a date that can not be read is no condition
        }
    }

    static String date(Instant instant) {
        return HTTP_DATE.format(instant);
    }
}
