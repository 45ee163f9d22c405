package v2v.release;

import v2v.item.Rendition;
import v2v.item.Rendition.Role;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The player of a page: the files that a browser may choose from, and the words that it can show.
///
/// Browsers refuse to read a `.vtt` beside a page that was opened from a folder (each file is an
/// origin of its own there), and to show words in an audio element. So the words stand in the page
/// itself, and a recording with words is played by a video element that shows the poster.
final class Stage {
    private Stage() {}

    static String of(Facts facts) {
        boolean shows = facts.moving() || facts.words().findAny().isPresent();
        StringBuilder stage = new StringBuilder();
        if (!shows) {
            facts.one(Role.POSTER).ifPresent(poster -> stage.append(wave(poster)));
        }
        String element = shows ? "video" : "audio";
        stage.append('<').append(element).append(" controls preload=\"metadata\"");
        stage.append(shows ? frame(facts) : "");
        stage.append(" aria-label=\"").append(Html.text(facts.title())).append("\">\n");
        sources(facts).forEach(file -> stage.append(source(file)));
        facts.words().forEach(file -> stage.append(track(facts, file)));
        stage.append(instead(facts)).append("</").append(element).append('>');
        return stage.toString();
    }

    /// The first that a browser can play is played.
    private static Stream<Rendition> sources(Facts facts) {
        Role other = facts.moving() ? Role.COMPATIBLE : Role.LOSSLESS;
        return Stream.concat(Stream.of(facts.access()), facts.one(other).stream());
    }

    private static String frame(Facts facts) {
        Optional<Rendition> poster = facts.one(Role.POSTER);
        Optional<Rendition> sized = facts.moving() ? Optional.of(facts.access()) : poster;
        return sized.map(Stage::size).orElse("")
                + poster.map(p -> " poster=\"" + Html.text(p.name()) + "\"").orElse("");
    }

    private static String size(Rendition file) {
        return " width=\"%d\" height=\"%d\"".formatted(file.width(), file.height());
    }

    private static String wave(Rendition poster) {
        return "<img class=\"wave\" src=\"%s\" alt=\"\"%s>\n"
                .formatted(Html.text(poster.name()), size(poster));
    }

    private static String source(Rendition file) {
        return "<source src=\"%s\" type=\"%s\">\n"
                .formatted(Html.text(file.name()), Html.text(file.mime()));
    }

    private static String track(Facts facts, Rendition file) {
        String tag = facts.language(file);
        return "<track kind=\"%s\" srclang=\"%s\" label=\"%s\" src=\"%s\">\n"
                .formatted(
                        facts.spoken(tag) ? "captions" : "subtitles",
                        Html.text(tag),
                        Html.text(Words.ownTongue(tag)),
                        facts.text(file).map(Stage::inside).orElse(Html.text(file.name())));
    }

    private static String inside(String words) {
        byte[] bytes = words.getBytes(StandardCharsets.UTF_8);
        return "data:text/vtt;base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static String instead(Facts facts) {
        List<Rendition> known = sources(facts).toList();
        return """
        <p>Your browser cannot play this %s. <a href="%s">The file itself</a> plays in VLC or mpv.</p>
        """
                .formatted(
                        facts.moving() ? "video" : "recording", Html.text(known.getLast().name()));
    }
}
