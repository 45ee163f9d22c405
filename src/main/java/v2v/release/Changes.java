package v2v.release;

import v2v.item.Rendition;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What was done to the work on its way out, for the line that licences ask for: say if you changed
/// it.
final class Changes {
    private Changes() {}

    /// One sentence, without its full stop.
    static String of(Facts facts) {
        List<String> done = new ArrayList<>();
        done.add("transcoded from the archive's original to " + format(facts.access()));
        if (facts.inspection().scan().interlaced()) {
            done.add("deinterlaced");
        }
        facts.inspection()
                .chosenPicture()
                .flatMap(picture -> scaled(picture, facts.access()))
                .ifPresent(done::add);
        return String.join(", ", done);
    }

    private static Optional<String> scaled(Track.Picture from, Rendition to) {
        boolean same = from.width() == to.width() && from.height() == to.height();
        return same || to.width() == 0
                ? Optional.empty()
                : Optional.of(
                        "scaled from %d × %d to %d × %d (square pixels)"
                                .formatted(from.width(), from.height(), to.width(), to.height()));
    }

    /// `WebM (AV1, Opus)`.
    static String format(Rendition file) {
        String mime = file.mime().toLowerCase(Locale.ROOT);
        String container = mime.replaceFirst(";.*", "").replaceFirst(".*/", "");
        List<String> codecs = new ArrayList<>();
        for (String codec : List.of("av01 AV1", "vp09 VP9", "vp9 VP9", "vp8 VP8", "opus Opus")) {
            String[] pair = codec.split(" ", -1);
            if (mime.contains(pair[0]) && !container.equals(pair[0])) {
                codecs.add(pair[1]);
            }
        }
        String name =
                switch (container) {
                    case "webm" -> "WebM";
                    case "webp" -> "WebP";
                    case "ogg" -> "Ogg";
                    default -> container.toUpperCase(Locale.ROOT);
                };
        return codecs.isEmpty() ? name : name + " (" + String.join(", ", codecs) + ")";
    }
}
