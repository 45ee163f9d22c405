package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-204: a title alone does not say what can be seen.
final class DescriptionMissing implements Rule {
    @Override
    public Code code() {
        return Code.DESCRIPTION_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.record().descriptions().stream().allMatch(text -> text.value().isBlank())
                ? finding(
                        "nobody says what can be seen in it",
                        "add a description to the record",
                        "descriptions")
                : List.of();
    }
}
