package v2v.media;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Listens to FFmpeg's `framecrc` writer: one line a decoded frame, with its track, time and
/// length.
///
/// ```
/// #tb 0: 1/25
/// 0,          3,          3,        1,      416, 0x485e15b8
/// ```
final class Measure implements Child.Listener {
    private final List<Timeline> tracks;
    private final Duration expected;
    private final Speedometer speedometer;

    /// @param tracks how many are decoded; the first is the picture
    Measure(int tracks, Duration expected, Speedometer speedometer) {
        this.tracks = Stream.generate(Timeline::new).limit(tracks).toList();
        this.expected = expected;
        this.speedometer = speedometer;
    }

    @Override
    public boolean hear(String line) {
        if (line.startsWith("#tb ")) {
            String[] words = line.substring(4).split(": ", 2);
            tracks.get(Integer.parseInt(words[0])).base(Ratio.parse(words[1].strip()));
            return true;
        }
        String[] fields = line.split(",", 5);
        if (line.startsWith("#") || fields.length < 5) {
            return false;
        }
        int track = Integer.parseInt(fields[0].strip());
        Timeline timeline = tracks.get(track);
        timeline.add(Long.parseLong(fields[2].strip()), Long.parseLong(fields[3].strip()));
        if (track == 0) {
            speedometer.at(timeline.end(), expected);
        }
        return true;
    }

    Timeline picture() {
        return tracks.getFirst();
    }

    /// The longest sound track's decoded length; zero without sound.
    Duration sound() {
        return tracks.stream()
                .skip(1)
                .map(Timeline::length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// When the last sound ends.
    Duration soundEnd() {
        return tracks.stream()
                .skip(1)
                .map(Timeline::end)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    List<Timeline> sounds() {
        return tracks.subList(1, tracks.size());
    }
}
