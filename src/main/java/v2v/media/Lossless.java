package v2v.media;

import v2v.item.Inspection;
import v2v.item.Track;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What becomes of the original in the archive: it is kept byte for byte in any case; where its
/// format may not be read for ever, a lossless copy lies beside it (FFV1 version 3, RFC 9043, and
/// FLAC, RFC 9639, in Matroska, RFC 9559).
///
/// @param convert whether a lossless copy is made
/// @param why one or the other, in words
record Lossless(Inspection inspection, Profile profile, boolean convert, String why) {
    static final String SOURCE_HASHES = "original.framemd5";
    static final String MASTER = "master.mkv";

    /// Tape: what came from a cassette as it was recorded.
    private static final Set<String> TAPE = Set.of("dvvideo");

    private static final Set<String> UNCOMPRESSED =
            Set.of(
                    "rawvideo",
                    "v210",
                    "v210x",
                    "v308",
                    "v408",
                    "v410",
                    "r210",
                    "r10k",
                    "avrp",
                    "y41p",
                    "yuv4",
                    "012v",
                    "avui",
                    "ayuv",
                    "bitpacked",
                    "wrapped_avframe");

    private static final Set<String> OBSOLETE =
            Set.of(
                    "cinepak",
                    "svq1",
                    "svq3",
                    "indeo2",
                    "indeo3",
                    "indeo4",
                    "indeo5",
                    "msvideo1",
                    "msrle",
                    "qtrle",
                    "rpza",
                    "smc",
                    "8bps",
                    "cyuv",
                    "aasc",
                    "mszh",
                    "zlib",
                    "flv1",
                    "flashsv",
                    "flashsv2",
                    "msmpeg4v1",
                    "msmpeg4v2",
                    "msmpeg4v3",
                    "wmv1",
                    "wmv2",
                    "rv10",
                    "rv20",
                    "rv30",
                    "rv40",
                    "h261",
                    "h263",
                    "h263i",
                    "h263p",
                    "vp3",
                    "vp5",
                    "vp6",
                    "vp6f",
                    "huffyuv",
                    "ffvhuff",
                    "utvideo",
                    "lagarith",
                    "camtasia",
                    "tscc",
                    "tscc2",
                    "ulti",
                    "truemotion1",
                    "truemotion2",
                    "vcr1",
                    "asv1",
                    "asv2",
                    "mjpegb",
                    "sp5x",
                    "dpx",
                    "mdec",
                    "roq",
                    "idcin",
                    "interplayvideo");

    static Lossless of(Inspection inspection, Profile profile) {
        Track.Picture picture = inspection.chosenPicture().orElse(null);
        if (picture == null) {
            return new Lossless(inspection, profile, false, "a recording of sound alone");
        }
        String kind = kind(picture);
        return switch (profile.master().convert()) {
            case ALWAYS ->
                    new Lossless(inspection, profile, true, "the profile asks for it always");
            case NEVER -> new Lossless(inspection, profile, false, "the profile never converts");
            case ELIGIBLE ->
                    kind.isEmpty()
                            ? new Lossless(
                                    inspection,
                                    profile,
                                    false,
                                    picture.codec()
                                            + " is compressed and widely read: a lossless"
                                            + " copy would be larger and no better")
                            : new Lossless(inspection, profile, true, kind);
        };
    }

    private static String kind(Track.Picture picture) {
        String codec = picture.codec();
        if (TAPE.contains(codec)) {
            return "DV, a tape format";
        }
        if (Shape.of(picture, Integer.MAX_VALUE).cropped()) {
            return "IMX/D-10, a tape format";
        }
        if (UNCOMPRESSED.contains(codec)) {
            return "uncompressed picture (" + codec + ")";
        }
        return OBSOLETE.contains(codec) ? "an obsolete format (" + codec + ")" : "";
    }

    String act() {
        if (!convert) {
            return "the original byte for byte";
        }
        long flac = sounds().stream().filter(Lossless::flac).count();
        String sound =
                flac == sounds().size()
                        ? flac == 0 ? "" : " and FLAC"
                        : flac == 0 ? " and the sound as it is" : ", FLAC and other sound as it is";
        return "FFV1" + sound + " in Matroska, proved frame by frame; the original byte for byte";
    }

