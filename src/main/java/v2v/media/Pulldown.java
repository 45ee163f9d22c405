package v2v.media;

import java.util.List;

/// Recognises film of 24 pictures a second that was spread over 30 frames by repeating fields.
///
/// In five frames of 3:2 pull-down one top field and one bottom field are those of the frame
/// before, two or three frames apart, and the same again five frames later. An edit may break the
/// rhythm, so every repeated field is asked only for those just before it.
///
/// @param repeated fields that look like those of the frame before
/// @param regular those that stand in the rhythm
/// @param moving frames in which a repetition could have been seen
record Pulldown(long repeated, long regular, long moving) {
    private static final int CYCLE = 5;
    private static final int FEWEST = 6;
    private static final double CLEAR = 0.6;

    /// Two fifths of the frames are the rule.
    private static final double MOST = 0.2;

    private static final double SOME = 0.02;

    static Pulldown of(List<Sight.Frame> frames) {
        long repeated = 0;
        long regular = 0;
        long moving = 0;
        for (int i = 0; i < frames.size(); i++) {
            char field = frames.get(i).repeated();
            moving += frames.get(i).alone() == 'u' && field == 'n' ? 0 : 1;
            if (field == 'n') {
                continue;
            }
            repeated++;
            char other = field == 't' ? 'b' : 't';
            boolean beat = at(frames, i - CYCLE) == field;
            if (beat && (at(frames, i - 2) == other || at(frames, i - 3) == other)) {
                regular++;
            }
        }
        return new Pulldown(repeated, regular, moving);
    }

    private static char at(List<Sight.Frame> frames, int index) {
        return index < 0 ? 'n' : frames.get(index).repeated();
    }

    /// The whole work is such film.
    boolean hard() {
        return rhythmic() && regular >= moving * MOST;
    }

    /// Parts of it are.
    boolean partly() {
        return rhythmic() && !hard() && regular >= moving * SOME;
    }

    private boolean rhythmic() {
        return regular >= FEWEST && regular >= repeated * CLEAR;
    }
}
