package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Quality.Timecode;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// The start timecodes of a file, from all the places that may hold one, the most trusted first.
final class Timecodes {
    private static final Pattern FORM =
            Pattern.compile("[0-9]{2}:[0-9]{2}:[0-9]{2}[:;.][0-9]{2,3}");

    /// Encoders that know no timecode count groups of pictures from here.
    private static final String NOUGHT = "00:00:00:00";

    private Timecodes() {}

    static List<Timecode> of(Probe probe, Glance glance) {
        List<Timecode> found = new ArrayList<>();
        String house =
                switch (probe.container()) {
                    case "mxf" -> "mxf";
                    case "dv" -> "dv";
                    default -> "tag";
                };
        for (Track track : probe.tracks()) {
            Probe.Claim claim = probe.claim(track.index());
            if (claim.codecTag().equals("tmcd")) {
                add(found, "tmcd", claim.tags().get("timecode"));
            }
        }
        add(found, house, probe.tags().get("timecode"));
        for (Track track : probe.tracks()) {
            String word = probe.claim(track.index()).tags().get("timecode");
            // a QuickTime picture repeats what its timecode track says
            boolean said = found.stream().anyMatch(t -> t.start().equals(word));
            if (!said) {
                add(found, house, word);
            }
        }
        add(found, "gop", glance.gop());
        add(found, "sei", glance.sei());
        return List.copyOf(found);
    }

    private static void add(List<Timecode> found, String source, @Nullable String start) {
        if (start == null || !FORM.matcher(start).matches()) {
            return;
        }
        Timecode timecode = new Timecode(source, start);
        if (!found.contains(timecode)) {
            found.add(timecode);
        }
    }

    /// Those that somebody must have set.
    static List<Timecode> meant(List<Timecode> all) {
        return all.stream().filter(t -> !counted(t)).toList();
    }

    private static boolean counted(Timecode timecode) {
        boolean inFrames = timecode.source().equals("gop") || timecode.source().equals("sei");
        return inFrames && digits(timecode).equals(digits(new Timecode("", NOUGHT)));
    }

    /// Whether they name different frames. Drop-frame or not is a way of writing.
    static boolean conflict(List<Timecode> all) {
        return meant(all).stream().map(Timecodes::digits).distinct().count() > 1;
    }

    private static String digits(Timecode timecode) {
        return timecode.start().replaceAll("[^0-9]", "");
    }

    static String text(List<Timecode> all) {
        return String.join(
                ", ",
                all.stream()
                        .map(t -> String.format(Locale.ROOT, "%s (%s)", t.start(), t.source()))
                        .toList());
    }
}
