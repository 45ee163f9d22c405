package v2v.torrent;

import v2v.item.Settings;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// What an operator decides about seeding.
///
/// @param address `seed.address`: where peers connect to, by default every address of the machine;
///   a name or address
/// @param port `seed.port`: TCP, 6891 by default
/// @param announce `seed.announce`: `yes` to tell the trackers, `no` to be found by hand only
public record SeedSettings(InetAddress address, int port, boolean announce) {
    /// Asks for every address of the machine.
    static final String ANY = "0.0.0.0";

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static SeedSettings read(Settings settings) {
        return new SeedSettings(
                address(settings),
                settings.integer("seed.port", 6891, 1, 65535),
                announce(settings));
    }

    /// The same port on this machine alone, and nobody is told.
    public SeedSettings hereOnly() {
        return new SeedSettings(InetAddress.getLoopbackAddress(), port, false);
    }

    private static InetAddress address(Settings settings) {
        String text = settings.text("seed.address", ANY);
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw settings.bad("seed.address", "no such address: " + text);
        }
    }

    private static boolean announce(Settings settings) {
        String text = settings.text("seed.announce", "yes");
        return switch (text) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw settings.bad("seed.announce", "expected yes or no, found: " + text);
        };
    }
}
