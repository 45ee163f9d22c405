package v2v.media;

import v2v.item.Quality;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// What the picture filters noted while every frame went by: how its lines belong together, and
/// where the picture is black or stands still.
///
/// Each filter's word goes into a small file of its own in the scratch folder: all words of `idet`
/// in one file would be a hundred megabytes for a long programme.
///
/// @param frames every decoded frame, in order
/// @param black stretches, from the first frame's time
/// @param frozen stretches
record Sight(List<Frame> frames, List<Quality.Span> black, List<Quality.Span> frozen) {
    static final Sight NONE = new Sight(List.of(), List.of(), List.of());

    /// Shorter ones are edits, not faults.
    private static final Duration LEAST_BLACK = Duration.ofMillis(500);

    private static final String IDET = "lavfi.idet.";
    private static final String BLACK = "lavfi.black_";
    private static final String FROZEN = "lavfi.freezedetect.freeze_";

    /// What `idet` says of one frame: alone, with its neighbours, and whether a field is that of
    /// the frame before.
    record Frame(Duration time, char alone, char among, char repeated) {
        boolean within(List<Quality.Span> spans) {
            return spans.stream()
                    .anyMatch(s -> time.compareTo(s.start()) >= 0 && time.compareTo(s.end()) < 0);
        }
    }

    /// The filters, in the order that costs least: those that need few lines come last.
    static String filters() {
        return String.join(
                ",",
                "idet",
                note(IDET + "single.current_frame", "single"),
                note(IDET + "multiple.current_frame", "multiple"),
                note(IDET + "repeated.current_frame", "repeated"),
                "blackdetect",
                "freezedetect",
                note(BLACK + "start", "black-start"),
                note(BLACK + "end", "black-end"),
                note(FROZEN + "start", "frozen-start"),
                note(FROZEN + "end", "frozen-end"));
    }

    private static String note(String key, String file) {
        return "metadata=mode=print:key=" + key + ":file=" + file + ".txt";
    }

    /// Reads what the filters left behind.
    ///
    /// @param first time of the first frame
    /// @param end of the last
    static Sight read(Path folder, Duration first, Duration end) throws IOException {
        List<Note> alone = notes(folder, "single");
        List<Note> among = notes(folder, "multiple");
        List<Note> repeated = notes(folder, "repeated");
        int count = Math.min(alone.size(), Math.min(among.size(), repeated.size()));
        List<Frame> frames = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            frames.add(
                    new Frame(
                            alone.get(i).time().minus(first),
                            alone.get(i).word(),
                            among.get(i).word(),
                            repeated.get(i).word()));
        }
        Duration length = end.minus(first);
        return new Sight(
                List.copyOf(frames),
                spans(folder, "black", first, length).stream()
                        .filter(s -> s.end().minus(s.start()).compareTo(LEAST_BLACK) >= 0)
                        .toList(),
                spans(folder, "frozen", first, length));
    }

    private static List<Quality.Span> spans(
            Path folder, String name, Duration first, Duration length) throws IOException {
        return Spans.of(
                values(folder, name + "-start"), values(folder, name + "-end"), first, length);
    }

    private static List<String> values(Path folder, String name) throws IOException {
        return notes(folder, name).stream().map(Note::value).toList();
    }

    private static List<Note> notes(Path folder, String name) throws IOException {
        Path file = folder.resolve(name + ".txt");
        return Files.exists(file) ? Note.read(file) : List.of();
    }

    /// The header of a frame, and the one word that the file is about.
    record Note(Duration time, String value) {
        char word() {
            return value.isEmpty() ? 'u' : value.charAt(0);
        }

        static List<Note> read(Path file) throws IOException {
            List<Note> notes = new ArrayList<>();
            Duration time = Duration.ZERO;
            try (Stream<String> lines = Files.lines(file)) {
                for (String line : (Iterable<String>) lines::iterator) {
                    if (line.startsWith("frame:")) {
                        time = Spans.seconds(line.substring(line.lastIndexOf(':') + 1));
                    } else {
                        notes.add(new Note(time, word(line.substring(line.indexOf('=') + 1))));
                    }
                }
            }
            return notes;
        }

        /// A long programme has a hundred thousand of the same four words.
        private static String word(String text) {
            return text.length() > 3 && Character.isLetter(text.charAt(0)) ? text.intern() : text;
        }
    }

    /// The votes of the whole work, frame with its neighbours; black and still pictures do not
    /// vote.
    FieldVote votes() {
        List<Quality.Span> blind = blind();
        FieldVote votes = FieldVote.NONE;
        for (Frame frame : frames) {
            votes = votes.count(frame.within(blind) ? 'u' : frame.among());
        }
        return votes;
    }

    /// The votes of the parts, every frame alone: here stillness must not be taken for film.
    List<Quality.Window> windows(Duration each) {
        List<Quality.Window> windows = new ArrayList<>();
        List<Quality.Span> black = black();
        FieldVote votes = FieldVote.NONE;
        Duration start = Duration.ZERO;
        for (Frame frame : frames) {
            while (frame.time().compareTo(start.plus(each)) >= 0) {
                windows.add(votes.window(start));
                votes = FieldVote.NONE;
                start = start.plus(each);
            }
            votes = votes.count(frame.within(black) ? 'u' : frame.alone());
        }
        if (!frames.isEmpty()) {
            windows.add(votes.window(start));
        }
        return List.copyOf(windows);
    }

    private List<Quality.Span> blind() {
        return Stream.concat(black.stream(), frozen.stream()).toList();
    }
}
