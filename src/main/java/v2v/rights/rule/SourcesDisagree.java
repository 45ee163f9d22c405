package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Order;
import v2v.item.Record.Provenance;
import v2v.item.Refusal.Code;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// Two documents give different values for something that has only one. The first was taken; what
/// is typed with the order is meant to win, and is no document.
final class SourcesDisagree implements Rule.Warning {
    private static final Set<String> SINGLE =
            Set.of(
                    "assetType",
                    "period",
                    "collection",
                    "series.title",
                    "series.number",
                    "rights.license",
                    "rights.role",
                    "rights.attributionName",
                    "rights.attributionUrl",
                    "rights.copyrightNotice",
                    "rights.rightsStatement",
                    "rights.territory",
                    "rights.embargoUntil",
                    "rights.expires",
                    "rights.publicDomainBasis",
                    "rights.accessRestriction",
                    "rights.publication");

    @Override
    public Code code() {
        return Code.SOURCES_DISAGREE;
    }

    @Override
    public List<Finding> check(Case work) {
        Map<String, Provenance> first = new HashMap<>();
        List<Finding> all = new ArrayList<>();
        for (Provenance origin : work.record().provenance()) {
            if (!SINGLE.contains(origin.field()) || origin.source().equals(Order.SOURCE)) {
                continue;
            }
            Provenance before = first.putIfAbsent(origin.field(), origin);
            if (before != null && disagree(work, before, origin)) {
                all.addAll(both(before, origin));
            }
        }
        return all;
    }

    private static boolean disagree(Case work, Provenance one, Provenance other) {
        if (one.source().equals(other.source()) || even(one.value()).equals(even(other.value()))) {
            return false;
        }
        // different names of one licence are no matter, different licences have a rule of their own
        return !one.field().equals("rights.license")
                || work.book().read(one.value()).license().isEmpty()
                || work.book().read(other.value()).license().isEmpty();
    }

    private static String even(String value) {
        return Normalizer.normalize(value, Normalizer.Form.NFKC)
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .strip();
    }

    private List<Finding> both(Provenance one, Provenance other) {
        return finding(
                one.field()
                        + " is \""
                        + Shown.text(one.value())
                        + "\" in "
                        + Case.at(one)
                        + " and \""
                        + Shown.text(other.value())
                        + "\" in "
                        + Case.at(other),
                "find out which is true and write that one in both",
                Case.at(other));
    }
}
