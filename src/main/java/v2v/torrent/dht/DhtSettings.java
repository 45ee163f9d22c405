package v2v.torrent.dht;

import v2v.item.Settings;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/// What an operator decides about the DHT.
///
/// @param on `dht`: `yes` to take part in it
/// @param address `seed.address`, IPv4
/// @param port `dht.port`, UDP; 0 for any
/// @param bootstrap `dht.bootstrap`: nodes as `host:port` that introduce us to others
/// @param packetsPerSecond `dht.rate`: what we ask in a second, and as much again of what we answer
/// @param readOnly asks, and answers nobody (BEP 43)
public record DhtSettings(
        boolean on,
        InetAddress address,
        int port,
        List<String> bootstrap,
        int packetsPerSecond,
        boolean readOnly) {
    private static final String WELL_KNOWN =
            "router.bittorrent.com:6881, dht.transmissionbt.com:6881, dht.libtorrent.org:25401";

    public DhtSettings {
        bootstrap = List.copyOf(bootstrap);
        for (String node : bootstrap) {
            if (!isNode(node)) {
                throw new IllegalArgumentException("expected host:port, found: " + node);
            }
        }
        if (packetsPerSecond < 1) {
            throw new IllegalArgumentException("at least one packet a second is needed");
        }
    }

    /// Switched on.
    public DhtSettings(
            InetAddress address,
            int port,
            List<String> bootstrap,
            int packetsPerSecond,
            boolean readOnly) {
        this(true, address, port, bootstrap, packetsPerSecond, readOnly);
    }

    /// For one who only asks, beside a node perhaps: at any port, and answers nobody.
    public DhtSettings asking() {
        return new DhtSettings(on, address, 0, bootstrap, packetsPerSecond, true);
    }

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static DhtSettings read(Settings settings) {
        int port = settings.integer("seed.port", 6891, 1, 65535);
        return new DhtSettings(
                settings.yes("dht", false),
                address(settings),
                settings.integer("dht.port", port, 1, 65535),
                bootstrap(settings),
                settings.integer("dht.rate", 50, 1, 100_000),
                false);
    }

    private static InetAddress address(Settings settings) {
        String text = settings.text("seed.address", "0.0.0.0");
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw settings.bad("seed.address", "no such address: " + text);
        }
    }

    private static List<String> bootstrap(Settings settings) {
        String text = settings.text("dht.bootstrap", WELL_KNOWN);
        List<String> nodes =
                Arrays.stream(text.split(",", -1))
                        .map(String::strip)
                        .filter(node -> !node.isEmpty())
                        .toList();
        for (String node : nodes) {
            if (!isNode(node)) {
                throw settings.bad(
                        "dht.bootstrap", "expected nodes such as host:6881, found: " + node);
            }
        }
        return nodes;
    }

    private static boolean isNode(String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            return false;
        }
        int port = Integer.parseInt(text.substring(colon + 1));
        return port > 0 && port < 65536;
    }
}
