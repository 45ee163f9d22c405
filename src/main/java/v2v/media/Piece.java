package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Ratio;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// A run of source frames that is encoded for itself: one of several pieces of a long film, or all
/// of a short one.
///
/// A piece begins where a key frame would be anyway. It is decoded from a little before to a little
/// after (its handles), because a deinterlacer looks at neighbours; they are cut off again by
/// count. Pieces are found by time stamps in the middle between two frames, so that rounding can
/// not move a border.
///
/// @param index from 0
/// @param first source frame, from 0
/// @param frames source frames
/// @param before handle frames in front
/// @param after handle frames behind
/// @param clock when frames come; null for the whole film, which needs no borders
record Piece(int index, long first, long frames, int before, int after, @Nullable Clock clock) {
    /// Enough for a deinterlacer (one frame), and to compare neighbours by.
    static final int HANDLE = 4;

    /// The decoder starts so much earlier: a key frame must lie in between, and what is damaged
    /// after a jump into open groups of pictures is over by then.
    private static final Duration RUN_UP = Duration.ofSeconds(15);

    /// When the source's frames come.
    ///
    /// @param start time of the first frame, seconds from the start of the file
    /// @param rate source frames a second
    /// @param jumps whether the container can be entered in the middle
    record Clock(double start, Ratio rate, boolean jumps) {
        /// Half a frame before this one.
        double border(long frame) {
            return start + (frame - 0.5) / rate.value();
        }
    }

    static Piece all(long frames) {
        return new Piece(0, 0, frames, 0, 0, null);
    }

    /// Cuts a film.
    ///
    /// @param frames of the source
    /// @param each length of a piece, source frames
    static List<Piece> of(long frames, long each, Clock clock) {
        List<Piece> pieces = new ArrayList<>();
        long first = 0;
        while (first < frames) {
            // a last piece of a few frames would be all handle
            long left = frames - first;
            long count = left < each + 2L * HANDLE ? left : each;
            int before = first == 0 ? 0 : HANDLE;
            int after = count == left ? 0 : HANDLE;
            pieces.add(new Piece(pieces.size(), first, count, before, after, clock));
            first += count;
        }
        return List.copyOf(pieces);
    }

    /// Input options: where the decoder starts.
    List<String> seek() {
        if (clock == null) {
            return List.of();
        }
        List<String> options = new ArrayList<>(List.of("-copyts", "-start_at_zero"));
        double start = clock.border(first - before) - RUN_UP.toSeconds();
        if (clock.jumps() && start > 0) {
            options.addAll(List.of("-noaccurate_seek", "-ss", seconds(start)));
        }
        // so that the input ends with the piece; in file time, because of -copyts
        if (after > 0) {
            options.addAll(List.of("-to", seconds(clock.border(first + frames + after) + 1)));
        }
        return options;
    }

    /// Filters that leave the piece with its handles.
    List<String> window() {
        if (clock == null) {
            return List.of();
        }
        List<String> limits = new ArrayList<>();
        if (before > 0) {
            limits.add("start=" + seconds(clock.border(first - before)));
        }
        if (after > 0) {
            limits.add("end=" + seconds(clock.border(first + frames + after)));
        }
        return limits.isEmpty() ? List.of() : List.of("trim=" + String.join(":", limits));
    }

    /// Filters that take the handles off again.
    ///
    /// @param each frames that one source frame has become
    List<String> within(int each) {
        if (clock == null) {
            return List.of();
        }
        long start = (long) before * each;
        return List.of("trim=start_frame=" + start + ":end_frame=" + (start + frames * each));
    }

    /// How many of a copy's frames this piece must give.
    long expected(FrameRate rate, Copy copy) {
        return clock == null ? copy.frames() : Math.ceilDiv(frames * rate.each(), copy.every());
    }

    private static String seconds(double value) {
        return String.format(Locale.ROOT, "%.6f", value);
    }
}
