package v2v.media.words;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Chooses the reader of a file of words.
public final class Words {
    private Words() {}

    /// Reads a whole file.
    ///
    /// @param name of the file, as the person knows it
    /// @throws v2v.item.Refusal `WORDS_UNREADABLE`, with the line or block
    public static Subtitles read(String name, byte[] bytes) {
        Document document = new Document(name, bytes);
        return switch (extension(name)) {
            case "srt" -> Srt.read(document);
            case "vtt" -> document.whole(Vtt.read(document));
            case "stl" -> EbuStl.read(document);
            case "scc" -> Scc.read(document);
            case "ttml", "dfxp", "xml" -> Ttml.read(document);
            default ->
                    throw document.unreadable(
                            "",
                            "is of no form that is known here",
                            "deliver it as SRT, WebVTT, EBU STL, TTML or SCC");
        };
    }

    /// Reads what FFmpeg wrote of a text track inside a file; a track without words is empty.
    ///
    /// @param name says which track of which file, for a refusal
    public static Subtitles track(String name, byte[] webvtt) {
        return Vtt.read(new Document(name, webvtt), true);
    }

    /// The language that the name of a companion has between that of the footage and its own
    /// extension: `tape.pt-BR.srt`, `tape.mxf.de.srt` and `tape.en.sdh.srt` beside `tape.mxf`.
    public static Optional<String> language(String companion, String footage) {
        String rest = companion;
        for (String stem : List.of(footage, footage.replaceFirst("(?<=.)[.][^.]*$", ""))) {
            if (companion.startsWith(stem + ".")) {
                rest = companion.substring(stem.length() + 1);
                break;
            }
        }
        String[] parts = rest.split("\\.", -1);
        return parts.length < 2 ? Optional.empty() : Tongue.tag(parts[0]);
    }

    /// When a time code comes by the clock of its own frame rate.
    ///
    /// @param count hours, minutes, seconds and frames
    /// @param num frames in `den` seconds
    public static Duration timecode(List<Long> count, long num, long den, boolean drop) {
        int nominal = Math.max(1, Math.round((float) num / den));
        boolean slow = Math.abs((double) num / den * 1001 / 1000 - nominal) < 0.001;
        return new Timecode(nominal, slow, drop)
                .at(count.get(0), count.get(1), count.get(2), count.get(3));
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }

    /// Takes the time code of the tape off words that were timed by it: those of which the first
    /// comes after the end of the work. Without a time code it is taken for the whole hour, as
    /// tapes begin at 01:00:00:00 or 10:00:00:00.
    ///
    /// @param timecode of the first frame; zero when it has none
    public static Subtitles timecoded(Subtitles words, Duration timecode, Duration work) {
        if (words.cues().isEmpty()) {
            return words;
        }
        Duration first = words.cues().getFirst().start();
        if (first.compareTo(work) < 0) {
            return words;
        }
        boolean known = !timecode.isZero() && timecode.compareTo(first) <= 0;
        return words.earlier(known ? timecode : Duration.ofHours(first.toHours()));
    }
}
