package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Rendition;
import v2v.media.words.Vtt;

import java.util.ArrayList;
import java.util.List;

/// The note at the head of a WebVTT file, so that words can be passed on without the film: whom to
/// credit, licence, language, and where the words came from. WebVTT has no names for any of these.
final class Notice {
    private static final String LANGUAGE = "Language: ";
    private static final String ORIGIN = "Origin: ";

    private Notice() {}

    /// The licence; what the line of credit says already is not said again.
    static List<String> of(Clearance clearance) {
        List<String> notice = new ArrayList<>(List.of(clearance.credit()));
        for (String key : List.of("COPYRIGHT", "LICENSE")) {
            String line = clearance.tags().get(key);
            if (line != null && !line.isBlank() && !clearance.credit().contains(line)) {
                notice.add(line);
            }
        }
        return List.copyOf(notice);
    }

    /// The same with what is known of the words.
    static List<String> of(Clearance clearance, String language, String origin) {
        List<String> notice = new ArrayList<>(of(clearance));
        notice.add(LANGUAGE + language);
        notice.add(ORIGIN + origin);
        return List.copyOf(notice);
    }

    /// The line that should be in this document and is not; null where all are.
    static @Nullable String missing(List<String> notes, Clearance clearance, Rendition file) {
        for (String line : of(clearance)) {
            if (!notes.contains(Vtt.line(line))) {
                return line;
            }
        }
        String language = file.language();
        boolean words = file.role() == Rendition.Role.WORDS;
        if (words && language != null && !notes.contains(LANGUAGE + language)) {
            return LANGUAGE + language;
        }
        boolean origin = notes.stream().anyMatch(line -> line.startsWith(ORIGIN));
        return words && !origin ? ORIGIN.strip() : null;
    }
}
