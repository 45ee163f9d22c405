package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Record.Unread;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// A value that stands under a head nobody knows is left where it lies. One that could restrict the
/// work is refused when the record is read.
final class ColumnUnknown implements Rule.Warning {
    @Override
    public Code code() {
        return Code.COLUMN_UNKNOWN;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Unread unread : work.record().unread()) {
            if (unread.field().isEmpty()) {
                all.addAll(
                        finding(
                                "\""
                                        + Shown.text(unread.value())
                                        + "\" stands under a head that is not known and was left"
                                        + " out",
                                unread.advice(),
                                Case.at(unread.source(), unread.place())));
            }
        }
        return all;
    }
}
