package v2v.media.stills;

import v2v.item.Quality;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;

/// How much of a frame's four sides is black.
///
/// @param micros its time
/// @param lit whether there is light enough in it to tell
/// @param left black columns
/// @param top black lines
/// @param right black columns
/// @param bottom black lines
public record Margins(long micros, boolean lit, int left, int top, int right, int bottom) {
    /// A line is black when its mean is below, with the noise of a tape on top of black.
    private static final int BLACK = 16;

    /// and when hardly any sample of it is above.
    private static final int BRIGHT = 48;

    /// One in so many samples of a black line may be bright: drop-outs.
    private static final int DROP_OUTS = 100;

    /// Signals of the blanking interval and half lines at the top, and head switching at the
    /// bottom, may lie outside a bar: one in so many lines.
    private static final int STRAY = 80;

    /// A frame tells where its bars end only when one in so many samples is bright.
    private static final int LIT = 10;

    private static final int FEWEST = 3;

    /// Below this share of its side a bar is the edge of an analogue picture: 720 samples hold 702
    /// of picture (ITU-R BT.601).
    private static final double EDGE = 0.015;

    /// Measures a frame.
    ///
    /// @param gray brightness, line by line, 0 to 255
    /// @param skip lines at the top that are no picture; they are not counted
    static Margins of(long micros, ByteBuffer gray, int stride, int width, int height, int skip) {
        int lines = height - skip;
        long[] lineSums = new long[lines];
        int[] lineBright = new int[lines];
        long[] columnSums = new long[width];
        int[] columnBright = new int[width];
        byte[] line = new byte[width];
        for (int y = 0; y < lines; y++) {
            gray.get((y + skip) * stride, line);
            for (int x = 0; x < width; x++) {
                int value = Byte.toUnsignedInt(line[x]);
                int bright = value > BRIGHT ? 1 : 0;
                lineSums[y] += value;
                columnSums[x] += value;
                lineBright[y] += bright;
                columnBright[x] += bright;
            }
        }
        Side rows = new Side(lineSums, lineBright, width);
        Side columns = new Side(columnSums, columnBright, lines);
        long bright = 0;
        for (int count : lineBright) {
            bright += count;
        }
        return new Margins(
                micros,
                bright * LIT > (long) width * lines,
                columns.first(),
                rows.first(),
                columns.last(),
                rows.last());
    }

    /// The lines, or the columns, of a frame.
    private static final class Side {
        private final long[] sums;
        private final int[] bright;
        private final int samples;

        Side(long[] sums, int[] bright, int samples) {
            this.sums = sums;
            this.bright = bright;
            this.samples = samples;
        }

        int first() {
            return margin(i -> i);
        }

        int last() {
            return margin(i -> sums.length - 1 - i);
        }

        private boolean black(int index) {
            return sums[index] < (long) BLACK * samples
                    && bright[index] * (long) DROP_OUTS <= samples;
        }

        /// Counts from the outside; what is bright outside of a bar that is wider does not end it.
        private int margin(IntUnaryOperator inwards) {
            int stray = sums.length / STRAY;
            int at = 0;
            while (at < stray && !black(inwards.applyAsInt(at))) {
                at++;
            }
            int outside = at;
            while (at < sums.length && black(inwards.applyAsInt(at))) {
                at++;
            }
            return at > 2 * outside ? at : 0;
        }
    }

    /// The part of the picture that no lit frame leaves black; empty when that is all of it, or
    /// when too few frames were lit to tell.
    ///
    /// @param width of the whole picture, without the lines that were skipped
    public static Optional<Quality.Area> active(List<Margins> frames, int width, int height) {
        List<Margins> lit = frames.stream().filter(Margins::lit).toList();
        if (lit.size() < FEWEST) {
            return Optional.empty();
        }
        int left = least(lit.stream().mapToInt(Margins::left).min().orElse(0), width);
        int right = least(lit.stream().mapToInt(Margins::right).min().orElse(0), width);
        int top = least(lit.stream().mapToInt(Margins::top).min().orElse(0), height);
        int bottom = least(lit.stream().mapToInt(Margins::bottom).min().orElse(0), height);
        return left + right + top + bottom == 0
                ? Optional.empty()
                : Optional.of(
                        new Quality.Area(left, top, width - left - right, height - top - bottom));
    }

    /// Whether so many frames were lit that no bars means that there are none.
    public static boolean telling(List<Margins> frames) {
        return frames.stream().filter(Margins::lit).count() >= FEWEST;
    }

    private static int least(int margin, int side) {
        return margin < side * EDGE ? 0 : margin;
    }

    /// As the worker prints it.
    String line() {
        return "margins "
                + String.join(
                        " ",
                        Long.toString(micros),
                        Boolean.toString(lit),
                        Integer.toString(left),
                        Integer.toString(top),
                        Integer.toString(right),
                        Integer.toString(bottom));
    }

    /// Reads what [#line] wrote.
    ///
    /// @throws IllegalArgumentException when it did not
    public static Margins parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 7 || !words[0].equals("margins")) {
            throw new IllegalArgumentException("not margins: " + line);
        }
        return new Margins(
                Long.parseLong(words[1]),
                Boolean.parseBoolean(words[2]),
                Integer.parseInt(words[3]),
                Integer.parseInt(words[4]),
                Integer.parseInt(words[5]),
                Integer.parseInt(words[6]));
    }
}
