package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-120: nobody has looked for rights of others. Music and clips in a programme are the usual
/// case, and the licence of the whole proves nothing about them.
final class ThirdPartyUndeclared implements Rule {
    @Override
    public Code code() {
        return Code.THIRD_PARTY_UNDECLARED;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.record().thirdPartyDeclared()
                ? List.of()
                : finding(
                        "nobody has said whether others hold rights in it (music, clips, people)",
                        "list them in the record, or set thirdPartyDeclared when there are none",
                        "thirdPartyDeclared");
    }
}
