package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// B-112: what is shared alike stays under the licence it had, or one that Creative Commons counts
/// as the same.
///
/// | part | the whole may be under |
/// |---|---|
/// | version 1.0 | exactly that licence |
/// | 2.0 to 4.0 | the same letters, in that version or a later one, in any port |
/// | Free Art, GPL | neither comes in: BY-SA 4.0 may go into them, not the other way |
///
/// BY-SA and BY-NC-SA have not the same letters.
final class SaIncompatible implements Rule.Fixed {
    private static final Pattern OUTWARD_ONLY =
            Pattern.compile(
                    "free art|art libre|\\b(?:fal|lal)\\b|\\bgpl|general public licen[sc]e");

    @Override
    public Code code() {
        return Code.SA_INCOMPATIBLE;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Cue cue : Cue.of(work)) {
            work.license().license().ifPresent(whole -> all.addAll(cell(work, cue, whole)));
        }
        return all;
    }

    private List<Finding> cell(Case work, Cue cue, License whole) {
        String said = cue.party().license();
        if (OUTWARD_ONLY.matcher(Case.plain(said)).find()) {
            return finding(
                    cue.name()
                            + " is under \""
                            + said
                            + "\", which takes in works of Creative Commons and is not taken into"
                            + " them",
                    "clear the part separately, or leave it out",
                    work.place("clearances"));
        }
        return work.book()
                .read(said)
                .license()
                .filter(part -> Terms.have(part, "sa") && !same(part, whole))
                .map(part -> incompatible(work, cue, part, whole))
                .orElse(List.of());
    }

    static boolean same(License part, License whole) {
        boolean letters = Terms.parts(part).equals(Terms.parts(whole));
        return part.version().equals("1.0")
                ? part.equals(whole)
                : letters && part.version().compareTo(whole.version()) <= 0;
    }

    private List<Finding> incompatible(Case work, Cue cue, License part, License whole) {
        String orLater = part.version().equals("1.0") ? "" : " or a later version of it";
        return finding(
                cue.name()
                        + " is under "
                        + part.identifier()
                        + " and the whole under "
                        + whole.identifier()
                        + ": share alike asks for "
                        + part.identifier()
                        + orLater,
                "release the whole under that licence, or clear the part separately",
                work.place("clearances"));
    }
}
