package v2v.intake;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The sums that vendors send, known by their length.
enum Hash {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA256("SHA-256", 64),
    SHA512("SHA-512", 128);

    private final String algorithm;
    private final int digits;

    Hash(String algorithm, int digits) {
        this.algorithm = algorithm;
        this.digits = digits;
    }

    /// As the Java platform and people call it.
    String algorithm() {
        return algorithm;
    }

    int digits() {
        return digits;
    }

    static Optional<Hash> ofDigits(int digits) {
        return Arrays.stream(values()).filter(h -> h.digits == digits).findFirst();
    }

    /// `md5`, `SHA-256`, `sha256`.
    static Optional<Hash> named(String word) {
        String bare = word.replace("-", "").toUpperCase(Locale.ROOT);
        return Arrays.stream(values()).filter(h -> h.name().equals(bare)).findFirst();
    }
}
