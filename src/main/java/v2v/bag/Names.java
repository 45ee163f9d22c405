package v2v.bag;

import org.jspecify.annotations.Nullable;

import java.text.Normalizer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The names of files as lists write them, and which of them are dangerous.
final class Names {
    /// The folder of everything that is kept; the rest of a bag describes it.
    static final String PAYLOAD = "data/";

    private static final Pattern ESCAPE = Pattern.compile("%(0[Aa]|0[Dd]|25)");
    private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*", Pattern.DOTALL);
    private static final List<String> OF_SYSTEMS =
            List.of(".ds_store", "thumbs.db", "desktop.ini", ".spotlight-v100", ".trashes");

    private Names() {}

    /// As RFC 8493 writes it: line ends and per cent signs, and only those, are encoded.
    static String encode(String name) {
        return name.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    /// Before 1.0 the per cent sign itself was not encoded.
    static String decode(String listed, boolean perCent) {
        return ESCAPE.matcher(listed)
                .replaceAll(found ->
                        switch (found.group(1)) {
                            case "25" -> perCent ? "%" : "%25";
                            case "0A", "0a" -> "\n";
                            default -> "\r";
                        });
    }

    /// Equal for names that some file system takes for the same.
    static String fold(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    /// Why this name can not be of a file in the bag, or null when it can. A backslash is a letter
    /// here and a separator elsewhere, so it may not hide a way out either.
    static @Nullable String outside(String name) {
        if (name.isEmpty() || name.indexOf('\0') >= 0) {
            return "is no name of a file";
        }
        if (name.startsWith("/") || name.startsWith("\\") || DRIVE.matcher(name).matches()) {
            return "is an absolute path";
        }
        if (name.startsWith("~")) {
            return "begins at somebody's home folder";
        }
        return Arrays.asList(name.split("[/\\\\]", -1)).contains("..")
                ? "leads out of the bag"
                : null;
    }

    /// Whether an operating system may have put it there, or may take it away.
    static boolean ofSystem(String name) {
        String last = name.substring(name.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return OF_SYSTEMS.contains(last) || last.startsWith("._");
    }
}
