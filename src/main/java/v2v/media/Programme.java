package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.LanguageCode;
import v2v.item.Track;
import v2v.item.Treatment;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One sound that a listener can choose: which channels of the original it is made of.
///
/// @param picks in the order of the layout's channels
/// @param language BCP 47; null when nobody said
/// @param acts what is done for it
record Programme(
        List<Pick> picks,
        Layout layout,
        @Nullable String language,
        Levelling levelling,
        List<Treatment.Act> acts) {
    /// Opus works at 48 kHz. Gaps become silence, a late start is filled and an early one cut off,
    /// so that sound and picture stay together.
    private static final String TIME = "aresample=48000:async=1:first_pts=0";

    /// One track, or some channels of it.
    ///
    /// @param channels from 0; empty for the whole track, mixed down where it has more than wanted
    record Pick(Track.Sound track, List<Integer> channels) {
        static Pick whole(Track.Sound track) {
            return new Pick(track, List.of());
        }
    }

    /// Track indexes, each once.
    List<Integer> tracks() {
        return picks.stream().map(pick -> pick.track().index()).distinct().toList();
    }

    int channels() {
        return layout.channels();
    }

    /// From the original to 48 kHz sound on the picture's clock, as `[label]`.
    ///
    /// @param zero time in the original that becomes 0
    String timed(String label, Duration zero) {
        String shift =
                zero.isZero()
                        ? ""
                        : "asetpts=PTS-"
                                + BigDecimal.valueOf(zero.toNanos(), 9).toPlainString()
                                + "/TB,";
        return graph(label, shift + TIME + ",", layout.word());
    }

    /// From the original to the very samples of it, as `[label]`.
    String exact(String label) {
        int rate = rate();
        boolean same = picks.stream().allMatch(pick -> pick.track().sampleRate() == rate);
        String layouts = layout == Layout.FIVE_ONE ? "5.1|5.1(side)" : layout.word();
        String formats = "aformat=sample_fmts=" + (bits() > 16 ? "s32" : "s16") + ",";
        return graph(label, (same ? "" : "aresample=" + rate + ",") + formats, layouts);
    }

    private String graph(String label, String before, String layouts) {
        if (picks.size() == 1) {
            return strand(picks.getFirst(), before, layouts) + "[" + label + "]";
        }
        List<String> strands = new ArrayList<>();
        StringBuilder inputs = new StringBuilder();
        List<String> map = new ArrayList<>();
        for (int i = 0; i < picks.size(); i++) {
            String name = "[" + label + "_" + i + "]";
            strands.add(strand(picks.get(i), before, "mono") + name);
            inputs.append(name);
            map.add(i + ".0-" + layout.speakers().get(i));
        }
        return String.format(
                Locale.ROOT,
                "%s;%sjoin=inputs=%d:channel_layout=%s:map=%s[%s]",
                String.join(";", strands),
                inputs,
                picks.size(),
                layout.word(),
                String.join("|", map),
                label);
    }

    private String strand(Pick pick, String before, String layouts) {
        String input = "[0:" + pick.track().index() + "]";
        if (pick.channels().isEmpty()) {
            return input + before + "aformat=channel_layouts=" + layouts;
        }
        StringBuilder pan =
                new StringBuilder("pan=").append(picks.size() == 1 ? layout.word() : "mono");
        for (int i = 0; i < pick.channels().size(); i++) {
            pan.append("|c").append(i).append("=c").append(pick.channels().get(i));
        }
        // before anything else: the other channels need no work
        return input + pan + "," + before.replaceFirst(",$", "");
    }

    /// Of the lossless copy: whole samples, and none invented where the codec has no such number.
    int bits() {
        int most = picks.stream().mapToInt(pick -> pick.track().bits()).max().orElse(0);
        return most > 16 ? 24 : 16;
    }

    int rate() {
        return picks.stream().mapToInt(pick -> pick.track().sampleRate()).max().orElse(48000);
    }

    /// Encoder arguments for the sound track of this number in a file.
    List<String> opus(int number, int kbits) {
        String a = ":a:" + number;
        List<String> arguments =
                new ArrayList<>(List.of("-c" + a, "libopus", "-b" + a, layout.kbits(kbits) + "k"));
        if (channels() > 2) {
            // RFC 7845 family 1: the channels have places
            arguments.addAll(List.of("-mapping_family" + a, "1"));
        }
        arguments.addAll(List.of("-flags" + a, "+bitexact"));
        return arguments;
    }

    /// Tag arguments, the same for a copy of the encoded track.
    List<String> tags(int number) {
        return language == null
                ? List.of()
                : List.of("-metadata:s:a:" + number, "language=" + LanguageCode.library(language));
    }
}
