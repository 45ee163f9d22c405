package v2v.pipeline.crew;

import java.nio.file.Path;
import java.util.regex.Pattern;

/// What may be said to other machines: no path of this one's disks, and nothing without end.
///
/// @param share the folder below which paths mean something to others; absolute
record Wording(Path share) {
    /// A message must pass the smallest bound that brokers are set to.
    private static final int MOST = 4000;

    /// An absolute path, but for its last name; no part of a URL.
    private static final Pattern PATH =
            Pattern.compile("(?<![\\w:/.\\\\-])/(?:[^/\\s'\"]+/)+(?=[^/\\s])");

    /// A file below the share by its path in it, any other by its name.
    String file(String path) {
        if (!path.startsWith("/")) {
            return cut(path);
        }
        Path file = Path.of(path);
        Path told = file.startsWith(share) ? share.relativize(file) : file.getFileName();
        return cut(String.valueOf(told));
    }

    /// A sentence without the folders in it.
    String text(String sentence) {
        String root = share.toString().endsWith("/") ? share.toString() : share + "/";
        String shared = root.equals("/") ? sentence : sentence.replace(root, "");
        return PATH.matcher(cut(shared)).replaceAll("");
    }

    /// Words that are meant for others anyway.
    static String cut(String text) {
        if (text.length() <= MOST) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(MOST - 1)) ? MOST - 1 : MOST;
        return text.substring(0, end) + "\u2026";
    }
}
