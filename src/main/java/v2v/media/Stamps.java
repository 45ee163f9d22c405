package v2v.media;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Reads what FFmpeg's `framecrc` writer says of one track: when each packet is shown, and its
/// size.
final class Stamps implements Child.Listener {
    private static final String BASE = "#tb 0: ";

    private final boolean all;
    private final List<Stamp> stamps = new ArrayList<>();
    private Ratio base = Ratio.ONE;

    /// One packet.
    ///
    /// @param time since the beginning of the file, as FFmpeg counts it
    record Stamp(Duration time, int bytes) {}

    /// Keeps every packet, or the first alone where only that it goes on is to be seen.
    Stamps(boolean all) {
        this.all = all;
    }

    static Stamps of(List<String> lines) {
        Stamps stamps = new Stamps(true);
        lines.forEach(stamps::hear);
        return stamps;
    }

    @Override
    public boolean hear(String line) {
        if (line.startsWith(BASE)) {
            base = Ratio.parse(line.substring(BASE.length()).strip());
        } else if (!line.startsWith("#") && (all || stamps.isEmpty())) {
            String[] cells = line.split(",", -1);
            if (cells.length > 4) {
                double seconds = Long.parseLong(cells[2].strip()) * base.value();
                Duration time = Duration.ofNanos(Math.round(seconds * 1e9));
                stamps.add(new Stamp(time, Integer.parseInt(cells[4].strip())));
            }
        }
        return true;
    }

    List<Stamp> list() {
        return List.copyOf(stamps);
    }

    /// The time of the first one; zero when there is none.
    Duration first() {
        return stamps.isEmpty() ? Duration.ZERO : stamps.getFirst().time();
    }
}
