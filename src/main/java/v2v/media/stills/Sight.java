package v2v.media.stills;

import org.jspecify.annotations.Nullable;

import java.util.Locale;

/// What one frame looks like, in numbers.
///
/// Brightness and differences are in steps of 0 to 255.
///
/// @param micros its time, from the container's start
/// @param mean brightness
/// @param contrast standard deviation of the brightness
/// @param sharp variance of the Laplacian: how much fine detail there is
/// @param colour how strong and how different the colours are (Hasler and Süsstrunk 2003)
/// @param flat share of the picture, in small squares, that has no detail at all
/// @param stripes share of the columns that are of one brightness down the upper half, where they
///   differ from each other: colour bars
/// @param change mean difference to the next frame: a dissolve, a flash, a fast pan
public record Sight(
        long micros,
        double mean,
        double contrast,
        double sharp,
        double colour,
        double flat,
        double stripes,
        double change) {
    private static final int SQUARE = 8;
    private static final double NO_DETAIL = 2;
    private static final double ONE_BRIGHTNESS = 6;

    /// A clear sky is of one brightness too, but all of it of the same.
    private static final double STRIPE_TO_STRIPE = 15;

    /// Measures a frame.
    ///
    /// @param next the frame that follows; null at the end
    static Sight of(long micros, Raster now, @Nullable Raster next) {
        int[] luma = now.luma();
        double mean = mean(luma);
        return new Sight(
                micros,
                mean,
                Math.sqrt(variance(luma)),
                sharp(luma, now.width(), now.height()),
                colour(now),
                flat(luma, now.width(), now.height()),
                stripes(luma, now.width(), now.height()),
                next == null ? 0 : change(luma, next.luma()));
    }

    private static double mean(int[] luma) {
        long sum = 0;
        for (int value : luma) {
            sum += value;
        }
        return (double) sum / luma.length;
    }

    private static double variance(int[] luma) {
        Spread spread = new Spread();
        for (int value : luma) {
            spread.add(value);
        }
        return spread.variance();
    }

    private static double sharp(int[] luma, int width, int height) {
        Spread spread = new Spread();
        for (int y = 1; y < height - 1; y++) {
            for (int i = y * width + 1; i < (y + 1) * width - 1; i++) {
                int around = luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width];
                spread.add(around - 4.0 * luma[i]);
            }
        }
        return spread.variance();
    }

    private static double colour(Raster raster) {
        Spread redGreen = new Spread();
        Spread yellowBlue = new Spread();
        for (int y = 0; y < raster.height(); y++) {
            for (int x = 0; x < raster.width(); x++) {
                redGreen.add(raster.red(x, y) - raster.green(x, y));
                yellowBlue.add((raster.red(x, y) + raster.green(x, y)) / 2.0 - raster.blue(x, y));
            }
        }
        return Math.sqrt(redGreen.variance() + yellowBlue.variance())
                + 0.3 * Math.hypot(redGreen.mean(), yellowBlue.mean());
    }

    private static double flat(int[] luma, int width, int height) {
        int flat = 0;
        int all = 0;
        for (int top = 0; top + SQUARE <= height; top += SQUARE) {
            for (int left = 0; left + SQUARE <= width; left += SQUARE) {
                Spread square = new Spread();
                for (int i = 0; i < SQUARE * SQUARE; i++) {
                    square.add(luma[(top + i / SQUARE) * width + left + i % SQUARE]);
                }
                flat += square.variance() < NO_DETAIL * NO_DETAIL ? 1 : 0;
                all++;
            }
        }
        return all == 0 ? 1 : (double) flat / all;
    }

    /// The lower part of SMPTE bars is another pattern, and a border may lie at the top.
    private static double stripes(int[] luma, int width, int height) {
        int striped = 0;
        Spread columns = new Spread();
        for (int x = 0; x < width; x++) {
            Spread column = new Spread();
            for (int y = height / 10; y < height * 6 / 10; y++) {
                column.add(luma[y * width + x]);
            }
            columns.add(column.mean());
            striped += column.variance() < ONE_BRIGHTNESS * ONE_BRIGHTNESS ? 1 : 0;
        }
        boolean sky = columns.variance() < STRIPE_TO_STRIPE * STRIPE_TO_STRIPE;
        return sky ? 0 : (double) striped / width;
    }

    private static double change(int[] now, int[] next) {
        long sum = 0;
        for (int i = 0; i < now.length; i++) {
            sum += Math.abs(now[i] - next[i]);
        }
        return (double) sum / now.length;
    }

    /// As the worker prints it.
    String line() {
        return String.format(
                Locale.ROOT,
                "sight %d %.3f %.3f %.3f %.3f %.4f %.4f %.3f",
                micros,
                mean,
                contrast,
                sharp,
                colour,
                flat,
                stripes,
                change);
    }

    /// Reads what [#line] wrote.
    ///
    /// @throws IllegalArgumentException when it did not
    public static Sight parse(String line) {
        String[] words = line.split(" ", -1);
        if (words.length != 9 || !words[0].equals("sight")) {
            throw new IllegalArgumentException("not a sight: " + line);
        }
        return new Sight(
                Long.parseLong(words[1]),
                Double.parseDouble(words[2]),
                Double.parseDouble(words[3]),
                Double.parseDouble(words[4]),
                Double.parseDouble(words[5]),
                Double.parseDouble(words[6]),
                Double.parseDouble(words[7]),
                Double.parseDouble(words[8]));
    }

    /// Mean and variance, without keeping the values.
    private static final class Spread {
        private long count;
        private double sum;
        private double squares;

        void add(double value) {
            count++;
            sum += value;
            squares += value * value;
        }

        double mean() {
            return count == 0 ? 0 : sum / count;
        }

        double variance() {
            return count == 0 ? 0 : Math.max(0, squares / count - mean() * mean());
        }
    }
}
