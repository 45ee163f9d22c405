package v2v.rights.rule;

import v2v.item.Record;

import java.util.regex.Pattern;

/// What a work is called.
public final class Title {
    private static final int LONGEST = 300;
    private static final Pattern ENDING = Pattern.compile("(?<=.)\\.[A-Za-z0-9]{1,5}$");
    private static final Pattern FOLDERS = Pattern.compile("^.*[/\\\\](?=.)");

    private Title() {}

    /// As its record says; empty when it says nothing that can be read.
    public static String given(Record record) {
        return Line.of(record.title().orElse(""), LONGEST);
    }

    /// Licences before 4.0 ask to keep the title if one was supplied; none was, so any will do.
    public static String ofFile(String file) {
        String name = FOLDERS.matcher(file).replaceFirst("");
        return Line.of(ENDING.matcher(name).replaceFirst("").replace('_', ' '), LONGEST);
    }
}
