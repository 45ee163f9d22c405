package v2v.rights.rule;

import v2v.item.License;

import java.util.List;

/// Licences as a sentence names them.
final class Shown {
    static final String WRITE_IT =
            "write the address of one licence, for instance"
                    + " https://creativecommons.org/licenses/by/4.0/, into the record or after"
                    + " --license, then order it again";
    static final String ASK_FOR_ANOTHER =
            "ask the rights holder for another licence: this work can not be released under this"
                    + " one";

    private Shown() {}

    static String quoted(String said) {
        return "the licence \"" + text(said) + "\"";
    }

    static String text(String said) {
        String clean = said.replaceAll("[\\p{Cc}\\p{Cf}]+", " ");
        return clean.codePointCount(0, clean.length()) <= 100
                ? clean
                : clean.substring(0, clean.offsetByCodePoints(0, 100)) + "…";
    }

    static List<String> names(List<License> tools) {
        return tools.stream().map(License::identifier).toList();
    }

    static String either(List<String> names) {
        List<String> few = names.subList(0, Math.min(5, names.size()));
        String last = few.getLast();
        return few.size() == 1
                ? last
                : String.join(", ", few.subList(0, few.size() - 1)) + " or " + last;
    }
}
