package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Inspection;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The search for the crf that a profile's decibels ask for, on a short clip.
class QualitySearchMediaIT {
    private static final double TARGET = 36;

    @TempDir Path folder;

    @Test
    void theTargetIsMetAndProbesAreKept() throws IOException {
        Footages footages =
                new Footages(
                        folder,
                        "make: access\nvideo: {preset: 12, quality: {xpsnr: " + TARGET + "}}\n");
        Path clip =
                footages.make(
                        "clip.mkv",
                        "-f lavfi -i testsrc2=s=320x240:r=25:d=6 -vf noise=alls=6:allf=t"
                                + " -pix_fmt yuv420p -c:v ffv1 {}");
        Inspection inspection = footages.inspect(clip);
        Profile profile = Profiles.load(folder.resolve("profiles")).named("access", "");
        Plan plan = Plan.of(inspection, profile);
        Film film = Objects.requireNonNull(plan.film());
        Workbench bench = Workbench.of(footages.library(), Footages.clear(inspection));
        List<String> told = new ArrayList<>();
        QualitySearch search =
                new QualitySearch(
                        footages.ffmpeg(),
                        (what, fraction, speed) -> told.add(what),
                        plan,
                        film,
                        bench);
        QualitySearch.Found found = search.crf(TARGET, "recipe");
        assertTrue(found.decibels() >= TARGET - 0.05, found.toString());
        assertTrue(found.decibels() < TARGET + 0.5, found.toString());
        long probes = told.stream().distinct().filter(what -> what.contains("crf")).count();
        assertTrue(probes >= 1 && probes <= 6, told.toString());

        told.clear();
        assertEquals(found, search.crf(TARGET, "recipe"));
        assertEquals(List.of(), told, "nothing is encoded again");
        assertEquals(
                bench.probes("recipe").get(found.crf()),
                found.decibels(),
                "what was measured is kept");
        assertEquals(0, bench.probes("another recipe").size());

        // the whole film at that crf is as close as the search said
        Filming filming = new Filming(footages.ffmpeg(), v2v.item.Progress.NONE, plan, film, bench);
        Path reel = filming.reels(filming.prepare(found, "recipe")).pictures().getFirst();
        assertEquals(found.decibels(), search.likeness(reel, List.of(clip)), 0.1);

        Path other =
                footages.make(
                        "other.nut",
                        "-f lavfi -i mandelbrot=s=320x240:r=25 -frames:v 150 -pix_fmt yuv420p"
                                + " -c:v ffv1 {}");
        Refusal refusal = assertThrows(Refusal.class, () -> search.likeness(reel, List.of(other)));
        assertEquals(Refusal.Code.RENDITION_BAD, refusal.code());
        assertTrue(refusal.getMessage().contains("can not be compared"), refusal.toString());
    }

    /// Sound that its peaks keep quiet, and noise that no crf brings so near.
    @Test
    void whatComesOutOtherwiseThanAskedForIsInTheReport() throws IOException {
        Footages footages =
                new Footages(
                        folder,
                        """
                        make: access
                        video: {preset: 12, quality: {xpsnr: 59}}
                        sound: {loudness: -10, limiting: gain}
                        """);
        Path clip =
                footages.make(
                        "noise.mkv",
                        "-f lavfi -i testsrc2=s=160x120:r=25:d=2 -f lavfi -i"
                                + " aevalsrc='sin(2764*t)*if(lt(mod(t,1),0.05),0.9,0.02)':d=2"
                                + " -vf noise=alls=60:allf=t -pix_fmt yuv420p -c:v ffv1"
                                + " -c:a pcm_s16le {}");
        Inspection inspection = footages.inspect(clip);
        Path file = footages.library().reports().resolve(inspection.item() + ".txt");
        assertFalse(Files.readString(file).contains("OTHERWISE"));
        footages.media().transcode(Footages.clear(inspection));
        String report = Files.readString(file).replaceAll("\\s+", " ");
        assertTrue(report.contains("MADE OTHERWISE THAN ASKED FOR (2)"), report);
        assertTrue(report.contains("more gain would exceed -1 dBTP"), report);
        assertTrue(report.contains("59.00 were asked for"), report);
    }
}
