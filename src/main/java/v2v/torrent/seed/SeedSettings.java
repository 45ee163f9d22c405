package v2v.torrent.seed;

import v2v.item.Settings;
import v2v.torrent.peer.Limits;
import v2v.torrent.peer.PeerSettings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;

/// What an operator decides about seeding.
///
/// @param peers where peers connect to and how they are let in: `seed.address` (every address of
///   the machine), `seed.port` (TCP, 6891), `seed.connections` (2000),
///   `seed.connections-per-address` (50), `seed.slots` (64: peers that are given something at the
///   same time), `seed.rate` and `seed.rate.torrent` (bytes a second, such as `20M`; 0 is no
///   bound), `seed.rate.night` and `seed.night` (`23:00-06:00`, this machine's clock)
/// @param announce `seed.announce`: `yes` to tell the trackers, `no` to be found by hand only
public record SeedSettings(PeerSettings peers, boolean announce) {
    /// What the operator wrote.
    ///
    /// @param version of this program
    /// @throws v2v.item.BadConfig naming file and line
    public static SeedSettings read(Settings settings, String version) {
        Limits torrent = Limits.always(settings.size("seed.rate.torrent", "0"));
        return new SeedSettings(
                new PeerSettings(
                        address(settings),
                        settings.integer("seed.port", 6891, 1, 65535),
                        settings.integer("seed.connections", 2000, 1, 100_000),
                        settings.integer("seed.connections-per-address", 50, 1, 100_000),
                        settings.integer("seed.slots", 64, 1, 4096),
                        rate(settings),
                        torrent,
                        "V2V " + version),
                settings.yes("seed.announce", true));
    }

    /// The same port on this machine alone, and nobody is told.
    public SeedSettings hereOnly() {
        return new SeedSettings(peers.at(InetAddress.getLoopbackAddress(), peers.port()), false);
    }

    /// At another address and port.
    public SeedSettings at(InetAddress address, int port) {
        return new SeedSettings(peers.at(address, port), announce);
    }

    private static Limits rate(Settings settings) {
        long day = settings.size("seed.rate", "0");
        String night = settings.text("seed.night", "");
        if (night.isEmpty()) {
            settings.size("seed.rate.night", "0");
            return Limits.always(day);
        }
        long late = settings.size("seed.rate.night", "0");
        try {
            String[] hours = night.split("-", -1);
            if (hours.length == 2) {
                return new Limits(
                        day,
                        late,
                        LocalTime.parse(hours[0].strip()),
                        LocalTime.parse(hours[1].strip()),
                        ZoneId.systemDefault());
            }
        } catch (DateTimeParseException e) {
            throw badNight(settings, night);
        }
        throw badNight(settings, night);
    }

    private static v2v.item.BadConfig badNight(Settings settings, String night) {
        return settings.bad("seed.night", "expected hours such as 23:00-06:00, found: " + night);
    }

    private static InetAddress address(Settings settings) {
        String text = settings.text("seed.address", "0.0.0.0");
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw settings.bad("seed.address", "no such address: " + text);
        }
    }
}
