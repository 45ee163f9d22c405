package v2v.cli;

import v2v.item.Settings;

import java.util.List;

/// What an operator decides about checks and repairs.
///
/// @param rate `check.rate`: the most that is read, bytes a second (set in MB/s); 0 is no bound
/// @param sources `check.sources`: where to repair from besides what torrents name
record CheckSettings(long rate, List<String> sources) {
    static final int MEGA = 1_000_000;

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    static CheckSettings read(Settings settings) {
        return new CheckSettings(
                (long) settings.integer("check.rate", 0, 0, MEGA) * MEGA,
                settings.list("check.sources"));
    }
}
