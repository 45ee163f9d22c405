package v2v.media.stills;

import java.nio.ByteBuffer;

/// A small colour picture in memory.
public final class Raster {
    private static final int CHANNELS = 3;

    private final int width;
    private final int height;
    private final byte[] samples;

    private Raster(int width, int height, byte[] samples) {
        this.width = width;
        this.height = height;
        this.samples = samples;
    }

    /// @param lines blue, green and red of each sample, line by line
    /// @param stride bytes from one line to the next
    static Raster of(ByteBuffer lines, int stride, int width, int height) {
        byte[] samples = new byte[width * height * CHANNELS];
        for (int y = 0; y < height; y++) {
            lines.get(y * stride, samples, y * width * CHANNELS, width * CHANNELS);
        }
        return new Raster(width, height, samples);
    }

    /// Says what colour a sample has.
    public interface Paint {
        /// Red, green and blue, from the highest to the lowest of 24 bits.
        int at(int x, int y);
    }

    /// A picture that was painted, not photographed.
    public static Raster painted(int width, int height, Paint paint) {
        byte[] samples = new byte[width * height * CHANNELS];
        for (int i = 0; i < width * height; i++) {
            int colour = paint.at(i % width, i / width);
            samples[i * CHANNELS] = (byte) colour;
            samples[i * CHANNELS + 1] = (byte) (colour >> 8);
            samples[i * CHANNELS + 2] = (byte) (colour >> 16);
        }
        return new Raster(width, height, samples);
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    int blue(int x, int y) {
        return at(x, y, 0);
    }

    int green(int x, int y) {
        return at(x, y, 1);
    }

    int red(int x, int y) {
        return at(x, y, 2);
    }

    private int at(int x, int y, int channel) {
        return Byte.toUnsignedInt(samples[(y * width + x) * CHANNELS + channel]);
    }

    /// Rec. 601, 0 to 255, line by line.
    int[] luma() {
        int[] luma = new int[width * height];
        for (int i = 0; i < luma.length; i++) {
            int blue = Byte.toUnsignedInt(samples[i * CHANNELS]);
            int green = Byte.toUnsignedInt(samples[i * CHANNELS + 1]);
            int red = Byte.toUnsignedInt(samples[i * CHANNELS + 2]);
            luma[i] = (299 * red + 587 * green + 114 * blue + 500) / 1000;
        }
        return luma;
    }
}
