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

    /// An EDTF date in words: `14 June 1962`, `around 1999`, `possibly 1987`, `1980s`, `May 1987`.
    /// How sure the archive was stays to be seen.
    static String day(String edtf) {
        String[] ends = edtf.split("/", -1);
        if (ends.length != 2) {
            return point(edtf);
        }
        if (open(ends[0]) || open(ends[1])) {
            return open(ends[0]) ? "until " + point(ends[1]) : "from " + point(ends[0]);
        }
        return point(ends[0]) + " to " + point(ends[1]);
    }

    private static boolean open(String end) {
        return end.isEmpty() || end.equals("..");
    }

    private static String point(String edtf) {
        String sure = edtf.replaceFirst("[~?%]$", "");
        String doubt =
                switch (edtf.substring(sure.length())) {
                    case "~" -> "around ";
                    case "?" -> "possibly ";
                    case "%" -> "possibly around ";
                    default -> "";
                };
        return doubt + plain(sure.replaceFirst("(-XX)+$", ""));
    }

    private static String plain(String date) {
        try {
            return switch (date.length()) {
                case 10 -> LocalDate.parse(date).format(DAY);
                case 7 -> YearMonth.parse(date).format(MONTH);
                default -> years(date);
            };
        } catch (DateTimeParseException noSuchDay) {
            return date;
        }
    }

    private static String years(String date) {
        if (date.matches("\\d\\dXX")) {
            return date.replace("XX", "00") + "\u2013" + date.replace("XX", "99");
        }
        return date.matches("\\d{3}X") ? date.replace('X', '0') + "s" : date;
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
        if (unknown(tag)) {
            return "language not known" + channel(tag);
        }
        return tag.equals("zxx") ? "Nothing is spoken" : name.isEmpty() ? tag : name;
    }

    /// What speakers of a language call it: `Deutsch` for `de`, `Français` for `fr`.
    static String ownTongue(String tag) {
        Locale locale = Locale.forLanguageTag(tag);
        String name = locale.getDisplayName(locale);
        if (unknown(tag)) {
            return "Language not known" + channel(tag);
        }
        if (name.isEmpty() || name.equals(tag)) {
            return tag;
        }
        int first = name.offsetByCodePoints(0, 1);
        return name.substring(0, first).toUpperCase(locale) + name.substring(first);
    }

    private static boolean unknown(String tag) {
        return tag.equals("und") || tag.startsWith("und-");
    }

    /// ` (service2)` for `und-x-service2`: which of several caption channels it is.
    private static String channel(String tag) {
        return tag.startsWith("und-x-") ? " (" + tag.substring("und-x-".length()) + ")" : "";
    }

    private static String capital(String word) {
        return word.isEmpty()
                ? word
                : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }
}
