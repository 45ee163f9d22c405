package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Set;

/// B-127: whether a work comes out at all is its author's to decide, and is decided once.
final class NeverPublished implements Rule {
    private static final Set<String> NEVER =
            Set.of(
                    "unpublished",
                    "never published",
                    "not published",
                    "never",
                    "no",
                    "false",
                    "unveröffentlicht",
                    "nie veröffentlicht",
                    "inédit",
                    "non publié");

    @Override
    public Code code() {
        return Code.NEVER_PUBLISHED_UNCONFIRMED;
    }

    @Override
    public List<Finding> check(Case work) {
        return NEVER.contains(Case.plain(work.rights().publication()))
                ? finding(
                        "the work was never published, and nobody has said that it may be now",
                        "ask its author, or whoever may decide that now, and write publication"
                                + " agreed into the record",
                        work.place("rights.publication"))
                : List.of();
    }
}
