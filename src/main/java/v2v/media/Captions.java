package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Quality.Words;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;

/// Which words a file carries beside its picture: in tracks of their own, or in the frames.
final class Captions {
    private Captions() {}

    static List<Words> of(Probe probe, Track.@Nullable Picture picture, Glance glance) {
        List<Words> words = new ArrayList<>();
        for (Track track : probe.tracks()) {
            Words.Kind kind = kind(track.codec(), probe.claim(track.index()).codecTag());
            if (track instanceof Track.Text text) {
                words.add(new Words(kind, track.index(), language(text.language())));
            } else if (kind == Words.Kind.CEA_608 || kind == Words.Kind.CEA_708) {
                words.add(new Words(kind, track.index(), null));
            }
        }
        boolean inFrames =
                picture != null && (glance.captions() || probe.claim(picture.index()).captions());
        if (picture != null && inFrames) {
            words.add(new Words(Words.Kind.CEA_608, picture.index(), null));
        }
        return List.copyOf(words);
    }

    private static Words.Kind kind(String codec, String tag) {
        if (tag.equals("c708")) {
            return Words.Kind.CEA_708;
        }
        return switch (codec) {
            case "eia_608" -> Words.Kind.CEA_608;
            case "dvb_subtitle", "dvd_subtitle", "hdmv_pgs_subtitle", "xsub" -> Words.Kind.PICTURES;
            case "dvb_teletext" -> Words.Kind.TELETEXT;
            default -> Words.Kind.TEXT;
        };
    }

    private static @Nullable String language(@Nullable String word) {
        return "und".equals(word) ? null : word;
    }
}
