package v2v.media.words;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Takes in what rides in the frames (`cc_data` of ATSC A/53 and CEA-708) and gives back what can
/// be read.
///
/// A picture often carries both forms of the same captions. The services of CEA-708 are taken where
/// they have words, because CEA-608 has fewer letters and drops more of them; else the channels of
/// CEA-608.
public final class CaptionData {
    private static final int TRIPLET = 3;

    private final List<Line21> fields = List.of(new Line21(), new Line21());
    private final Dtvcc packets = new Dtvcc();

    /// Takes the data of one frame in; frames come in the order in which they are shown.
    ///
    /// @param time of the frame
    public void frame(Duration time, byte[] data) {
        for (int at = 0; at + TRIPLET <= data.length; at += TRIPLET) {
            boolean valid = (data[at] & 4) != 0;
            if (valid) {
                int first = data[at + 1] & 0xFF;
                int second = data[at + 2] & 0xFF;
                switch (data[at] & 3) {
                    case 0 -> fields.get(0).pair(time, first, second);
                    case 1 -> fields.get(1).pair(time, first, second);
                    case 2 -> packets.pair(time, false, first, second);
                    default -> packets.pair(time, true, first, second);
                }
            }
        }
    }

    /// All that was said. The first has no language; further ones are told apart by their channel
    /// as private subtags, `und-x-cc3` or `und-x-service2`, because nothing names their language.
    ///
    /// @param end of the work: what still stands then ends
    public List<Subtitles> end(Duration end) {
        List<Subtitles> all = new ArrayList<>();
        for (Map.Entry<Integer, List<Cue>> service : packets.end(end).entrySet()) {
            all.add(named("service" + service.getKey(), all.isEmpty(), service.getValue()));
        }
        if (all.isEmpty()) {
            for (int field = 0; field < fields.size(); field++) {
                List<List<Cue>> channels = fields.get(field).end(end);
                for (int channel = 0; channel < channels.size(); channel++) {
                    List<Cue> cues = channels.get(channel);
                    if (!cues.isEmpty()) {
                        String name = "cc" + (field * 2 + channel + 1);
                        all.add(named(name, all.isEmpty(), cues));
                    }
                }
            }
        }
        return List.copyOf(all);
    }

    private static Subtitles named(String channel, boolean first, List<Cue> cues) {
        String language = first ? Subtitles.UNKNOWN : Subtitles.UNKNOWN + "-x-" + channel;
        return new Subtitles(language, Subtitles.Kind.CAPTIONS, cues);
    }
}
