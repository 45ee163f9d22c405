package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.List;

/// An archive is searched by language. One that was said and not understood has a rule of its own.
final class LanguageMissing implements Rule.Warning {
    @Override
    public Code code() {
        return Code.LANGUAGE_MISSING;
    }

    @Override
    public List<Finding> check(Case work) {
        return work.record().languages().isEmpty() && !work.unread("languages")
                ? finding(
                        "nobody says which language is spoken",
                        "add the language to the record; zxx where nothing is spoken",
                        "languages")
                : List.of();
    }
}
