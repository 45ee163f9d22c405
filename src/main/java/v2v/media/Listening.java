package v2v.media;

import v2v.item.Track;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// Which sound the access copy carries, and as how many channels. One rule, simple and never wrong:
/// the first programme sound.
///
/// @param inputs track indexes
/// @param channels of the copy; 0 for none
/// @param filter from the inputs to the copy
record Listening(List<Integer> inputs, int channels, String filter) {
    private static final Listening NONE = new Listening(List.of(), 0, "");

    /// Opus works at 48 kHz. Gaps become silence and a late start is filled, so that sound and
    /// picture stay together.
    private static final String TIME = "aresample=48000:async=1:first_pts=0";

    static Listening of(List<Track.Sound> sounds) {
        if (sounds.isEmpty()) {
            return NONE;
        }
        Track.Sound first = sounds.getFirst();
        if (sounds.size() > 1 && halves(first, sounds.get(1))) {
            return pair(first.index(), sounds.get(1).index());
        }
        return one(first);
    }

    /// Two mono tracks at the head of a file are left and right, unless they say that they are in
    /// two languages.
    private static boolean halves(Track.Sound left, Track.Sound right) {
        return left.channels() == 1
                && right.channels() == 1
                && left.sampleRate() == right.sampleRate()
                && Objects.equals(left.language(), right.language());
    }

    private static Listening pair(int left, int right) {
        String mono = TIME + ",aformat=channel_layouts=mono";
        return new Listening(
                List.of(left, right),
                2,
                String.format(
                        Locale.ROOT,
                        "[0:%d]%s[l];[0:%d]%s[r];[l][r]join=inputs=2:channel_layout=stereo",
                        left,
                        mono,
                        right,
                        mono));
    }

    private static Listening one(Track.Sound sound) {
        String input = "[0:" + sound.index() + "]";
        List<Integer> inputs = List.of(sound.index());
        if (sound.channels() == 1) {
            return new Listening(inputs, 1, input + TIME + ",aformat=channel_layouts=mono");
        }
        if (sound.channels() == 2 || surround(sound)) {
            return new Listening(inputs, 2, input + TIME + ",aformat=channel_layouts=stereo");
        }
        // Channels without a layout are discrete programmes: mixing them would mix languages.
        return new Listening(inputs, 2, input + "pan=stereo|c0=c0|c1=c1," + TIME);
    }

    private static boolean surround(Track.Sound sound) {
        String layout = sound.layout();
        return layout.startsWith("3.")
                || layout.startsWith("5.")
                || layout.startsWith("6.")
                || layout.startsWith("7.")
                || layout.equals("2.1");
    }
}
