package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Json;
import v2v.item.Quality;
import v2v.item.Quality.Words.Kind;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Scan;
import v2v.item.Track;
import v2v.media.words.Cue;
import v2v.media.words.Subtitles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Words taken out of real files, and those that lie beside them.
class WordingMediaIT {
    private static final Path REAL = Path.of("../shared/footage");

    @TempDir Path folder;
    private Footages footages;

    @BeforeEach
    void open() throws IOException {
        footages = new Footages(folder, "damage: refuse\n");
    }

    /// What an inspection says of it: its header, and the words that are named.
    private Inspection inspection(Path file, double seconds, Record record, Quality.Words... words)
            throws IOException {
        Probe probe = footages.header(file);
        Footage plain = Footages.footage(file);
        List<Companion> companions = new ArrayList<>();
        for (Path beside : List.of(Path.of(file + ".srt"), Path.of(file + ".de.vtt"))) {
            if (Files.exists(beside)) {
                companions.add(new Companion(beside, Workbench.digest(beside), Files.size(beside)));
            }
        }
        Footage footage =
                new Footage(
                        plain.id(),
                        1,
                        plain.sha256(),
                        plain.file(),
                        plain.bytes(),
                        plain.modified(),
                        record,
                        "access",
                        companions,
                        List.of());
        Track.Picture picture = probe.picture();
        Inspection sample =
                Samples.inspection(
                        Samples.picture(2, 2, "1/1"),
                        Scan.PROGRESSIVE,
                        Samples.decode(1, seconds, false));
        return new Inspection(
                footage,
                probe.container(),
                probe.claimed(),
                probe.tracks(),
                picture == null ? null : picture.index(),
                probe.sounds().stream().map(Track.Sound::index).toList(),
                sample.decode(),
                sample.scan(),
                probe.timecode(),
                List.of(),
                new Quality(
                        null,
                        List.of(),
                        List.of(),
                        null,
                        0,
                        0,
                        0,
                        null,
                        List.of(),
                        List.of(),
                        List.of(words)),
                sample.treatment(),
                List.of());
    }

    private static Record record(String tag, String use) {
        return Json.read(
                "{\"languages\":[{\"tag\":\"" + tag + "\",\"use\":\"" + use + "\"}]}",
                Record.class);
    }

    private static Quality.Words words(Kind kind, int track, @Nullable String language) {
        return new Quality.Words(kind, track, language);
    }

    private static List<String> told(Subtitles subtitles) {
        return subtitles.cues().stream()
                .map((Cue cue) ->
                        cue.start().toMillis()
                                + "-"
                                + cue.end().toMillis()
                                + " "
                                + cue.text().replace("\n", "|"))
                .toList();
    }

    private List<Subtitles> of(Inspection inspection) throws IOException {
        return new Wording(footages.ffmpeg())
                .of(inspection).stream().map(Wording.Found::words).toList();
    }

    @Test
    void captionsOfCea608RideInRealFrames() throws IOException {
        Record record = record("en", "audio");
        List<Subtitles> all =
                of(
                        inspection(
                                REAL.resolve("h264_cea608_captions.ts"),
                                2.5,
                                record,
                                words(Kind.CEA_608, 0, null)));
        assertEquals(1, all.size());
        assertEquals("en", all.getFirst().language());
        assertEquals(Subtitles.Kind.CAPTIONS, all.getFirst().kind());
        assertEquals(
                List.of("0-875 First subtitle", "1166-2500 Second subtitle"), told(all.getFirst()));
    }

    @Test
    void captionsOfCea708RideInRealFrames() throws IOException {
        List<Subtitles> all =
                of(
                        inspection(
                                REAL.resolve("bbb_cea608_708_captions.ts"),
                                28.779,
                                Record.EMPTY,
                                words(Kind.CEA_608, 0, null),
                                words(Kind.CEA_708, 0, null)));
        assertEquals(
                List.of(
                        "en", // what the sound track says
                        "und-x-service2",
                        "und-x-service3",
                        "und-x-service4",
                        "und-x-service5",
                        "und-x-service6"),
                all.stream().map(Subtitles::language).toList());
        List<String> english = told(all.get(0));
        assertTrue(english.contains("13471-15348 - ACTUALLY, THAT SOUNDS|KIND OF GREAT."));
        List<String> spanish = told(all.get(1));
        assertTrue(
                spanish.contains("8883-11177 ME QUEDO CON EL ALA|OESTE.|SE TOMA EL ALA ESTE."),
                spanish.toString());
        assertTrue(told(all.get(3)).contains("24941-26484 -IST ES EIN|WAFFEL-TURM?"));
    }

