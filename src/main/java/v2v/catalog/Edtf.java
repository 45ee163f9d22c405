package v2v.catalog;

import org.jspecify.annotations.Nullable;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A date as archives write it: the days that it may mean.
///
/// Reads ISO 8601-2 (EDTF) levels 0 and 1: `1987`, `1987-05-03`, `198X`, `1987~`, `1987-22`,
/// `1987/1990`, `../1990`, `Y-17000`. A date that says nothing (`XXXX`, the empty text) is no date.
///
/// @param from first day, counted from 1970-01-01; [Long#MIN_VALUE] when it is open
/// @param to last day, included; [Long#MAX_VALUE] when it is open
/// @param about the source calls it approximate
/// @param unsure the source calls it uncertain
record Edtf(long from, long to, boolean about, boolean unsure) {
    private static final Pattern POINT =
            Pattern.compile(
                    "(Y?-?\\d{1,9}|\\d{1,3}X{1,3})(?:-(\\d\\d|XX))?(?:-(\\d\\d|XX))?(?:T.*)?");

    /// What the text means; empty when it is no date at all, or an unknown one.
    static Optional<Edtf> parse(String text) {
        String[] sides = text.strip().replace(" ", "").split("/", -1);
        return switch (sides.length) {
            case 1 -> point(sides[0]);
            case 2 -> interval(sides[0], sides[1]);
            default -> Optional.empty();
        };
    }

    private static Optional<Edtf> interval(String left, String right) {
        Optional<Edtf> from = point(left);
        Optional<Edtf> to = point(right);
        if ((from.isEmpty() && to.isEmpty()) || broken(left, from) || broken(right, to)) {
            return Optional.empty();
        }
        Edtf open = new Edtf(Long.MIN_VALUE, Long.MAX_VALUE, false, false);
        Edtf a = from.orElse(open);
        Edtf b = to.orElse(open);
        return ordered(a.from, b.to, a.about || b.about, a.unsure || b.unsure);
    }

    private static boolean broken(String side, Optional<Edtf> read) {
        return read.isEmpty() && !side.isEmpty() && !side.equals("..");
    }

    private static Optional<Edtf> point(String text) {
        boolean about = text.contains("~") || text.contains("%");
        boolean unsure = text.contains("?") || text.contains("%");
        Matcher parts = POINT.matcher(text.replaceAll("[~?%]", ""));
        if (!parts.matches() || tooShort(parts.group(1))) {
            return Optional.empty();
        }
        String year = parts.group(1).replaceFirst("^Y", "");
        try {
            long first = first(year.replace('X', '0'), parts.group(2), parts.group(3));
            long last = last(year.replace('X', '9'), parts.group(2), parts.group(3));
            return ordered(first, last, about, unsure);
        } catch (DateTimeException e) {
            return Optional.empty(); // there is no 31 February, whoever typed it
        }
    }

    /// Only `Y` allows a year of other than four digits: `87` may be any century.
    private static boolean tooShort(String year) {
        return !year.startsWith("Y") && year.replace("-", "").length() != 4;
    }

    private static Optional<Edtf> ordered(long from, long to, boolean about, boolean unsure) {
        return from > to ? Optional.empty() : Optional.of(new Edtf(from, to, about, unsure));
    }

    private static long first(String year, @Nullable String month, @Nullable String day) {
        int y = Integer.parseInt(year);
        if (month == null || month.equals("XX")) {
            return LocalDate.of(y, 1, 1).toEpochDay();
        }
        int m = Integer.parseInt(month);
        if (m > 20) {
            return season(y, m).atDay(1).toEpochDay();
        }
        boolean whole = day == null || day.equals("XX");
        return LocalDate.of(y, m, whole ? 1 : Integer.parseInt(day)).toEpochDay();
    }

    private static long last(String year, @Nullable String month, @Nullable String day) {
        int y = Integer.parseInt(year);
        if (month == null || month.equals("XX")) {
            return LocalDate.of(y, 12, 31).toEpochDay();
        }
        int m = Integer.parseInt(month);
        if (m > 20) {
            return season(y, m).plusMonths(2).atEndOfMonth().toEpochDay();
        }
        boolean whole = day == null || day.equals("XX");
        return whole
                ? YearMonth.of(y, m).atEndOfMonth().toEpochDay()
                : LocalDate.of(y, m, Integer.parseInt(day)).toEpochDay();
    }

    /// 21 spring to 24 winter, by the northern calendar's months; winter begins in December.
    private static YearMonth season(int year, int code) {
        if (code > 24) {
            throw new DateTimeException("no such season: " + code);
        }
        return YearMonth.of(year, 3 * (code - 20));
    }

    int firstYear() {
        return LocalDate.ofEpochDay(from).getYear();
    }

    int lastYear() {
        return LocalDate.ofEpochDay(to).getYear();
    }

    boolean closed() {
        return from != Long.MIN_VALUE && to != Long.MAX_VALUE;
    }

    /// For people: `1987`, `c. 1987`, `1980s?`, `1987–1990`, `until 1990`.
    String text() {
        return (about ? "c. " : "") + span() + (unsure ? "?" : "");
    }

    private String span() {
        if (from == Long.MIN_VALUE) {
            return "until " + lastYear();
        }
        if (to == Long.MAX_VALUE) {
            return "from " + firstYear();
        }
        if (firstYear() == lastYear()) {
            return Integer.toString(firstYear());
        }
        boolean decade = Math.floorMod(firstYear(), 10) == 0 && lastYear() == firstYear() + 9;
        return decade ? firstYear() + "s" : firstYear() + "–" + lastYear();
    }
}
