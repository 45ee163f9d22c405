package v2v.rights.rule;

import v2v.item.Finding;
import v2v.item.Record;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.List;

/// W-205: a text that is said to be in one language and is seen to be in another.
final class LanguageMismatch implements Rule.Warning {
    @Override
    public Code code() {
        return Code.LANGUAGE_MISMATCH;
    }

    @Override
    public List<Finding> check(Case work) {
        List<Finding> all = new ArrayList<>();
        work.record().titles().forEach(text -> all.addAll(compare("title", "titles", text)));
        work.record()
                .descriptions()
                .forEach(text -> all.addAll(compare("description", "descriptions", text)));
        return all;
    }

    private List<Finding> compare(String what, String field, Record.Text text) {
        String tag = text.lang();
        return tag == null
                ? List.of()
                : Tongue.against(tag, text.value())
                        .map(seen ->
                                finding(
                                        "the "
                                                + what
                                                + " \""
                                                + Line.of(text.value(), 40)
                                                + "\" is marked "
                                                + tag
                                                + " and has "
                                                + seen,
                                        "correct the mark, or the text",
                                        field))
                        .orElse(List.of());
    }
}
