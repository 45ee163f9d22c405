package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Inspection;
import v2v.item.Refusal;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// High dynamic range: kept and said so, or brought to what every screen shows.
class DynamicsMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    private static final String KEEP =
            """
            make: access, compatible, poster
            video: {preset: 12, quality: {crf: 30}, max-lines: 270, hdr: keep}
            compatible: {speed: 8, crf: 20, max-lines: 270}
            """;

    private static final String COLOURS = "stream=color_transfer,color_primaries,color_space";

    /// Standard range by FFmpeg's own filters, 16 to 235.
    private static final String MAPPED =
            "scale=480:-2,zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,"
                    + "tonemap=hable:desat=0,zscale=t=bt709:m=bt709:r=tv,format=yuv420p";

    @TempDir Path folder;

    @Test
    void hybridLogGammaOfATelephone() throws IOException {
        Path telephone = REAL.resolve("hevc_hdr_rotated.mov").toAbsolutePath();
        kept(telephone, "bt2020nc|arib-std-b67|bt2020");
        refused(telephone, "HLG, ARIB STD-B67");
    }

    @Test
    void perceptualQuantizerOfAMaster() throws IOException {
        Footages footages = new Footages(folder, KEEP);
        Path two =
                footages.make(
                        "two.mxf",
                        List.of(
                                "-i",
                                REAL.resolve("imf_uhd_j2k_rgb48.mxf").toAbsolutePath().toString(),
                                "-map",
                                "0:v",
                                "-c",
                                "copy",
                                "-frames:v",
                                "2",
                                "{}"));
        // RGB has no matrix; the copy's is that of such footage
        kept(two, "bt2020nc|smpte2084|smpte432");
        refused(two, "PQ, SMPTE ST 2084");
    }

    private void kept(Path file, String colours) throws IOException {
        Footages footages = new Footages(folder, KEEP);
        Inspection inspection = footages.inspect(file);
        Renditions made = footages.media().transcode(Footages.clear(inspection));
        Path release = footages.library().resolve(made.work());
        Path access = release.resolve(made.access().name());
        assertEquals(List.of(colours), colours(footages, access));
        Path copy = release.resolve("video/a-clip.vp9.webm");
        assertEquals(List.of("bt709|bt709|bt709"), colours(footages, copy));
        Path poster = release.resolve(Poster.NAME);
        double mapped = figure(footages, file, MAPPED, "YAVG");
        double film = figure(footages, copy, "null", "YAVG");
        assertEquals(mapped, film, 4);
        assertEquals(film, figure(footages, poster, "null", "YAVG"), 14, "one frame of the same");
        // the telephone filmed in the dark: what has no contrast must not be given any
        double contrast = contrast(footages, file, MAPPED);
        assertEquals(contrast, contrast(footages, copy, "null"), 16, "washed out or crushed");
        assertEquals(contrast, contrast(footages, poster, "null"), 16, "washed out or crushed");
    }

    private static List<String> colours(Footages footages, Path file) throws IOException {
        return footages.probe(file, "-select_streams", "v", "-show_entries", COLOURS);
    }

    /// From the darkest tenth to the brightest.
    private static double contrast(Footages footages, Path file, String filter) throws IOException {
        return figure(footages, file, filter, "YHIGH") - figure(footages, file, filter, "YLOW");
    }

    private static double figure(Footages footages, Path file, String filter, String key)
            throws IOException {
        String graph = "[0:v:0]" + filter + ",format=yuv420p,signalstats";
        return footages.figures(List.of(file), graph, "lavfi.signalstats." + key).stream()
                .mapToDouble(Double::doubleValue)
                .average()
                .orElse(0);
    }

    private void refused(Path file, String name) throws IOException {
        Footages careful = new Footages(folder, "make: access\nvideo: {hdr: refuse}\n");
        Refusal refusal = assertThrows(Refusal.class, () -> careful.inspect(file));
        assertEquals(Refusal.Code.PICTURE_UNSUPPORTED, refusal.code());
        assertTrue(refusal.getMessage().contains("high dynamic range"), refusal.getMessage());
        assertTrue(refusal.getMessage().contains(name), refusal.getMessage());
        assertTrue(refusal.fix().contains("standard dynamic range"), refusal.fix());
    }
}
