package v2v.torrent.fetch;

import v2v.item.Settings;

import java.time.Duration;

/// What an operator decides about fetching.
///
/// @param patience `fetch.patience`: so long peers are left alone with it before web seeds help
/// @param slow `fetch.slow`: peers that bring less get help, bytes a second (set in KB/s)
/// @param stall `fetch.stall`: so long nothing may arrive before it is given up for now
/// @param rate `fetch.rate`: the most, bytes a second (set in MB/s); 0 is no bound
/// @param spare `fetch.spare`: what must stay free on the disk, bytes (set in MB)
/// @param peers `fetch.peers`: how many are asked at once
/// @param port `seed.port`: where this machine gives, or will give, what it has
public record FetchSettings(
        Duration patience, long slow, Duration stall, long rate, long spare, int peers, int port) {
    private static final int MEGA = 1_000_000;
    private static final int KILO = 1_000;

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static FetchSettings read(Settings settings) {
        return new FetchSettings(
                settings.duration("fetch.patience", "5s"),
                (long) settings.integer("fetch.slow", 200, 0, MEGA) * KILO,
                settings.duration("fetch.stall", "60s"),
                (long) settings.integer("fetch.rate", 0, 0, MEGA) * MEGA,
                (long) settings.integer("fetch.spare", 1000, 0, Integer.MAX_VALUE) * MEGA,
                settings.integer("fetch.peers", 30, 1, 200),
                settings.integer("seed.port", 6891, 1, 65535));
    }
}
