package v2v.rights.rule;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The days that a date can mean, from the first to the last (EDTF, ISO 8601-2).
///
/// @param certain false where its writer marked it as about or doubtful
record Span(LocalDate from, LocalDate to, boolean certain) {
    private static final Pattern DATE =
            Pattern.compile("(-?)([0-9X]{4})(?:-([0-9X]{2})(?:-([0-9X]{2}))?)?(?:T.*)?([~?%]?)");

    /// Nothing when it is not EDTF.
    static Optional<Span> of(String edtf) {
        int slash = edtf.indexOf('/');
        if (slash < 0) {
            return single(edtf);
        }
        Optional<Span> first = end(edtf.substring(0, slash));
        Optional<Span> last = end(edtf.substring(slash + 1));
        return first.flatMap(a -> last.map(b -> a.until(b)));
    }

    private Span until(Span last) {
        return new Span(from, last.to, certain && last.certain);
    }

    private static Optional<Span> end(String edtf) {
        return edtf.isEmpty() || edtf.equals("..")
                ? Optional.of(new Span(LocalDate.MIN, LocalDate.MAX, true))
                : single(edtf);
    }

    private static Optional<Span> single(String edtf) {
        Matcher date = DATE.matcher(edtf);
        if (!date.matches()) {
            return Optional.empty();
        }
        int sign = date.group(1).isEmpty() ? 1 : -1;
        int low = sign * Integer.parseInt(date.group(2).replace('X', '0'));
        int high = sign * Integer.parseInt(date.group(2).replace('X', '9'));
        boolean certain = date.group(5).isEmpty();
        String month = open(date.group(3));
        String day = open(date.group(4));
        try {
            LocalDate from = first(Math.min(low, high), month, day);
            LocalDate to = last(Math.max(low, high), month, day);
            return Optional.of(new Span(from, to, certain));
        } catch (DateTimeException | NumberFormatException notADay) {
            return Optional.empty();
        }
    }

    private static String open(@Nullable String part) {
        return part == null || part.equals("XX") ? "" : part;
    }

    private static LocalDate first(int year, String month, String day) {
        return LocalDate.of(
                year,
                month.isEmpty() ? 1 : Integer.parseInt(month),
                day.isEmpty() ? 1 : Integer.parseInt(day));
    }

    private static LocalDate last(int year, String month, String day) {
        YearMonth whole = YearMonth.of(year, month.isEmpty() ? 12 : Integer.parseInt(month));
        return day.isEmpty() ? whole.atEndOfMonth() : whole.atDay(Integer.parseInt(day));
    }
}
