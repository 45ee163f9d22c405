package v2v.media;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The arguments that open one file and nothing else.
///
/// The file is a link in a folder of its own ([Scratch#holding]).
///
/// `file:` with an absolute path disarms names that FFmpeg would read as a protocol, an option or a
/// pattern. The list of container families leaves out all that opens further files: `hls`,
/// `concat`, `dash`, `imf`, `image2` and every play list.
final class Source {
    static final String FORMATS =
            "mov,mp4,m4a,3gp,3g2,mj2,mxf,gxf,lxf,mpeg,mpegts,mpegvideo,m4v,h264,hevc,vc1,dv,avi,"
                    + "matroska,webm,ogg,asf,flv,rm,nut,ivf,wav,w64,aiff,flac,mp3,aac,ac3,eac3,dts,"
                    + "caf,au,amr";

    private static final Set<String> FAMILY = Set.of(FORMATS.split(",", -1));

    private Source() {}

    /// For the first look, when nothing is known of the file: any family that an archive holds.
    static List<String> arguments(Path file, Limits limits) {
        return opening(file, limits, FORMATS);
    }

    /// For every later one: only the family that the first look found, so that no other demuxer
    /// gets to see the file.
    ///
    /// @param family FFmpeg's name for the demuxer, or one of its names
    static List<String> arguments(Path file, Limits limits, String family) {
        if (!known(family)) {
            throw new IllegalArgumentException("no archive holds '" + family + "'");
        }
        return opening(file, limits, family);
    }

    private static List<String> opening(Path file, Limits limits, String formats) {
        return List.of(
                "-max_alloc",
                Long.toString(limits.maxAllocation()),
                "-protocol_whitelist",
                "file,pipe",
                "-format_whitelist",
                formats,
                "-max_pixels",
                Long.toString(limits.maxPixels()),
                "-i",
                "file:" + file.toAbsolutePath());
    }

    /// The start of an `ffmpeg` command up to its first input; further inputs follow, then outputs.
    static List<String> ffmpeg(Path file, Limits limits, String family) {
        List<String> arguments = new ArrayList<>(QUIET);
        arguments.addAll(limits.looking().filters());
        arguments.addAll(limits.looking().decoder());
        arguments.addAll(WHOLE_PICTURE);
        arguments.addAll(arguments(file, limits, family));
        return arguments;
    }

    /// The decoder's own cropping is part of the format (1088 lines stored for 1080); that of the
    /// container is not: a QuickTime file's clean aperture (`clap`) leaves out samples at the
    /// edges, which a lossless copy must have, and an odd number of lines of it would swap the
    /// fields.
    static final List<String> WHOLE_PICTURE = List.of("-apply_cropping", "codec");

    /// Every error line, none folded into "repeated n times", each with its level.
    static final List<String> QUIET =
            List.of("-nostdin", "-hide_banner", "-y", "-v", "repeat+level+error", "-nostats");

    /// FFmpeg believes a name that ends in .mp4 and then misses the index in a shopping list. Only
    /// a file that begins like QuickTime or Matroska can have lost its end.
    static boolean begins(Path file) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(8);
        }
        String atom = head.length < 8 ? "" : new String(head, 4, 4, StandardCharsets.ISO_8859_1);
        return switch (atom) {
            case "ftyp", "moov", "mdat", "free", "skip", "wide", "pnot" -> true;
            default -> head.length == 8 && head[0] == 0x1A && head[1] == 0x45;
        };
    }

    static boolean known(String demuxer) {
        return FAMILY.contains(demuxer.split(",", 2)[0]);
    }
}
