package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The file that a row names, as far as the name can be believed.
///
/// @param relative to the folder that the table speaks of, with `/`
/// @param unsafe why it is no name of a file in that folder; null when it is one
record RowPath(String relative, @Nullable String unsafe) {
    /// Of a path, on every system that we know.
    private static final int LONGEST = 4_096;

    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*|//.*");

    /// Vendors write `D:\tapes\a.mxf`, Archivematica `objects/a.mxf`.
    ///
    /// @param base absolute
    static RowPath of(String cell, Path base) {
        if (cell.length() > LONGEST) {
            return new RowPath("", "the name is longer than any file's");
        }
        if (cell.indexOf('\0') >= 0) {
            return new RowPath("", "the name holds a zero byte");
        }
        String text = cell.strip().replace('\\', '/');
        String inside = base + "/";
        if (DRIVE.matcher(text).matches()) {
            return new RowPath(last(text), "the path leads to a drive of another machine");
        }
        if (text.startsWith("/") && !text.startsWith(inside)) {
            return new RowPath(last(text), "the path leads out of the delivery");
        }
        List<String> parts = new ArrayList<>();
        for (String part :
                (text.startsWith("/") ? text.substring(inside.length()) : text).split("/", -1)) {
            if (part.equals("..")) {
                return new RowPath(last(text), "the path climbs out of its folder with ..");
            }
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        boolean archivematica = parts.size() > 1 && parts.getFirst().equals("objects");
        if (archivematica && !Files.isDirectory(base.resolve("objects"))) {
            parts.removeFirst();
        }
        return new RowPath(String.join("/", parts), null);
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    String name() {
        return last(relative);
    }

    /// The same for names that differ in case, or in how accents are stored, only.
    static String fold(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /// Whether it means this footage. A path of another machine counts by its last part, and only
    /// for what lies in the folder itself.
    boolean isOf(Path footage, Path base) {
        if (!footage.startsWith(base) || relative.isEmpty()) {
            return false;
        }
        String wanted = fold(base.relativize(footage).toString());
        return wanted.equals(fold(unsafe == null ? relative : name()));
    }
}
