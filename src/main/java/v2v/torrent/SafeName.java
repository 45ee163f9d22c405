package v2v.torrent;

import org.jspecify.annotations.Nullable;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Which names may stand in a torrent: every one of them becomes a path on a stranger's disk.
final class SafeName {
    private static final int MAX_BYTES = 255;
    private static final int MAX_DEPTH = 60;

    private SafeName() {}

    /// Why this one path component can not be used, or null when it can.
    static @Nullable String fault(String name) {
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            return "is empty, '.' or '..'";
        }
        if (name.indexOf('/') >= 0 || name.indexOf('\\') >= 0) {
            return "holds a slash or a backslash";
        }
        if (name.codePoints().anyMatch(SafeName::unusable)) {
            return "holds a control character or is not UTF-8";
        }
        if (name.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return "is longer than " + MAX_BYTES + " bytes";
        }
        return null;
    }

    /// Why this path can not be used, or null when it can.
    static @Nullable String fault(List<String> path) {
        if (path.isEmpty() || path.size() > MAX_DEPTH) {
            return "has no parts or more than " + MAX_DEPTH;
        }
        for (String name : path) {
            String fault = fault(name);
            if (fault != null) {
                return fault;
            }
        }
        return null;
    }

    /// U+FFFD is what the decoders leave where the bytes were not UTF-8.
    private static boolean unusable(int point) {
        return Character.isISOControl(point)
                || point == 0xFFFD
                || Character.getType(point) == Character.SURROGATE;
    }

    /// The order of a BEP 52 file tree: part by part, by unsigned UTF-8 bytes.
    static int compare(List<String> left, List<String> right) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            int order = Arrays.compareUnsigned(utf8(left.get(i)), utf8(right.get(i)));
            if (order != 0) {
                return order;
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static byte[] utf8(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
