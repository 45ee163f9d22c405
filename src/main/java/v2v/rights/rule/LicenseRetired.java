package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Order;
import v2v.item.Refusal.Code;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// B-106: Creative Commons has taken a tool out of use. Works that are under it are so for good;
/// nobody should put another one under it.
///
/// Which of the two it is, papers and dates say. A document of the archive must name that licence,
/// for what is only typed with the order is licensed now; and nothing in the record may show that
/// the work was made after the tool was retired. A document without any date is believed: to refuse
/// it would keep in what is free, to believe it gives the public a licence that is still valid.
final class LicenseRetired implements Rule.Fixed {
    private static final Map<String, LocalDate> RETIRED =
            Map.of(
                    "nc", LocalDate.of(2004, 5, 25),
                    "nc-sa", LocalDate.of(2004, 5, 25),
                    "nd", LocalDate.of(2004, 5, 25),
                    "nd-nc", LocalDate.of(2004, 5, 25),
                    "sa", LocalDate.of(2004, 5, 25),
                    "certification", LocalDate.of(2010, 10, 11),
                    "nc-sampling+", LocalDate.of(2011, 9, 12),
                    "sampling+", LocalDate.of(2011, 9, 12));
    private static final Set<String> MAKING = Set.of("recorded", "produced");

    @Override
    public Code code() {
        return Code.LICENSE_RETIRED;
    }

    @Override
    public List<Finding> check(Case work) {
        Optional<License> license = work.license().license();
        LocalDate day = license.map(License::unit).map(RETIRED::get).orElse(null);
        if (license.isEmpty() || day == null) {
            return List.of();
        }
        License tool = license.get();
        if (madeAfter(work, day)) {
            return retired(work, tool, day, "the work was made later");
        }
        return documented(work, tool)
                ? List.of()
                : retired(work, tool, day, "no document says that the work was under it before");
    }

    /// A date of release is no help: what was published again later may have been free before.
    private static boolean madeAfter(Case work, LocalDate day) {
        return work.record().dates().stream()
                .filter(date -> MAKING.contains(date.type()))
                .flatMap(date -> Span.of(date.edtf()).stream())
                .anyMatch(span -> span.certain() && span.from().isAfter(day));
    }

    private static boolean documented(Case work, License tool) {
        return work.licenses().stream()
                .filter(origin -> !origin.source().equals(Order.SOURCE))
                .anyMatch(o -> work.book().read(o.value()).license().equals(Optional.of(tool)));
    }

    private List<Finding> retired(Case work, License tool, LocalDate day, String why) {
        return finding(
                tool.identifier() + " was taken out of use on " + day + ", and " + why,
                "choose a licence of today, such as CC BY-SA 4.0; where the work is under the old"
                        + " one already, deliver the record that says so beside it",
                work.place("rights.license"));
    }
}
