package v2v.item;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import java.math.BigInteger;

/// An exact fraction: a frame rate in frames a second, or the shape of a sample.
public record Ratio(long num, long den) {
    public static final Ratio ONE = new Ratio(1, 1);

    public Ratio {
        if (den <= 0 || num < 0) {
            throw new IllegalArgumentException("not a ratio: " + num + "/" + den);
        }
    }

    /// Reads `25/1`, `64:45` or `25`.
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static Ratio parse(String text) {
        String[] parts = text.split("[/:]", -1);
        return new Ratio(Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 1);
    }

    /// The same fraction in its lowest terms.
    public Ratio reduced() {
        long divisor = BigInteger.valueOf(num).gcd(BigInteger.valueOf(den)).longValueExact();
        return new Ratio(num / divisor, den / divisor);
    }

    public double value() {
        return (double) num / den;
    }

    @Override
    @JsonValue
    public String toString() {
        return num + "/" + den;
    }
}
