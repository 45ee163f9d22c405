package v2v.torrent.tracker;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// So many requests of an address a second; of some ten thousand addresses at once, and no more
/// memory than that.
public final class Throttle {
    private static final int REMEMBERED = 16_384;

    private final double perMilli;
    private final int burst;
    private final InstantSource clock;
    private final Map<Long, Tokens> addresses =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Tokens> eldest) {
                    return size() > REMEMBERED;
                }
            };

    private static final class Tokens {
        private double left;
        private long at;
    }

    /// @param burst how many may come at once after a pause
    public Throttle(int perSecond, int burst, InstantSource clock) {
        this.perMilli = perSecond / 1000.0;
        this.burst = burst;
        this.clock = clock;
    }

    /// Takes one of its requests, if any is left.
    public synchronized boolean allows(InetAddress from) {
        long now = clock.millis();
        Tokens tokens =
                addresses.computeIfAbsent(
                        site(from),
                        _ -> {
                            Tokens fresh = new Tokens();
                            fresh.left = burst;
                            fresh.at = now;
                            return fresh;
                        });
        tokens.left = Math.min(burst, tokens.left + Math.max(0, now - tokens.at) * perMilli);
        tokens.at = now;
        if (tokens.left < 1) {
            return false;
        }
        tokens.left--;
        return true;
    }

    /// An IPv4 address, or the /64 of an IPv6 one.
    static Long site(InetAddress address) {
        byte[] bytes = address.getAddress();
        long bits = bytes.length;
        for (byte part : Arrays.copyOf(bytes, Math.min(bytes.length, 8))) {
            bits = bits << 8 | (part & 0xFF);
        }
        return bits;
    }
}
