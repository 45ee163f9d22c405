package v2v.media;

import v2v.item.Track;

/// The size of the access copy: square samples, even numbers, never larger than the original but
/// where that is too small for the encoder.
///
/// @param cropTop lines at the top of the stored picture that are not picture
/// @param cropHeight lines that are left, 0 when nothing is cut
record Shape(int width, int height, int cropTop, int cropHeight) {
    /// D-10 (IMX) stores 32 lines of vertical blanking above the picture (SMPTE ST 356). 32 is
    /// even, so the fields keep their order.
    private static final int BLANKING = 32;

    /// SVT-AV1 never ends, and hears no signal, on a side that is shorter than some 30 samples.
    private static final int LEAST = 32;

    static Shape of(Track.Picture picture, int maxLines) {
        int blanking = blanking(picture);
        int lines = picture.height() - blanking;
        double width = picture.width() * picture.sampleShape().value();
        double height = lines;
        if (picture.rotation() % 180 != 0) {
            double turned = width;
            width = height;
            height = turned;
        }
        double scale = Math.min(1, maxLines / Math.min(width, height));
        return new Shape(
                even(width * scale), even(height * scale), blanking, blanking > 0 ? lines : 0);
    }

    /// Lines at the top of the stored picture that are not picture.
    static int blanking(Track.Picture picture) {
        boolean d10 =
                picture.codec().equals("mpeg2video")
                        && picture.width() == 720
                        && (picture.height() == 608 || picture.height() == 512);
        return d10 ? BLANKING : 0;
    }

    /// The same picture, at most so wide.
    Shape within(int maxWidth) {
        if (width <= maxWidth) {
            return this;
        }
        return new Shape(maxWidth, even((double) height * maxWidth / width), 0, 0);
    }

    boolean cropped() {
        return cropHeight > 0;
    }

    private static int even(double samples) {
        return Math.max(LEAST, (int) Math.round(samples / 2) * 2);
    }
}
