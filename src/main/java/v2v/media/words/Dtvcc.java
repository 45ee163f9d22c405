package v2v.media.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Decodes CEA-708: caption channel packets, their service blocks, and the standard services 1 to
/// 6.
final class Dtvcc {
    private static final int MOST = 128;
    private static final int SERVICES = 6;
    private static final int EXTENDED = 7;

    private final Map<Integer, DtvccServiceDecoder> services = new TreeMap<>();
    private final byte[] packet = new byte[MOST];
    private int filled;
    private int size;

    /// Takes two bytes in.
    ///
    /// @param begins whether a packet begins with them
    void pair(Duration now, boolean begins, int first, int second) {
        if (begins) {
            if (filled < size) {
                // some encoders leave the filling at the end out: what is whole is good
                size = filled;
                blocks(now);
            }
            filled = 0;
            int code = first & 0x3F;
            size = code == 0 ? MOST : code * 2;
        }
        if (filled + 2 <= size) {
            packet[filled++] = (byte) first;
            packet[filled++] = (byte) second;
            if (filled == size) {
                blocks(now);
                size = 0;
            }
        }
    }

    private void blocks(Duration now) {
        int at = 1;
        while (at < size) {
            int service = packet[at] >> 5 & 7;
            int length = packet[at] & 0x1F;
            at++;
            if (service == 0) {
                return; // filling to the end
            }
            if (service == EXTENDED) {
                at++; // services that are not for everybody
            }
            // of a packet that was cut, what came is better than nothing
            int end = Math.max(at, Math.min(size, at + length));
            if (service <= SERVICES) {
                byte[] block = Arrays.copyOfRange(packet, at, end);
                services.computeIfAbsent(service, _ -> new DtvccServiceDecoder()).take(now, block);
            }
            at += length;
        }
    }

    /// The cues of each service that has any, by its number.
    Map<Integer, List<Cue>> end(Duration end) {
        Map<Integer, List<Cue>> all = new TreeMap<>();
        services.forEach((number, service) -> {
            List<Cue> cues = new ArrayList<>(service.end(end));
            if (!cues.isEmpty()) {
                all.put(number, cues);
            }
        });
        return all;
    }
}
