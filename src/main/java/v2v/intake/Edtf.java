package v2v.intake;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Dates as ISO 8601-2 writes them (EDTF, level 0–1), where a date can be read in one way only.
final class Edtf {
    private static final Pattern ALREADY =
            Pattern.compile("-?\\d{4}(-\\d\\d(-\\d\\d)?)?[~?%]?|\\d{3}X|\\d\\dXX|\\d{4}-XX(-XX)?");
    private static final Pattern SIGNS = Pattern.compile("^-|[~?%]$");
    private static final Pattern TIMED = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[T ]\\d\\d:.*");
    private static final Pattern YEAR_FIRST = Pattern.compile("(\\d{4})([/.]?)(\\d\\d)\\2(\\d\\d)");
    private static final Pattern YEAR_LAST =
            Pattern.compile("(\\d{1,2})([/.-])(\\d{1,2})\\2(\\d{4})");
    private static final Pattern ABOUT =
            Pattern.compile("(?i)(?:c\\.?|ca\\.?|circa|about|um|vers|env\\.?) ?(\\d{4})");
    private static final Pattern DECADE = Pattern.compile("(\\d{3})0(?:s|er|'s)");

    private static final List<DateTimeFormatter> WRITTEN =
            Stream.of("en", "fr", "de", "es", "it")
                    .map(Locale::forLanguageTag)
                    .flatMap(l ->
                            Stream.of("d[.] MMMM uuuu", "d[.] MMM uuuu", "MMMM d, uuuu")
                                    .map(p -> written(p, l)))
                    .toList();

    private Edtf() {}

    private static DateTimeFormatter written(String pattern, Locale locale) {
        return new DateTimeFormatterBuilder()
                .parseCaseInsensitive()
                .appendPattern(pattern)
                .toFormatter(locale)
                .withResolverStyle(ResolverStyle.STRICT);
    }

    /// The date, or nothing when it is no date or could be two.
    static Optional<String> of(String said) {
        String text = said.strip();
        String[] ends = text.split("/", -1);
        if (ends.length == 2 && isEnd(ends[0]) && isEnd(ends[1]) && !text.equals("../..")) {
            return Optional.of(text);
        }
        if (ALREADY.matcher(text).matches()) {
            return Optional.of(text).filter(Edtf::exists);
        }
        return about(text).or(() -> numbers(text)).or(() -> words(text));
    }

    private static boolean isEnd(String end) {
        return end.equals("..") || (ALREADY.matcher(end).matches() && exists(end));
    }

    private static Optional<String> about(String text) {
        Matcher about = ABOUT.matcher(text);
        if (about.matches()) {
            return Optional.of(about.group(1) + "~");
        }
        Matcher decade = DECADE.matcher(text);
        return decade.matches() ? Optional.of(decade.group(1) + "X") : Optional.empty();
    }

    private static Optional<String> numbers(String text) {
        Matcher timed = TIMED.matcher(text);
        if (timed.matches()) {
            return Optional.of(timed.group(1)).filter(Edtf::exists);
        }
        Matcher first = YEAR_FIRST.matcher(text);
        if (first.matches()) {
            return day(first.group(1), first.group(3), first.group(4));
        }
        Matcher last = YEAR_LAST.matcher(text);
        if (!last.matches()) {
            return Optional.empty();
        }
        // 17/05/1987 is one day; 03/05/1987 is two, one on each side of the Atlantic
        Optional<String> european = day(last.group(4), last.group(3), last.group(1));
        Optional<String> american = day(last.group(4), last.group(1), last.group(3));
        if (european.isPresent() && american.isPresent() && !european.equals(american)) {
            return Optional.empty();
        }
        return european.or(() -> american);
    }

    private static Optional<String> day(String year, String month, String day) {
        // no format: a hundred thousand rows have two dates each
        String iso =
                year
                        + (month.length() < 2 ? "-0" : "-")
                        + month
                        + (day.length() < 2 ? "-0" : "-")
                        + day;
        return Optional.of(iso).filter(Edtf::exists);
    }

    /// How to write a date that [#of] did not take: the days it could be, or the form in general.
    static String hint(String said) {
        Matcher last = YEAR_LAST.matcher(said.strip());
        if (!last.matches()) {
            return "write it as YYYY-MM-DD, YYYY-MM or YYYY";
        }
        Optional<String> european = day(last.group(4), last.group(3), last.group(1));
        // with full stops the day comes first in every country that writes them
        Optional<String> american =
                last.group(2).equals(".")
                        ? Optional.empty()
                        : day(last.group(4), last.group(1), last.group(3));
        String days =
                Stream.of(european, american)
                        .flatMap(Optional::stream)
                        .distinct()
                        .collect(Collectors.joining(" or "));
        return "write " + (days.isEmpty() ? "a day that exists as YYYY-MM-DD" : days);
    }

    private static Optional<String> words(String text) {
        return WRITTEN.stream()
                .map(form -> parse(text, form))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<String> parse(String text, DateTimeFormatter form) {
        try {
            return Optional.of(LocalDate.parse(text, form).toString());
        } catch (DateTimeParseException e) {
            return Optional.empty(); // another language may know it
        }
    }

    private static boolean exists(String date) {
        String plain = SIGNS.matcher(date).replaceAll("").replace("XX", "01");
        try {
            switch (plain.length()) {
                case 10 -> LocalDate.parse(plain);
                case 7 -> LocalDate.parse(plain + "-01");
                default -> LocalDate.parse("2000-01-01");
            }
            return true;
        } catch (DateTimeParseException e) {
            return false;
        }
    }

    /// When an embargo ends. A day without a zone begins when it has begun everywhere on earth: a
    /// release that comes too early can not be taken back.
    ///
    /// @throws DateTimeException when it is not a day or a moment with its zone
    static Instant embargo(String said) {
        String text = said.strip();
        if (text.contains("T")) {
            return OffsetDateTime.parse(text).toInstant();
        }
        String date = of(text).orElse("");
        if (!date.matches("\\d{4}-\\d\\d-\\d\\d")) {
            throw new DateTimeException("not a day: " + said);
        }
        return LocalDate.parse(date).atStartOfDay(ZoneOffset.ofHours(-12)).toInstant();
    }
}
