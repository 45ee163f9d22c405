package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Record;
import v2v.item.Refusal.Code;

import java.util.List;

/// An archive is searched by time. A date that was said and not understood has a rule of its own.
final class DateMissing implements Rule {
    @Override
    public Code code() {
        return Code.DATE_MISSING;
    }

    @Override
    public Level standard() {
        return Level.WARN;
    }

    @Override
    public List<Finding> check(Case work) {
        Record record = work.record();
        return record.dates().isEmpty()
                        && record.unread().stream().noneMatch(u -> u.field().equals("dates"))
                ? finding(
                        "nobody says when it was made",
                        "add a date to the record; 198X or 1987~ is better than none",
                        "dates")
                : List.of();
    }
}
