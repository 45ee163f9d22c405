package v2v.item;

import org.jspecify.annotations.Nullable;

/// What a rule says about a work, or about a row of a delivery.
///
/// @param message what is wrong, one clause without a full stop
/// @param fix what to do, one lower-case clause
/// @param place where: field of the record, line and column, XPath; null for the whole
public record Finding(
        Level level, Refusal.Code code, String message, String fix, @Nullable String place) {
    /// What a finding does to a release.
    public enum Level {
        /// It stops it.
        BLOCK,
        /// It is said, and the release goes on.
        WARN,
        /// It is not said at all.
        OFF
    }

    /// What stops a release, said of the whole of it.
    public static Finding block(Refusal.Code code, String message, String fix) {
        return new Finding(Level.BLOCK, code, message, fix, null);
    }

    /// What is said of the whole, and stops nothing.
    public static Finding warn(Refusal.Code code, String message, String fix) {
        return new Finding(Level.WARN, code, message, fix, null);
    }

    public boolean blocks() {
        return level == Level.BLOCK;
    }
}
