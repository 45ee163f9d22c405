package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.License;
import v2v.item.Refusal.Code;

import java.util.List;

/// B-110: licences before 4.0 ask whoever passes the work on to keep its title, so it should have
/// one that somebody gave it.
final class TitleRequiredByLicense implements Rule {
    @Override
    public Code code() {
        return Code.TITLE_REQUIRED_BY_LICENSE;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.license()
                .license()
                .filter(License::needsAttribution)
                .filter(tool -> tool.version().compareTo("4.0") < 0)
                .filter(_ -> Title.given(work.record()).isEmpty())
                .map(tool ->
                        finding(
                                tool.identifier() + " asks to keep the title, and none was given",
                                "add a title to the record, or --title",
                                "titles"))
                .orElse(List.of());
    }
}
