package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// An archive is searched by time. A date that was said and not understood has a rule of its own.
final class DateMissing implements Rule.Warning {
    @Override
    public Code code() {
        return Code.DATE_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.record().dates().isEmpty() && !work.unread("dates")
                ? finding(
                        "nobody says when it was made",
                        "add a date to the record; 198X or 1987~ is better than none",
                        "dates")
                : List.of();
    }
}
