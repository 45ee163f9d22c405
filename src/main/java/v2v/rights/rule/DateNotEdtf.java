package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Record;
import v2v.item.Record.Unread;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// B-202: a date that could be two, or is none, stays out of what is published.
final class DateNotEdtf implements Rule {
    @Override
    public Code code() {
        return Code.DATE_NOT_EDTF;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Unread unread : work.record().unread()) {
            if (unread.field().equals("dates")) {
                all.addAll(
                        date(
                                unread.value(),
                                unread.advice(),
                                Case.at(unread.source(), unread.place())));
            }
        }
        for (Record.Dated date : work.record().dates()) {
            if (Span.of(date.edtf()).isEmpty()) {
                all.addAll(date(date.edtf(), "write it as YYYY-MM-DD, YYYY-MM or YYYY", "dates"));
            }
        }
        return all;
    }

    private List<Finding> date(String said, String advice, String place) {
        return finding(
                "the date \"" + Shown.text(said) + "\" is not one day, month or year",
                advice,
                place);
    }
}
