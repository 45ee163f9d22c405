package v2v.rights.rule;

import v2v.item.Record;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a work is called.
public final class Title {
    private static final int LONGEST = 300;
    private static final Pattern ENDING = Pattern.compile("\\.[A-Za-z0-9]{1,5}$");
    private static final int LONGEST_ENDING = 6;

    private Title() {}

    /// As its record says; empty when it says nothing that can be read.
    public static String given(Record record) {
        return Line.of(record.title().orElse(""), LONGEST);
    }

    /// Licences before 4.0 ask to keep the title if one was supplied; none was, so any will do.
    public static String ofFile(String file) {
        int last = file.length() - 2; // a separator at the very end parts nothing
        int folders = Math.max(file.lastIndexOf('/', last), file.lastIndexOf('\\', last));
        String name = file.substring(folders + 1);
        return Line.of(withoutEnding(name).replace('_', ' '), LONGEST);
    }

    /// Looks at the end only: a hostile table has names of a million letters.
    private static String withoutEnding(String name) {
        int from = Math.max(1, name.length() - LONGEST_ENDING);
        Matcher ending = ENDING.matcher(name);
        return name.length() > from && ending.find(from) ? name.substring(0, ending.start()) : name;
    }
}
