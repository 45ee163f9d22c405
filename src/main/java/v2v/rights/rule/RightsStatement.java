package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.regex.Pattern;

/// B-105: a statement of rightsstatements.org says what is known about the rights and permits
/// nothing; neither as the licence nor beside one. "No copyright" (NoC-*) a house may accept beside
/// a licence.
final class RightsStatement implements Rule.Fixed {
    private static final Pattern STATEMENT = Pattern.compile("rightsstatements\\.org");

    private final boolean noCopyrightAccepted;

    RightsStatement(boolean noCopyrightAccepted) {
        this.noCopyrightAccepted = noCopyrightAccepted;
    }

    @Override
    public Code code() {
        return Code.RIGHTS_STATEMENT_IS_NOT_A_LICENSE;
    }

    @Override
    public List<Finding> check(Case work) {
        if (work.license() instanceof Answer.Statement(String said)) {
            return finding(
                    Shown.quoted(said)
                            + " states what is known about the rights; it permits nothing",
                    "ask the rights holder for a licence, then " + Shown.WRITE_IT,
                    work.place("rights.license"));
        }
        String beside = work.rights().rightsStatement();
        return beside == null || !isAgainst(beside)
                ? List.of()
                : finding(
                        "the record has a licence and a rights statement beside it ("
                                + Shown.text(beside)
                                + ")",
                        "let the rights desk decide which of the two holds and take the other out",
                        work.place("rights.rightsStatement"));
    }

    private boolean isAgainst(String said) {
        String plain = Case.plain(said);
        return STATEMENT.matcher(plain).find() && !(noCopyrightAccepted && plain.contains("/noc-"));
    }
}
