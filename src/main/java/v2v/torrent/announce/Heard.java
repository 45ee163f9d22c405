package v2v.torrent.announce;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/// What a tracker answered.
///
/// @param interval after which it wants to hear of us again
/// @param seeds that hold all, ourselves among them
/// @param peers that do not
/// @param others some of them
record Heard(Duration interval, int seeds, int peers, List<InetSocketAddress> others) {
    private static final Duration LEAST = Duration.ofMinutes(1);
    private static final Duration MOST = Duration.ofHours(6);

    Heard {
        others = List.copyOf(others);
        interval =
                interval.compareTo(LEAST) < 0
                        ? LEAST
                        : interval.compareTo(MOST) > 0 ? MOST : interval;
    }
}
