package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// NC and ND are lawful in a swarm, but collections of free works take neither.
final class NotFreeCultural implements Rule.Warning {
    @Override
    public Code code() {
        return Code.NOT_FREE_CULTURAL;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license()
                .license()
                .filter(tool -> Terms.have(tool, "nc") || Terms.have(tool, "nd"))
                .map(tool ->
                        finding(
                                tool.identifier()
                                        + " is no licence of free culture: Wikimedia Commons and"
                                        + " others like it will not take the work",
                                "choose CC BY or CC BY-SA if that is not meant",
                                work.place("rights.license")))
                .orElse(List.of());
    }
}
