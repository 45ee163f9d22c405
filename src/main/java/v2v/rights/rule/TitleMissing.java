package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-201: a work that nobody named is hard to find. Where a house lets it pass, the name of its
/// file is the title.
final class TitleMissing implements Rule {
    @Override
    public Code code() {
        return Code.TITLE_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        if (!Title.given(work.record()).isEmpty()) {
            return List.of();
        }
        String name = Title.ofFile(work.file());
        return finding(
                name.isEmpty()
                        ? "the work has no title"
                        : "the work has no title but the name of its file, \"" + name + "\"",
                "add a title to the record, or --title",
                "titles");
    }
}
