package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Record.Provenance;
import v2v.item.Refusal.Code;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// B-104: two sources name different licences, and the footage itself is one of the sources. Both
/// are shown with their place; which is true only a person can find out.
final class LicenseConflict implements Rule.Fixed {
    private static final String FIX =
            "find out which is true, write that one in every source, then order it again";
    private static final Pattern RESERVED =
            Pattern.compile(
                    "all rights reserved|alle rechte vorbehalten|tous droits r[ée]serv[ée]s"
                            + "|todos los derechos reservados|tutti i diritti riservati");

    @Override
    public Code code() {
        return Code.LICENSE_CONFLICT;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license().license().flatMap(license -> other(work, license)).orElse(List.of());
    }

    private Optional<List<Finding>> other(Case work, License license) {
        for (Provenance origin : work.licenses()) {
            Answer answer = work.book().read(origin.value());
            boolean reserved = RESERVED.matcher(Case.plain(origin.value())).find();
            if (!answer.couldBe(license) || (reserved && answer instanceof Answer.Unknown)) {
                return Optional.of(conflict(work, license, answer, origin));
            }
        }
        return reserved(work, license);
    }

    /// In the free field for rights.
    private Optional<List<Finding>> reserved(Case work, License license) {
        String statement = Case.plain(work.rights().rightsStatement());
        return RESERVED.matcher(statement).find()
                ? Optional.of(
                        finding(
                                saidToBe(work, license)
                                        + " and, in "
                                        + work.place("rights.rightsStatement")
                                        + ", \""
                                        + Shown.text(statement)
                                        + "\"",
                                FIX,
                                work.place("rights.rightsStatement")))
                : Optional.empty();
    }

    private List<Finding> conflict(Case work, License license, Answer answer, Provenance origin) {
        String meaning = answer.license().map(tool -> ", " + tool.identifier()).orElse("");
        return finding(
                saidToBe(work, license)
                        + " and, in "
                        + Case.at(origin)
                        + " (\""
                        + Shown.text(origin.value())
                        + "\")"
                        + (meaning.isEmpty() ? ", something else" : meaning),
                FIX,
                Case.at(origin));
    }

    private static String saidToBe(Case work, License license) {
        String where =
                work.licenses().stream()
                        .filter(o ->
                                work.book().read(o.value()).license().equals(Optional.of(license)))
                        .findFirst()
                        .map(origin -> " in " + Case.at(origin))
                        .orElse("");
        return "the licence is said to be " + license.identifier() + where;
    }
}
