package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Order;
import v2v.item.Record.Provenance;
import v2v.item.Refusal.Code;
import v2v.item.Treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// B-111: a licence without derivatives allows what is needed to bring a work into another form
/// (4.0, section 2(a)(4)) and nothing that makes another work of it. Its rights holder may do that.
///
/// Where nobody says who the publisher is, the place of the licence does. Who types it with the
/// order, and it stands nowhere else, puts the work under it, which only its holder can do: a
/// remark. Who has it from a document, or from a tag in the file, may well have been given it: that
/// one has to say the role first.
final class NdAdaptation implements Rule.Fixed {
    @Override
    public Code code() {
        return Code.ND_ADAPTATION;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        work.license()
                .license()
                .filter(tool -> Terms.have(tool, "nd"))
                .ifPresent(tool -> all.addAll(whole(work, tool)));
        for (Cue cue : Cue.of(work)) {
            if (!cue.music()) {
                work.book()
                        .read(cue.party().license())
                        .license()
                        .filter(part -> Terms.have(part, "nd"))
                        .ifPresent(part -> all.addAll(part(work, cue, part)));
            }
        }
        return all;
    }

    private List<Finding> whole(Case work, License tool) {
        List<Treatment.Act> acts = work.treatment().adaptive();
        if (acts.isEmpty() || work.byHolder()) {
            return List.of();
        }
        String steps =
                acts.stream().map(Treatment.Act::what).distinct().collect(Collectors.joining(", "));
        String message =
                tool.identifier()
                        + " allows no adaptation, and the profile "
                        + work.treatment().profile()
                        + " makes one: "
                        + steps;
        String fix =
                "order it with a profile without that step, or write the role holder into the"
                        + " record if the rights are your own";
        String place = work.place("rights.license");
        return Case.plain(work.rights().role()).isEmpty() && onlyTyped(work)
                ? remark(message, fix, place)
                : finding(message, fix, place);
    }

    private static boolean onlyTyped(Case work) {
        List<Provenance> places = work.licenses();
        return !places.isEmpty()
                && places.stream().allMatch(place -> place.source().equals(Order.SOURCE));
    }

    private List<Finding> part(Case work, Cue cue, License part) {
        return finding(
                cue.name()
                        + " is under "
                        + part.identifier()
                        + ", which does not allow to make it a part of another work",
                "clear the part separately, or leave it out",
                work.place("clearances"));
    }
}
