package v2v.release;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// Codes of a record as words for a page.
final class Words {
    private Words() {}

    static String date(String type) {
        return switch (type) {
            case "firstBroadcast" -> "First broadcast";
            case "copyright" -> "Copyright";
            default -> capital(type);
        };
    }

    /// The commonest MARC relators; others stand as they are.
    static String role(@Nullable String role) {
        return switch (role == null ? "" : role.toLowerCase(Locale.ROOT)) {
            case "", "ctb" -> "With";
            case "drt" -> "Director";
            case "pro" -> "Producer";
            case "cng" -> "Camera";
            case "ive" -> "Interviewee";
            case "ivr" -> "Interviewer";
            case "nrt" -> "Narrator";
            case "cmp" -> "Composer";
            case "aut" -> "Writer";
            default -> capital(String.valueOf(role));
        };
    }

    /// `German` for `de`; nothing spoken for `zxx`.
    static String tongue(String tag) {
        String name = Locale.forLanguageTag(tag).getDisplayName(Locale.ENGLISH);
        return tag.equals("zxx") ? "Nothing is spoken" : name.isEmpty() ? tag : name;
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