    @Test
    void aTextTrackOfAnMp4IsTaken() throws IOException {
        Path file = REAL.resolve("mp4_with_srt_movtext.mp4");
        int track =
                footages.header(file).tracks().stream()
                        .filter(Track.Text.class::isInstance)
                        .mapToInt(Track::index)
                        .findFirst()
                        .orElseThrow();
        List<Subtitles> all = of(inspection(file, 5, Record.EMPTY, words(Kind.TEXT, track, "ger")));
        assertEquals(1, all.size());
        assertEquals("de", all.getFirst().language());
        assertEquals(List.of("1000-3000 Line 1", "3024-5024 Line 2"), told(all.getFirst()));
    }

    /// Two languages inside; the picture begins 13 frames after the sound.
    private Path film() throws IOException {
        Path one =
                Files.writeString(
                        folder.resolve("one.srt"),
                        "1\n00:00:01,000 --> 00:00:02,000\n<i>inside</i> & <3\n");
        return footages.make(
                "film.mkv",
                List.of(
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=d=3",
                        "-itsoffset",
                        "0.52",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=s=160x120:r=25:d=2.5",
                        "-i",
                        one.toString(),
                        "-map",
                        "1:v",
                        "-map",
                        "0:a",
                        "-map",
                        "2:s",
                        "-map",
                        "2:s",
                        "-c:v",
                        "ffv1",
                        "-c:a",
                        "pcm_s16le",
                        "-c:s:0",
                        "ass",
                        "-c:s:1",
                        "srt",
                        "{}"));
    }

    @Test
    void timesBeginWithTheFirstPicture() throws IOException {
        List<Subtitles> all =
                of(
                        inspection(
                                film(),
                                2.5,
                                Record.EMPTY,
                                words(Kind.TEXT, 2, "fre"),
                                words(Kind.TEXT, 3, "deu"),
                                words(Kind.PICTURES, 9, null),
                                words(Kind.TELETEXT, 10, "de")));
        assertEquals(List.of("fr", "de"), all.stream().map(Subtitles::language).toList());
        for (Subtitles each : all) {
            assertEquals(List.of("480-1480 inside & <3"), told(each));
            assertTrue(each.cues().getFirst().lines().getFirst().runs().getFirst().italic());
        }
    }

    @Test
    void aCompanionWinsAndOneThatWasChangedIsRefused() throws IOException {
        Path film = film();
        Path german =
                Files.writeString(
                        Path.of(film + ".de.vtt"), "WEBVTT\n\n00:01.000 --> 00:02.000\ndaneben\n");
        Files.writeString(
                Path.of(film + ".srt"), "1\n00:00:00,000 --> 00:00:02,000\nwithout a name\n");
        Inspection inspection =
                inspection(
                        film,
                        2.5,
                        record("it", "subtitle"),
                        words(Kind.TEXT, 2, "fre"),
                        words(Kind.TEXT, 3, "deu"));
        List<Subtitles> all = of(inspection);
        assertEquals(List.of("it", "de", "fr"), all.stream().map(Subtitles::language).toList());
        assertEquals(List.of("1000-2000 daneben"), told(all.get(1)));
        Files.writeString(german, "WEBVTT\n\n00:01.000 --> 00:02.000\nDANEBEN\n");
        Refusal refusal = assertThrows(Refusal.class, () -> of(inspection));
        assertEquals(Refusal.Code.FILE_CHANGED, refusal.code());
        assertEquals(german.toString(), refusal.file());
        Files.delete(german);
        assertEquals(
                Refusal.Code.FILE_MISSING,
                assertThrows(Refusal.class, () -> of(inspection)).code());
    }

    @Test
    void aCompanionThatCanNotBeReadIsRefusedByLine() throws IOException {
        Path film = film();
        Path srt = Files.writeString(Path.of(film + ".srt"), "1\nrubbish\n");
        Inspection inspection = inspection(film, 2.5, Record.EMPTY);
        Refusal refusal = assertThrows(Refusal.class, () -> of(inspection));
        assertEquals(Refusal.Code.WORDS_UNREADABLE, refusal.code());
        assertEquals(srt.toString(), refusal.file());
        assertTrue(refusal.getMessage().contains("line 2"), refusal.getMessage());
    }

    @Test
    void timesOfTheTapeAreBroughtToTheFirstPicture() throws IOException {
        Path tape = footages.interlaced("tape.mxf", true);
        Files.writeString(
                Path.of(tape + ".srt"), "1\n10:00:01,000 --> 10:00:02,000\nby the tape's clock\n");
        List<Subtitles> all = of(inspection(tape, 2, Record.EMPTY));
        assertEquals(List.of("1000-2000 by the tape's clock"), told(all.getFirst()));
        assertEquals(Duration.ofSeconds(1), all.getFirst().cues().getFirst().start());
    }
}
