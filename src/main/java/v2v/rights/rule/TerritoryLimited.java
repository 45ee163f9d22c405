package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// B-108: peers are everywhere, so a right that ends at a border is none. Developing Nations leaves
/// out the countries of high income, the BBC's Creative Archive all but one.
final class TerritoryLimited implements Rule.Fixed {
    private static final Set<String> WHOLE_WORLD =
            Set.of(
                    "world",
                    "worldwide",
                    "world-wide",
                    "world wide",
                    "the world",
                    "global",
                    "001",
                    "ww",
                    "weltweit",
                    "monde",
                    "monde entier",
                    "mundial");

    @Override
    public Code code() {
        return Code.TERRITORY_LIMITED;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        license(work)
                .ifPresent(message ->
                        all.addAll(
                                finding(
                                        message,
                                        Shown.ASK_FOR_ANOTHER,
                                        work.place("rights.license"))));
        String territory = work.rights().territory();
        if (territory != null
                && !territory.isBlank()
                && !WHOLE_WORLD.contains(Case.plain(territory))) {
            all.addAll(
                    finding(
                            "the rights are limited to " + territory + "; peers are everywhere",
                            "clear the work for the world (territory WORLD), or keep it in the"
                                    + " archive",
                            work.place("rights.territory")));
        }
        return all;
    }

    private static Optional<String> license(Case work) {
        if (work.license() instanceof Answer.Bounded(String said, String where)) {
            return Optional.of(
                    Shown.quoted(said) + " is for " + where + " only; peers are everywhere");
        }
        return work.license()
                .license()
                .filter(tool -> tool.unit().equals("devnations"))
                .map(tool ->
                        tool.identifier()
                                + " leaves out the countries of high income; peers are everywhere");
    }
}
