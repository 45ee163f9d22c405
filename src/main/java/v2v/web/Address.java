package v2v.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Paths as they come from outside.
final class Address {
    private Address() {}

    /// The path without its percent signs; nothing when no name of ours could be meant: names that
    /// begin with a dot do not exist, nor do back slashes and control characters.
    static Optional<String> plain(String path) {
        try {
            // a plus is a plus: only forms write spaces so
            return Optional.of(URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .filter(Address::decent);
        } catch (IllegalArgumentException badEscape) {
            return Optional.empty();
        }
    }

    private static boolean decent(String path) {
        return path.startsWith("/")
                && path.chars().noneMatch(c -> c == '\\' || Character.isISOControl(c))
                && !path.contains("//")
                && !path.contains("/.");
    }
}
