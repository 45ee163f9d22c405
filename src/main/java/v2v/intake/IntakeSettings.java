package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Settings;

import java.nio.file.Path;
import java.time.Duration;

/// The `intake.*` keys of `v2v.properties`.
///
/// @param folder the watch folder; null when the node watches none
/// @param settle how long a file must stand still before it counts as complete
/// @param scan how often the folder is looked at
/// @param profile the encoding profile of what arrives there
/// @param mapping how the tables of what arrives there are read ([Mapping]); empty for our own
///   words
public record IntakeSettings(
        @Nullable Path folder, Duration settle, Duration scan, String profile, String mapping) {
    /// Reads and checks the keys.
    public static IntakeSettings from(Settings settings) {
        String folder = settings.text("intake.folder", "");
        Duration settle = settings.duration("intake.settle", "10s");
        Duration scan = settings.duration("intake.scan", "5s");
        String profile = settings.text("intake.profile", "access");
        if (settle.isNegative()) {
            throw settings.bad("intake.settle", "a time can not be negative");
        }
        if (scan.compareTo(Duration.ofMillis(100)) < 0) {
            throw settings.bad("intake.scan", "expected 100ms or more: a scan walks the folder");
        }
        if (profile.isBlank() || profile.contains("/")) {
            throw settings.bad(
                    "intake.profile", "expected the name of a file in pipelines/profiles");
        }
        return new IntakeSettings(
                folder.isBlank() ? null : Path.of(folder).toAbsolutePath().normalize(),
                settle,
                scan,
                profile,
                settings.text("intake.mapping", ""));
    }
}
