package v2v.release;

import org.jspecify.annotations.Nullable;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/// Codes of a record as words for a page.
final class Words {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

    private Words() {}

    static String date(String type) {
        return switch (type) {
            case "firstBroadcast" -> "First broadcast";
            case "copyright" -> "Copyright";
            default -> capital(type);
        };
    }

    /// `14 June 1962` for an EDTF date that is one; others stand as they are, because a reader must
    /// see how sure the archive was.
    static String day(String edtf) {
        if (edtf.matches("\\d{4}-\\d\\d-\\d\\d|\\d{4}-\\d\\d")) {
            boolean whole = edtf.length() == 10;
            try {
                return whole
                        ? LocalDate.parse(edtf).format(DAY)
                        : YearMonth.parse(edtf).format(MONTH);
            } catch (DateTimeParseException noSuchDay) {
                return edtf;
            }
        }
        return edtf.matches("\\d{3}X") ? edtf.replace('X', '0') + "s" : edtf;
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
