package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Listens to FFmpeg's `framecrc` writer: one line a decoded frame, with its track, time, length
/// and check sum.
///
/// ```
/// #tb 0: 1/25
/// 0,          3,          3,        1,      416, 0x485e15b8
/// ```
final class Measure implements Child.Listener {
    private final boolean pictured;
    private final List<Timeline> tracks;
    private final long[] contents;
    private final Duration expected;
    private final Speedometer speedometer;

    /// @param pictured whether the first track is a picture
    /// @param sounds how many tracks of sound follow
    Measure(boolean pictured, int sounds, Duration expected, Speedometer speedometer) {
        int count = sounds + (pictured ? 1 : 0);
        this.pictured = pictured;
        this.tracks =
                Stream.iterate(0, i -> i + 1)
                        .limit(count)
                        .map(i -> new Timeline(pictured && i == 0))
                        .toList();
        this.contents = new long[count];
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
        // size and check sum of the frame, joined to those before it
        contents[track] = contents[track] * 1_099_511_628_211L + fields[4].hashCode();
        if (track == 0) {
            speedometer.at(timeline.end(), expected);
        }
        return true;
    }

    /// Without a frame for a work of sound alone.
    Timeline picture() {
        return pictured ? tracks.getFirst() : new Timeline(true);
    }

    /// The picture's, or the first sound's where there is none: from here times are counted.
    Timeline lead() {
        return tracks.getFirst();
    }

    /// The longest sound track's decoded length; zero without sound.
    Duration sound() {
        return sounds().stream()
                .map(Timeline::length)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    /// When the last sound ends.
    Duration soundEnd() {
        return sounds().stream()
                .map(Timeline::end)
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
    }

    List<Timeline> sounds() {
        return tracks.subList(pictured ? 1 : 0, tracks.size());
    }

    /// The first sound track whose samples are those of this later one; null when there is none.
    @Nullable Integer twin(int sound) {
        int first = pictured ? 1 : 0;
        for (int other = 0; other < sound; other++) {
            boolean same =
                    contents[first + other] == contents[first + sound]
                            && sounds().get(other).frames() == sounds().get(sound).frames();
            if (same && sounds().get(sound).frames() > 0) {
                return other;
            }
        }
        return null;
    }
}
