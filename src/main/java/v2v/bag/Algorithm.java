package v2v.bag;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.Optional;

/// The digests that a manifest may be of, as far as every JDK has them.
enum Algorithm {
    MD5("MD5", 32),
    SHA1("SHA-1", 40),
    SHA224("SHA-224", 56),
    SHA256("SHA-256", 64),
    SHA384("SHA-384", 96),
    SHA512("SHA-512", 128);

    private final String standard;
    private final int digits;

    Algorithm(String standard, int digits) {
        this.standard = standard;
        this.digits = digits;
    }

    /// By the word in a manifest's name, such as `sha256`.
    static Optional<Algorithm> named(String word) {
        for (Algorithm algorithm : values()) {
            if (algorithm.word().equals(word.toLowerCase(Locale.ROOT))) {
                return Optional.of(algorithm);
            }
        }
        return Optional.empty();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// How many hexadecimal digits it has.
    int digits() {
        return digits;
    }

    MessageDigest start() {
        try {
            return MessageDigest.getInstance(standard);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + standard, e);
        }
    }
}
