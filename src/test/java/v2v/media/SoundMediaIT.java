package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.Progress;
import v2v.item.Quality;
import v2v.item.Rendition;
import v2v.item.Scan;
import v2v.item.Track;
import v2v.item.Treatment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// The sound that comes out, judged by decoding and measuring it.
class SoundMediaIT {
    private static final Path REAL = Path.of("../shared/footage").toAbsolutePath();
    private static final Profile.Loudness R128 =
            new Profile.Loudness(-23, -1, Profile.Limiting.LOUDNORM);
    private static final Profile.Loudness OFF =
            new Profile.Loudness(0, -1, Profile.Limiting.LOUDNORM);
    private static final Set<Profile.Product> BOTH =
            Set.of(Profile.Product.OPUS, Profile.Product.FLAC);

    @TempDir Path folder;
    private Footages footages;
    private Path work;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "");
        work = Files.createDirectories(folder.resolve("work"));
    }

    private static Profile profile(
            Set<Profile.Product> make, String join, Profile.Loudness loudness) {
        Profile p = Samples.PROFILE;
        return new Profile(
                "sound",
                make,
                p.video(),
                p.compatible(),
                p.proxy(),
                new Profile.Sound(128, join, loudness),
                p.poster(),
                p.storyboard(),
                p.master(),
                p.chunks(),
                p.damage());
    }

    /// From the header alone: nothing here depends on what an inspection finds beyond it.
    private Clearance clear(Path file) throws IOException {
        Probe probe = footages.header(file);
        Track.Picture picture = probe.picture();
        return Footages.clear(
                new Inspection(
                        Footages.footage(file),
                        probe.container(),
                        probe.claimed(),
                        probe.tracks(),
                        picture == null ? null : (Integer) picture.index(),
                        probe.sounds().stream().map(Track.Sound::index).toList(),
                        Samples.decode(1, 10, false),
                        Scan.PROGRESSIVE,
                        null,
                        List.of(),
                        Quality.NONE,
                        Treatment.NONE,
                        List.of()));
    }

    private static Quality heard(Quality.Hearing... hearings) {
        Quality n = Quality.NONE;
        return new Quality(
                null,
                n.black(),
                n.frozen(),
                null,
                0,
                0,
                0,
                null,
                List.of(hearings),
                n.timecodes(),
                n.words());
    }

    /// A track that begins late must not make FFmpeg hoard the others until then: it gives up at
    /// 131,072 frames, here of 2.5 ms.
    @Test
    void aSecondLanguageMayBeginLate() throws IOException {
        Path file =
                footages.make(
                        "late.mkv",
                        "-f lavfi -i sine=440:r=48000:d=342 -itsoffset 338 -f lavfi -i"
                                + " sine=880:r=48000:d=4 -map 0 -map 1 -c:a libopus"
                                + " -frame_duration 2.5 -b:a 32k {}");
        Soundtrack.Made made = make(file, Quality.NONE, profile(BOTH, "1 mono, 2 mono", OFF));
        assertEquals(
                List.of(342L, 342L), made.lengths().stream().map(Duration::toSeconds).toList());
    }

    private Soundtrack.Made make(Path file, Quality quality, Profile profile) throws IOException {
        List<Programme> programmes =
                Programmes.of(footages.header(file).sounds(), quality, profile.sound()).all();
        return soundtrack(clear(file), profile, programmes).make(work);
    }

    private Soundtrack soundtrack(
            Clearance clearance, Profile profile, List<Programme> programmes) {
        boolean alone = clearance.inspection().picture() == null;
        return new Soundtrack(
                footages.ffmpeg(), Progress.NONE, clearance, profile, programmes, alone);
    }

    /// Measured by the program's own summary, and not in the way that the sound was made.
    private Level level(Path file, int track) throws IOException {
        List<String> words = new ArrayList<>(List.of("-nostdin", "-v", "info", "-nostats"));
        words.addAll(List.of("-i", file.toString(), "-filter_complex"));
        words.addAll(List.of("[0:a:" + track + "]ebur128=peak=true:framelog=quiet"));
        words.addAll(List.of("-f", "null", "-"));
        double loudness = 0;
        double peak = 0;
        List<String> lines = new ArrayList<>();
        try (Scratch scratch = footages.ffmpeg().scratch()) {
            Process process = process(words, scratch.folder());
            try (var reader = process.errorReader()) {
                reader.lines().forEach(lines::add);
            }
        }
        for (String line : lines) {
            if (line.strip().startsWith("I:")) {
                loudness = number(line);
            } else if (line.strip().startsWith("Peak:")) {
                peak = number(line);
            }
        }
        return new Level(loudness, 0, peak, 0, Duration.ZERO);
    }

    private Process process(List<String> words, Path in) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(footages.ffmpeg().program("ffmpeg").toString());
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(in.toFile());
        builder.environment().putAll(footages.ffmpeg().environment());
        return builder.start();
    }

    private static double number(String line) {
        return Double.parseDouble(line.replaceAll("[^-0-9.]", ""));
    }

    private static Path file(Soundtrack.Made made, Rendition.Role role) {
        return made.products().stream()
                .filter(p -> p.rendition().role() == role)
                .map(Transcoder.Proved::part)
                .findFirst()
                .orElseThrow();
    }

    private static Path intermediate(Soundtrack.Made made) {
        return Objects.requireNonNull(made.intermediate());
    }

    /// The samples of a track as a file holds them.
    private String samples(Path file, String filter) throws IOException {
        List<String> words =
                new ArrayList<>(List.of("-nostdin", "-v", "error", "-i", file.toString()));
        words.addAll(List.of("-filter_complex", filter + "[s]", "-map", "[s]"));
        words.addAll(List.of("-c:a", "pcm_s24le", "-f", "md5", "-"));
        List<String> lines = new Child(footages.ffmpeg()).read("ffmpeg", words);
        assertEquals(1, lines.size(), lines.toString());
        return lines.getFirst();
    }

    @Test
    void oneGainBringsQuietSoundToItsLoudness() throws IOException {
        Path file =
                footages.make(
                        "quiet.wav",
                        "-f lavfi -i anoisesrc=d=8:c=pink:r=44100:seed=7:a=0.05 -af"
                                + " aformat=channel_layouts=stereo -c:a pcm_s24le {}");
        Soundtrack.Made made = make(file, Quality.NONE, profile(BOTH, "", R128));
        Level before = level(file, 0);
        Level after = level(intermediate(made), 0);
        assertTrue(Objects.requireNonNull(before.loudness()) < -28, before.toString());
        assertEquals(-23, Objects.requireNonNull(after.loudness()), 0.3);
        assertTrue(after.truePeak() < -1, after.toString());
        assertEquals(List.of(), made.notes());
        Path opus = file(made, Rendition.Role.ACCESS);
        Probe.Claim claim = footages.header(opus).claim(0);
        assertEquals(
                0,
                Integer.parseInt(Objects.requireNonNull(claim.tags().get("r128_track_gain")))
                        / 256.0,
                0.3);
        assertEquals(Footages.tags().get("TERMS_OF_USE"), claim.tags().get("terms_of_use"));
        Rendition rendition = made.products().getFirst().rendition();
        assertEquals("audio/a-clip.opus", rendition.name());
        assertEquals("audio/ogg; codecs=opus", rendition.mime());
        assertEquals(8.0, Objects.requireNonNull(rendition.duration()).toNanos() / 1e9, 0.002);
        Path flac = file(made, Rendition.Role.LOSSLESS);
        assertEquals(samples(file, "[0:a]anull"), samples(flac, "[0:a]anull"), "no gain in it");
        double gain =
                number(
                        Objects.requireNonNull(
                                footages.header(flac).tags().get("replaygain_track_gain")));
        assertEquals(-18 - before.loudness(), gain, 0.2);
    }

    /// Clicks over a quiet bed: no single gain fits below the peak. The length is no number of
    /// tenths of a second, in which the normalisation works.
    @Test
    void dynamicsAreReducedOnlyWhereThatWasPlanned() throws IOException {
        Path file =
                footages.make(
                        "clicks.wav",
                        "-f lavfi -i"
                            + " aevalsrc='(0.05+0.9*lt(mod(t,2),0.001))*sin(2*PI*997*t)':s=48000:d=20.03"
                            + " -c:a pcm_s24le {}");
        Level before = level(file, 0);
        Quality quality =
                heard(
                        new Quality.Hearing(
                                0,
                                before.loudness(),
                                5.0,
                                before.truePeak(),
                                false,
                                List.of(),
                                null,
                                false));
        Soundtrack.Made planned = make(file, quality, profile(Set.of(), "", R128));
        Level after = level(intermediate(planned), 0);
        assertEquals(-23, Objects.requireNonNull(after.loudness()), 1.0);
        assertTrue(after.truePeak() <= 0, after.toString());
        Soundtrack.Made unplanned = make(file, Quality.NONE, profile(Set.of(), "", R128));
        Level limited = level(intermediate(unplanned), 0);
        assertTrue(unplanned.notes().getFirst().contains("more gain would exceed -1 dBTP"));
        assertTrue(Objects.requireNonNull(limited.loudness()) < -23.5, limited.toString());
        assertTrue(limited.truePeak() <= 0, limited.toString());
    }

    @Test
    void monoTracksOfTapeBecomeOneLosslessPair() throws IOException {
        Path file =
                footages.make(
                        "tape.mxf",
                        "-f lavfi -i testsrc2=s=720x576:d=2:r=25 -f lavfi -i"
                                + " anoisesrc=d=2:c=pink:r=48000:seed=1 -f lavfi -i"
                                + " anoisesrc=d=2:c=pink:r=48000:seed=2 -map 0 -map 1 -map 2 -c:v"
                                + " mpeg2video -c:a pcm_s24le {}");
        Soundtrack.Made made = make(file, Quality.NONE, profile(BOTH, "", OFF));
        Path flac = file(made, Rendition.Role.LOSSLESS);
        Track.Sound sound = footages.header(flac).sounds().getFirst();
        assertEquals(24, sound.bits());
        assertEquals(2, sound.channels());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    samples(file, "[0:a:" + i + "]anull"), samples(flac, "[0:a]pan=mono|c0=c" + i));
        }
        assertEquals("audio/a-clip.opus", made.products().getFirst().rendition().name());
        assertEquals(Rendition.Role.SOUND, made.products().getFirst().rendition().role());
    }

    @Test
    void everyLanguageIsATrackAndSurroundKeepsItsPlaces() throws IOException {
        List<String> channels = new ArrayList<>();
        for (int hertz : List.of(300, 600, 900, 50, 1500, 2100)) {
            channels.add("0.1*sin(2*PI*" + hertz + "*t)");
        }
        Path file =
                footages.make(
                        "two.mkv",
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "testsrc2=s=160x120:d=2:r=25",
                                "-f",
                                "lavfi",
                                "-i",
                                "aevalsrc='" + String.join("|", channels) + "':c=5.1:d=2",
                                "-f",
                                "lavfi",
                                "-i",
                                "sine=440:r=48000:d=2",
                                "-map",
                                "0",
                                "-map",
                                "1",
                                "-map",
                                "2",
                                "-metadata:s:a:0",
                                "language=ger",
                                "-metadata:s:a:1",
                                "language=fra",
                                "-c:v",
                                "ffv1",
                                "-c:a",
                                "flac",
                                "{}"));
        Soundtrack.Made made = make(file, Quality.NONE, profile(Set.of(), "", OFF));
        Path film = film(made);
        List<Track.Sound> sounds = footages.header(film).sounds();
        assertEquals(List.of("ger", "fre"), sounds.stream().map(Track.Sound::language).toList());
        assertEquals(List.of("5.1", "mono"), sounds.stream().map(Track.Sound::layout).toList());
        assertEquals(List.of(), made.products());
        for (int i = 0; i < 6; i++) {
            assertEquals(
                    List.of(300, 600, 900, 50, 1500, 2100).get(i),
                    crossings(film, i) / 4.0,
                    3,
                    "channel " + i);
        }
    }

    /// Zero crossings in two seconds.
    private long crossings(Path film, int channel) throws IOException {
        List<String> words =
                List.of(
                        "-nostdin",
                        "-v",
                        "error",
                        "-i",
                        film.toString(),
                        "-filter_complex",
                        "[0:a:0]pan=mono|c0=c" + channel,
                        "-f",
                        "s16le",
                        folder.resolve("raw").toString(),
                        "-y");
        var _ = new Child(footages.ffmpeg()).read("ffmpeg", words);
        short[] samples = shorts(folder.resolve("raw"));
        long count = 0;
        for (int i = 1; i < samples.length; i++) {
            count += (samples[i - 1] < 0) == (samples[i] < 0) ? 0 : 1;
        }
        return count;
    }

    private static short[] shorts(Path raw) throws IOException {
        var buffer =
                ByteBuffer.wrap(Files.readAllBytes(raw))
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asShortBuffer();
        short[] samples = new short[buffer.remaining()];
        buffer.get(samples);
        return samples;
    }

    /// As a film would take it: copied, never encoded again.
    private Path film(Soundtrack.Made made) throws IOException {
        return footages.make(
                "film.webm",
                List.of(
                        "-i",
                        intermediate(made).toString(),
                        "-map",
                        "0",
                        "-c",
                        "copy",
                        "-f",
                        "webm",
                        "{}"));
    }

    /// A flash and a beep at one and at nine seconds. Sound may begin before the picture and after
    /// it, and a transport stream is timed by whichever is first.
    @Test
    void flashAndBeepStayTogether() throws IOException {
        String flash = "between(t,0.99,1.09)+between(t,8.99,9.09)";
        String beep = "0.5*sin(2*PI*1000*t)*(between(t,1,1.1)+between(t,9,9.1))";
        Path both =
                footages.make(
                        "both.mkv",
                        List.of(
                                "-f",
                                "lavfi",
                                "-i",
                                "color=black:s=160x120:r=25:d=10,drawbox=c=white:t=fill:enable='"
                                        + flash
                                        + "'",
                                "-f",
                                "lavfi",
                                "-i",
                                "aevalsrc='" + beep + "':s=48000:d=10",
                                "-c:v",
                                "ffv1",
                                "-c:a",
                                "pcm_s16le",
                                "{}"));
        String later = "-itsoffset 0.48 -i " + both;
        String now = "-i " + both;
        String tape = " -c:v mpeg2video -bf 2 -c:a mp2 {}";
        assertTogether(both, 0);
        // the picture is late: nearly half a second of sound has to go
        assertTogether(
                footages.make("a.ts", later + " " + now + " -map 0:v -map 1:a" + tape), -480);
        assertTogether(footages.make("b.ts", now + " " + later + " -map 0:v -map 1:a" + tape), 480);
        assertTogether(
                footages.make(
                        "c.mkv",
                        now + " " + later + " -map 0:v -map 1:a -c:v ffv1 -c:a pcm_s16le {}"),
                480);
    }

    private void assertTogether(Path file, int late) throws IOException {
        Soundtrack.Made made = make(file, Quality.NONE, profile(Set.of(), "", OFF));
        var _ =
                new Child(footages.ffmpeg())
                        .read(
                                "ffmpeg",
                                List.of(
                                        "-nostdin",
                                        "-y",
                                        "-v",
                                        "error",
                                        "-i",
                                        film(made).toString(),
                                        "-f",
                                        "s16le",
                                        folder.resolve("raw").toString()));
        short[] samples = shorts(folder.resolve("raw"));
        for (int second : List.of(1, 9)) {
            double meant = second * 1000.0 + late;
            double found = onset(samples, meant - 300);
            assertEquals(meant, found, 5, file + " at " + second);
        }
    }

    private static double onset(short[] samples, double from) {
        int i = (int) (Math.max(0, from) * 48);
        while (i < samples.length && Math.abs(samples[i]) < 3000) {
            i++;
        }
        return i / 48.0;
    }

    @Test
    void broadcastWaveFilesBecomeOpusAndFlac() throws IOException {
        for (String name : List.of("bwf_24bit_bext.wav", "bwf_bext_axml_24bit_mono.wav")) {
            Path file = REAL.resolve(name);
            Soundtrack.Made made = make(file, Quality.NONE, profile(BOTH, "", R128));
            Path flac = file(made, Rendition.Role.LOSSLESS);
            assertEquals(samples(file, "[0:a]anull"), samples(flac, "[0:a]anull"), name);
            assertEquals(44100, footages.header(flac).sounds().getFirst().sampleRate());
            assertEquals(
                    Duration.ZERO,
                    Objects.requireNonNull(made.products().getLast().rendition().duration())
                            .minus(Objects.requireNonNull(footages.header(file).claimed())),
                    name);
            assertEquals(
                    -23,
                    Objects.requireNonNull(level(file(made, Rendition.Role.ACCESS), 0).loudness()),
                    0.5,
                    name);
        }
    }

    /// What a lossy codec decodes to has no depth of its own.
    @Test
    void lossySoundBecomesSixteenBitsAndKeepsItsWords() throws IOException {
        Path file =
                footages.make(
                        "talk.m4a", "-f lavfi -i sine=440:r=44100:d=2 -ac 2 -c:a aac -b:a 96k {}");
        Clearance plain = clear(file);
        Map<String, String> tags = new LinkedHashMap<>(plain.tags());
        tags.put("DESCRIPTION", "What it is about");
        tags.put("PUBLISHER", "Example Broadcasting");
        tags.put("DATE_RELEASED", "1987-05");
        tags.put("DATE_RECORDED", "1986");
        Clearance clearance =
                new Clearance(
                        plain.inspection(),
                        plain.license(),
                        plain.slug(),
                        plain.title(),
                        plain.attribution(),
                        plain.credit(),
                        tags,
                        plain.xmp(),
                        List.of());
        Profile profile = profile(BOTH, "", OFF);
        List<Programme> programmes =
                Programmes.of(footages.header(file).sounds(), Quality.NONE, profile.sound()).all();
        Soundtrack.Made made = soundtrack(clearance, profile, programmes).make(work);
        Probe flac = footages.header(file(made, Rendition.Role.LOSSLESS));
        assertEquals(16, flac.sounds().getFirst().bits());
        assertEquals("Example Broadcasting", flac.tags().get("organization"));
        assertEquals("1987-05", flac.tags().get("date"));
        Probe opus = footages.header(file(made, Rendition.Role.ACCESS));
        assertEquals(flac.tags().get("comment"), opus.claim(0).tags().get("comment"));
    }

    @Test
    void silenceIsLeftAlone() throws IOException {
        Path file =
                footages.make("silence.wav", "-f lavfi -i anullsrc=r=48000:d=2 -c:a pcm_s16le {}");
        Soundtrack.Made made = make(file, Quality.NONE, profile(BOTH, "", R128));
        assertEquals(List.of(), made.notes());
        assertFalse(
                footages.header(file(made, Rendition.Role.LOSSLESS))
                        .tags()
                        .containsKey("replaygain_track_gain"));
    }
}