    /// What is written of every picture, sample and word: nothing is cropped, turned, scaled,
    /// deinterlaced or resampled.
    List<String> recipe() {
        Track.Picture picture = inspection.chosenPicture().orElseThrow();
        List<String> words = new ArrayList<>(List.of("-map", "0:" + picture.index()));
        sounds().forEach(sound -> words.addAll(List.of("-map", "0:" + sound.index())));
        // the licence first: what is there already is not written over
        words.addAll(List.of("-map_metadata", "1", "-map_metadata", "0", "-map_chapters", "0"));
        words.addAll(List.of("-c:v", "ffv1", "-level", "3", "-coder", "1", "-context", "1"));
        words.addAll(List.of("-g", "1", "-slicecrc", "1", "-slices"));
        words.add(Integer.toString(slices(picture)));
        words.addAll(List.of("-pix_fmt", stored(picture.pixels()), "-fps_mode:v", "passthrough"));
        if (picture.pixels().startsWith("yuvj")) {
            // else the numbers would be squeezed into the narrow range
            words.addAll(List.of("-color_range", "pc"));
        }
        words.addAll(flags());
        for (int i = 0; i < sounds().size(); i++) {
            words.addAll(List.of("-c:a:" + i, flac(sounds().get(i)) ? "flac" : "copy"));
        }
        if (inspection.timecode() != null) {
            words.addAll(List.of("-metadata", "timecode=" + inspection.timecode()));
        }
        words.addAll(List.of("-fflags", "+bitexact", "-flags:v", "+bitexact"));
        words.addAll(List.of("-f", "matroska"));
        return words;
    }

    /// The frames say themselves in which order their fields were taken; Matroska's own field is
    /// written from them.
    private List<String> flags() {
        return switch (inspection.scan()) {
            case TOP_FIELD_FIRST -> List.of("-filter:v", "setfield=tff");
            case BOTTOM_FIELD_FIRST -> List.of("-filter:v", "setfield=bff");
            case PROGRESSIVE, TELECINED, MIXED -> List.of();
        };
    }

    /// The recorded command.
    List<String> command() {
        List<String> command = new ArrayList<>(List.of("ffmpeg"));
        command.addAll(Source.QUIET);
        command.addAll(Source.WHOLE_PICTURE);
        command.addAll(List.of("-noautorotate", "-i", "<original>"));
        command.addAll(List.of("-f", "ffmetadata", "-i", "<tags>"));
        command.addAll(recipe());
        command.add(MASTER);
        command.addAll(hashes(tracks()));
        command.add(SOURCE_HASHES);
        return List.copyOf(command);
    }

    /// One hash a picture and one a second of each sound track, in the source's own sample form.
    ///
    /// @param tracks of the file that is read: picture first, then the sounds
    List<String> hashes(List<Integer> tracks) {
        Track.Picture picture = inspection.chosenPicture().orElseThrow();
        List<String> words = new ArrayList<>();
        tracks.forEach(track -> words.addAll(List.of("-map", "0:" + track)));
        words.addAll(List.of("-c:v", "rawvideo", "-pix_fmt", compared(picture.pixels())));
        words.addAll(List.of("-fps_mode:v", "passthrough", "-enc_time_base:v", "demux"));
        // 16 bits, the usual, would hide what is lost of 24; a count of samples, not of packets
        words.addAll(List.of("-c:a", "pcm_s32le", "-filter:a", "asetnsamples=n=48000:p=0"));
        words.addAll(List.of("-f", "framemd5"));
        return words;
    }

    List<Integer> tracks() {
        List<Integer> tracks = new ArrayList<>();
        inspection.chosenPicture().ifPresent(picture -> tracks.add(picture.index()));
        sounds().forEach(sound -> tracks.add(sound.index()));
        return tracks;
    }

    List<Track.Sound> sounds() {
        return inspection.tracks().stream()
                .filter(Track.Sound.class::isInstance)
                .map(Track.Sound.class::cast)
                .filter(sound -> inspection.sounds().contains(sound.index()))
                .toList();
    }

    /// Whole-number PCM of at most 24 bits and eight channels; all else is carried over as it is.
    private static boolean flac(Track.Sound sound) {
        boolean whole =
                sound.codec().matches("pcm_[su](8|16|24)(le|be)?|pcm_(bluray|dvd|s8_planar)");
        return whole && sound.channels() <= 8;
    }

    /// A small picture can not be cut into many slices.
    private int slices(Track.Picture picture) {
        return picture.width() < 320 || picture.height() < 240 ? 4 : profile.master().slices();
    }

    /// The form in which original and copy are compared: the original's own, without the bytes that
    /// mean nothing there. A palette is looked through, so that its order does not count.
    private static String compared(String pixels) {
        return switch (pixels) {
            case "rgb0", "bgr0", "0rgb", "0bgr" -> "rgb24";
            case "pal8" -> "bgra";
            default -> pixels;
        };
    }

    /// FFV1 has no packed RGB of 24 bits and no palette: the same numbers in another order.
    private static String stored(String pixels) {
        return switch (pixels) {
            case "rgb24", "bgr24", "rgb0", "0rgb", "0bgr" -> "bgr0";
            // a palette's colours may be transparent
            case "rgba", "argb", "abgr", "pal8" -> "bgra";
            case "uyvy422", "yuyv422" -> "yuv422p";
            case "yuvj420p" -> "yuv420p";
            case "yuvj422p" -> "yuv422p";
            case "yuvj444p" -> "yuv444p";
            case "rgb48be" -> "rgb48le";
            default -> pixels;
        };
    }
}
