package v2v.media;

import v2v.item.Ratio;
import v2v.item.Rendition;
import v2v.item.Track;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// One of the films that are made of a work.
///
/// @param every 2 where only every second picture of the film is shown
/// @param rate frames a second
/// @param frames that are expected
/// @param keyframes at most so many frames apart
/// @param mapped whether high dynamic range is brought to standard range
/// @param colour that it must carry
record Copy(
        Profile.Product product,
        Shape shape,
        int every,
        Ratio rate,
        long frames,
        long keyframes,
        boolean mapped,
        Colour colour) {
    /// The copies that a profile asks for, in the order in which they are made.
    static List<Copy> of(Track.Picture picture, FrameRate rate, Colour colour, Profile profile) {
        List<Copy> copies = new ArrayList<>();
        if (profile.makes(Profile.Product.ACCESS)) {
            copies.add(of(Profile.Product.ACCESS, picture, rate, colour, profile));
        }
        if (profile.makes(Profile.Product.COMPATIBLE)) {
            copies.add(of(Profile.Product.COMPATIBLE, picture, rate, colour, profile));
        }
        if (profile.makes(Profile.Product.PROXY)) {
            copies.add(of(Profile.Product.PROXY, picture, rate, colour, profile));
        }
        return List.copyOf(copies);
    }

    private static Copy of(
            Profile.Product product,
            Track.Picture picture,
            FrameRate rate,
            Colour colour,
            Profile profile) {
        boolean access = product == Profile.Product.ACCESS;
        // Weaker players get one picture a frame: half the decoding work.
        int every = access ? 1 : rate.each();
        boolean mapped =
                colour.high() && (!access || profile.video().hdr() == Profile.Dynamics.MAP);
        Ratio shown = new Ratio(rate.rate().num(), rate.rate().den() * every).reduced();
        long distance = Math.round(profile.video().keyframeSeconds() * rate.source().value());
        return new Copy(
                product,
                Shape.of(picture, lines(product, profile)),
                every,
                shown,
                Math.ceilDiv(rate.frames(), every),
                Math.max(1, distance) * rate.each() / every,
                mapped,
                mapped ? Colour.STANDARD : colour);
    }

    private static int lines(Profile.Product product, Profile profile) {
        return switch (product) {
            case COMPATIBLE -> profile.compatible().maxLines();
            case PROXY -> profile.proxy().maxLines();
            default -> profile.video().maxLines();
        };
    }

    /// From this copy's pictures to a still one.
    String still(int width, int height) {
        String map = colour.high() ? Colour.TO_STANDARD + "," : "";
        return map + Webp.picture(width, height);
    }

    Duration frame() {
        return Duration.ofNanos(Math.round(1e9 / rate.value()));
    }

    /// Where a player can jump to.
    Duration keyDistance() {
        return Duration.ofNanos(Math.round(keyframes * 1e9 / rate.value()));
    }

    boolean vp9() {
        return product == Profile.Product.COMPATIBLE;
    }

    String codec() {
        return vp9() ? "vp9" : "av1";
    }

    String pixels() {
        return vp9() ? "yuv420p" : "yuv420p10le";
    }

    Rendition.Role role() {
        return switch (product) {
            case COMPATIBLE -> Rendition.Role.COMPATIBLE;
            case PROXY -> Rendition.Role.PROXY;
            default -> Rendition.Role.ACCESS;
        };
    }

    /// `video/<slug>.av1.webm`.
    String name(String slug) {
        String kind =
                switch (product) {
                    case COMPATIBLE -> "vp9";
                    case PROXY -> "proxy";
                    default -> "av1";
                };
        return "video/" + slug + "." + kind + ".webm";
    }

    /// The word for progress and reports.
    String word() {
        return product.name().toLowerCase(Locale.ROOT);
    }

    /// From the film's pictures to this copy's.
    String filters(Film film) {
        List<String> chain = new ArrayList<>();
        if (every > 1) {
            chain.add("framestep=" + every);
        }
        if (mapped) {
            chain.add(Colour.TO_STANDARD);
        }
        chain.add(scale(film));
        chain.add("setsar=1");
        chain.add("format=" + pixels());
        chain.add(
                "setparams=field_mode=prog:range=tv:color_primaries="
                        + colour.primaries()
                        + ":color_trc="
                        + colour.transfer()
                        + ":colorspace="
                        + colour.matrix());
        return String.join(",", chain);
    }

    private String scale(Film film) {
        String range = !mapped && film.fullRange() ? ":in_range=pc" : "";
        return String.format(
                Locale.ROOT,
                "scale=%d:%d:flags=lanczos+accurate_rnd+full_chroma_int%s:out_range=tv"
                        + ":out_color_matrix=%s",
                shape.width(),
                shape.height(),
                range,
                colour.scalerMatrix());
    }

    /// The encoder and its settings.
    List<String> encoder(Profile profile, String crf) {
        List<String> words = new ArrayList<>();
        if (vp9()) {
            words.addAll(List.of("-c:v", "libvpx-vp9", "-deadline", "good", "-cpu-used"));
            words.add(Integer.toString(profile.compatible().speed()));
            words.addAll(List.of("-row-mt", "1", "-tile-columns", "2", "-b:v", "0"));
        } else {
            int preset =
                    product == Profile.Product.PROXY
                            ? profile.proxy().preset()
                            : profile.video().preset();
            words.addAll(List.of("-c:v", "libsvtav1", "-preset", Integer.toString(preset)));
        }
        words.addAll(List.of("-crf", crf, "-g", Long.toString(keyframes)));
        words.addAll(List.of("-fps_mode:v", "passthrough", "-flags:v", "+bitexact"));
        return words;
    }

    /// Constant quality; the access copy's may have been searched.
    String crf(Profile profile, String searched) {
        return switch (product) {
            case COMPATIBLE -> Integer.toString(profile.compatible().crf());
            case PROXY -> Integer.toString(profile.proxy().crf());
            default -> searched;
        };
    }
}
