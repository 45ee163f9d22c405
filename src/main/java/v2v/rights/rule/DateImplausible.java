package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Record;
import v2v.item.Refusal.Code;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// W-206: before there was film, after today, or after the day on which the carrier was read. Dates
/// are intervals; only what can not be true on any of their days is said.
final class DateImplausible implements Rule.Warning {
    private static final LocalDate FIRST_FILM = LocalDate.of(1888, 1, 1);
    private static final Set<String> CONTENT = Set.of("recorded", "produced", "firstBroadcast");
    private static final Set<String> MAY_BE_COMING = Set.of("released");

    @Override
    public Code code() {
        return Code.DATE_IMPLAUSIBLE;
    }

    @Override
    public List<Finding> check(Case work) {
        // the day that it is where the day begins first
        LocalDate today = work.now().atOffset(ZoneOffset.ofHours(14)).toLocalDate();
        Optional<LocalDate> digitised = digitised(work);
        List<Finding> all = new ArrayList<>();
        for (Record.Dated date : work.record().dates()) {
            Span.of(date.edtf())
                    .flatMap(span -> against(date, span, today, digitised))
                    .ifPresent(why -> all.addAll(implausible(work, date, why)));
        }
        return all;
    }

    private static Optional<LocalDate> digitised(Case work) {
        return work.record().dates().stream()
                .filter(date -> date.type().equals("digitised"))
                .flatMap(date -> Span.of(date.edtf()).stream())
                .map(Span::to)
                .max(LocalDate::compareTo);
    }

    private static Optional<String> against(
            Record.Dated date, Span span, LocalDate today, Optional<LocalDate> digitised) {
        if (span.to().isBefore(FIRST_FILM)) {
            return Optional.of("there was no film before 1888");
        }
        if (span.from().isAfter(today) && !MAY_BE_COMING.contains(date.type())) {
            return Optional.of("that day has not come");
        }
        boolean later = digitised.filter(day -> span.from().isAfter(day)).isPresent();
        return later && span.certain() && CONTENT.contains(date.type())
                ? Optional.of("the carrier was digitised before")
                : Optional.empty();
    }

    private List<Finding> implausible(Case work, Record.Dated date, String why) {
        return finding(
                "the date " + date.type() + " " + date.edtf() + " can not be: " + why,
                "look at the source and correct it",
                work.place("dates"));
    }
}
