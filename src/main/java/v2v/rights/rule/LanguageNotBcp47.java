package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Record;
import v2v.item.Record.Unread;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// B-203: a language that has no tag is no language to any program.
final class LanguageNotBcp47 implements Rule {
    private static final Pattern TAG =
            Pattern.compile("(?:[A-Za-z]{2,3}|[A-Za-z]{5,8}|x)(?:-[A-Za-z0-9]{1,8})*");

    @Override
    public Code code() {
        return Code.LANGUAGE_NOT_BCP47;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        for (Unread unread : work.record().unread()) {
            if (unread.field().equals("languages")) {
                all.addAll(
                        language(
                                unread.value(),
                                unread.advice(),
                                Case.at(unread.source(), unread.place())));
            }
        }
        for (Record.Language language : work.record().languages()) {
            if (!TAG.matcher(language.tag()).matches()) {
                all.addAll(
                        language(language.tag(), "write its code, such as de or en", "languages"));
            }
        }
        return all;
    }

    private List<Finding> language(String said, String advice, String place) {
        return finding(
                "the language \"" + Shown.text(said) + "\" is not known by a tag of BCP 47",
                advice,
                place);
    }
}
