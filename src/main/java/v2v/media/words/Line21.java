package v2v.media.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Decodes one field of CEA-608 (line 21): two channels of captions, pair of bytes by pair.
///
/// Field 1 carries CC1 and CC2, field 2 carries CC3, CC4 and data about the programme (XDS), which
/// are passed over.
final class Line21 {
    private static final int NOTHING = -1;

    private final List<Line21Channel> channels = List.of(new Line21Channel(), new Line21Channel());

    private int channel;
    private boolean data;
    private int last = NOTHING;

    /// Takes one pair in.
    ///
    /// @param now when its frame is shown
    void pair(Duration now, int first, int second) {
        if (!odd(first)) {
            // A spoilt code can not be guessed; a spoilt letter costs itself and its neighbour.
            last = NOTHING;
            return;
        }
        int high = first & 0x7F;
        int low = odd(second) ? second & 0x7F : 0;
        if (high == 0 && low == 0) {
            return; // filling: it stands between the two halves of a doubled code too
        }
        if (high >= 0x10 && high < 0x20) {
            data = false;
            code(now, high, low);
        } else if (high > 0 && high < 0x10) {
            data = high != 0x0F;
        } else if (!data) {
            last = NOTHING;
            letters(now, high, low);
        }
    }

    /// Control codes are sent twice, so that one may be lost: the second of two is dropped.
    private void code(Duration now, int high, int low) {
        int pair = high << 8 | low;
        if (pair == last) {
            last = NOTHING;
            return;
        }
        last = pair;
        channel = high >> 3 & 1;
        channels.get(channel).code(now, high & 0x17, low);
    }

    private void letters(Duration now, int high, int low) {
        if (high >= 0x20) {
            channels.get(channel).letter(now, Line21Letters.basic(high));
        }
        if (low >= 0x20) {
            channels.get(channel).letter(now, Line21Letters.basic(low));
        }
    }

    /// All cues of both channels, those that still stand ending at that time.
    List<List<Cue>> end(Duration end) {
        List<List<Cue>> all = new ArrayList<>();
        for (Line21Channel each : channels) {
            all.add(each.end(end));
        }
        return all;
    }

    private static boolean odd(int code) {
        return Integer.bitCount(code & 0xFF) % 2 == 1;
    }
}
