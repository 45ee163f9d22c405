package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Quality;
import v2v.item.Track;
import v2v.item.Treatment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;

/// Which sounds are made of which channels, and how loud.
class SoundTest {
    private static final Profile.Loudness OFF =
            new Profile.Loudness(0, -1, Profile.Limiting.LOUDNORM);
    private static final Profile.Loudness R128 =
            new Profile.Loudness(-23, -1, Profile.Limiting.LOUDNORM);

    private static Track.Sound sound(int index, int channels, String layout, String language) {
        return new Track.Sound(
                index,
                "pcm_s24le",
                channels,
                layout,
                48000,
                24,
                language.isEmpty() ? null : language);
    }

    private static List<Track.Sound> monos(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> sound(i, 1, "unknown", "")).toList();
    }

    private static Quality.Hearing hearing(
            int track, double loudness, double peak, @Nullable Integer twin, boolean dual) {
        return new Quality.Hearing(track, loudness, 5.0, peak, false, List.of(), twin, dual);
    }

    private static Quality.Hearing silence(int track) {
        return new Quality.Hearing(track, null, null, null, true, List.of(), null, false);
    }

    private static Quality quality(Quality.Hearing... hearings) {
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

    private static Programmes of(List<Track.Sound> sounds, Quality quality, String join) {
        return Programmes.of(sounds, quality, new Profile.Sound(128, join, OFF));
    }

    private static List<String> says(Programmes programmes) {
        List<String> words = new ArrayList<>();
        for (Programme p : programmes.all()) {
            List<String> picks =
                    p.picks().stream()
                            .map(pick ->
                                    pick.track().index()
                                            + (pick.channels().isEmpty()
                                                    ? ""
                                                    : pick.channels().toString()))
                            .toList();
            words.add(
                    p.layout().word()
                            + " "
                            + String.join("+", picks)
                            + (p.language() == null ? "" : " " + p.language()));
        }
        return words;
    }

    @Test
    void rulesAreRead() {
        assertEquals(
                List.of(
                        new JoinRules.Rule(List.of(1, 2), Layout.STEREO, "en"),
                        new JoinRules.Rule(List.of(3, 4), Layout.STEREO, "pt-BR"),
                        new JoinRules.Rule(List.of(5), Layout.MONO, null)),
                JoinRules.parse("1+2 stereo en, 3..4 stereo pt-br,5  mono").rules());
        assertEquals(
                List.of(new JoinRules.Rule(List.of(1, 2, 3, 4, 5, 6), Layout.FIVE_ONE, "de")),
                JoinRules.parse("1..6 5.1 ger").rules());
        assertEquals(List.of(), JoinRules.parse("").rules());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1+2|expected channels, a layout",
                "1+2 quad|expected channels, a layout",
                "1+2 stereo en fr|expected channels, a layout",
                "1+2 mono|mono has 1 channels, and not 2: 1+2 mono",
                "1..5 5.1|5.1 has 6 channels, and not 5",
                "0 mono|expected channels from 1 to 64",
                "1+1 stereo|expected channels from 1 to 64, each once",
                "6..1 5.1|expected channels from 1 to 64",
                "1.2 stereo|expected channels from 1 to 64",
                "65 mono|expected channels from 1 to 64",
                "1 mono english|expected a language such as en or pt-BR, found: english",
                "1 mono,|expected channels, a layout",
                "1 mono,2 mono,3 mono,4 mono,5 mono,6 mono,7 mono,8 mono,9 mono|at most 8 rules",
            })
    void wrongRulesAreNamed(String rules, String sentence) {
        IllegalArgumentException bad =
                assertThrows(IllegalArgumentException.class, () -> JoinRules.parse(rules));
        assertTrue(String.valueOf(bad.getMessage()).contains(sentence), bad.getMessage());
    }

    @Test
    void rulesGoOverTracksAndChannels() {
        assertEquals(
                List.of("stereo 1+2 en", "stereo 3+4 fr", "mono 5 de"),
                says(of(monos(8), Quality.NONE, "1+2 stereo en, 3+4 stereo fr, 5 mono de")));
        List<Track.Sound> mixed = List.of(sound(1, 2, "stereo", ""), sound(3, 6, "unknown", ""));
        assertEquals(
                List.of("5.1 3[0, 1, 2, 3, 4, 5]", "stereo 1"),
                says(of(mixed, Quality.NONE, "3..8 5.1, 1+2 stereo")));
        assertEquals(
                List.of("stereo 1[1, 0]", "stereo 1[1]+3[0]"),
                says(of(mixed, Quality.NONE, "2+1 stereo, 2+3 stereo")));
    }

    @Test
    void channelsThatAreNotThereFallAway() {
        Programmes some = of(monos(4), Quality.NONE, "1+2 stereo en, 7+8 stereo fr");
        assertEquals(List.of("stereo 1+2 en"), says(some));
        assertEquals(
                List.of("the rule for channels [7, 8] asks for more than the 4 that the file has"),
                some.notes());
        Programmes none = of(List.of(sound(1, 2, "stereo", "ger")), Quality.NONE, "1..6 5.1");
        assertEquals(List.of("stereo 1 de"), says(none));
        assertEquals(2, none.notes().size());
    }

    @Test
    void tracksSpeakForThemselves() {
        assertEquals(List.of(), says(of(List.of(), Quality.NONE, "")));
        assertEquals(
                List.of("stereo 1+2", "mono 3", "mono 4"), says(of(monos(4), Quality.NONE, "")));
        assertEquals(
                List.of("stereo 1 de", "stereo 2 fr"),
                says(
                        of(
                                List.of(sound(1, 2, "stereo", "ger"), sound(2, 2, "stereo", "fra")),
                                Quality.NONE,
                                "")));
        assertEquals(
                List.of("mono 1 de", "mono 2 fr"),
                says(
                        of(
                                List.of(sound(1, 1, "mono", "deu"), sound(2, 1, "mono", "fre")),
                                Quality.NONE,
                                "")));
        assertEquals(
                List.of("5.1 1", "stereo 2"),
                says(
                        of(
                                List.of(sound(1, 6, "5.1(side)", ""), sound(2, 5, "5.0", "")),
                                Quality.NONE,
                                "")));
        // DV with four channels
        assertEquals(
                List.of("stereo 1", "stereo 2"),
                says(
                        of(
                                List.of(sound(1, 2, "stereo", ""), sound(2, 2, "stereo", "")),
                                Quality.NONE,
                                "")));
        assertEquals(
                List.of("stereo 1[0, 1]", "stereo 1[2, 3]", "stereo 1[4, 5]", "stereo 1[6, 7]"),
                says(of(List.of(sound(1, 8, "unknown", "")), Quality.NONE, "")));
        Programmes many = of(monos(12), Quality.NONE, "");
        assertEquals(8, many.all().size());
        assertEquals(List.of("3 further sounds are left out: there are more than 8"), many.notes());
    }

    @Test
    void whatWasHeardCounts() {
        List<Track.Sound> eight = monos(8);
        Programmes tape =
                of(
                        eight,
                        quality(
                                hearing(1, -23, -6, null, false),
                                hearing(2, -24, -6, null, false),
                                hearing(3, -23, -6, 1, false),
                                hearing(4, -24, -6, 2, false),
                                silence(5),
                                silence(6),
                                silence(7),
                                silence(8)),
                        "");
        assertEquals(List.of("stereo 1+2"), says(tape));
        assertEquals(6, tape.notes().size());
        assertTrue(
                tape.notes().contains("track 3 sounds the same as an earlier one and is left out"));
        assertEquals(
                List.of("mono 1"),
                says(
                        of(
                                monos(2),
                                quality(
                                        hearing(1, -23, -6, null, false),
                                        hearing(2, -23, -6, 1, false)),
                                "")),
                "two tracks that are the same are one");
        assertEquals(
                List.of("mono 1", "mono 3"),
                says(
                        of(
                                monos(3),
                                quality(
                                        hearing(1, -23, -6, null, false),
                                        silence(2),
                                        hearing(3, -23, -6, null, false)),
                                "")),
                "the third is not the second's other half");
        assertEquals(
                List.of("mono 1[0]"),
                says(
                        of(
                                List.of(sound(1, 2, "stereo", "")),
                                quality(hearing(1, -23, -6, null, true)),
                                "")));
        assertEquals(
                List.of("mono 1"),
                says(of(monos(2), quality(silence(1), silence(2)), "")),
                "a silent film keeps its silence, once");
    }

    private static Programme stereo(Profile.Loudness loudness, double level, double peak) {
        return Programmes.of(
                        List.of(sound(1, 2, "stereo", "")),
                        quality(hearing(1, level, peak, null, false)),
                        new Profile.Sound(128, "", loudness))
                .all()
                .getFirst();
    }

    @Test
    void theStepIsKnownBeforeAnythingIsMade() {
        assertEquals(Levelling.LEAVE, stereo(OFF, -30, -6).levelling());
        assertEquals(Levelling.GAIN, stereo(R128, -18, -0.1).levelling());
        assertEquals(Levelling.GAIN, stereo(R128, -30, -8.1).levelling());
        Programme dynamic = stereo(R128, -30, -7.9);
        assertEquals(Levelling.LOUDNORM, dynamic.levelling());
        assertEquals(Treatment.Nature.ADAPTIVE, dynamic.acts().getLast().nature());
        assertEquals(
                "it measures -30.0 LUFS and the profile asks for -23, and one gain would exceed"
                        + " -1 dBTP",
                dynamic.acts().getLast().why());
        Profile.Loudness gain = new Profile.Loudness(-23, -1, Profile.Limiting.GAIN);
        assertEquals(Levelling.GAIN, stereo(gain, -30, -2).levelling());
        assertEquals(Levelling.LEAVE, stereo(R128, -62, -30).levelling(), "tape noise");
        Programme unheard =
                Programmes.of(monos(2), Quality.NONE, new Profile.Sound(128, "", R128))
                        .all()
                        .getFirst();
        assertEquals(Levelling.GAIN, unheard.levelling(), "never adapted unheard");
    }

    /// Two channels of -26 LUFS are together one of -23.
    @Test
    void partsAddUp() {
        Programme pair =
                Programmes.of(
                                monos(2),
                                quality(
                                        hearing(1, -26, -3, null, false),
                                        hearing(2, -26.02, -3, null, false)),
                                new Profile.Sound(128, "", R128))
                        .all()
                        .getFirst();
        assertTrue(pair.acts().getLast().why().startsWith("it measures -23.0 LUFS"));
    }

    @Test
    void theMeasureNeverMakesMoreOfItThanWasPlanned() {
        Duration minute = Duration.ofMinutes(1);
        Level quiet = new Level(-30.0, 12, -4, -40, minute);
        Gain limited = Gain.of(Levelling.GAIN, quiet, R128, Gain.Miss.NO);
        assertEquals(",volume=3.000dB", limited.filter());
        assertEquals(-27.0, Objects.requireNonNull(limited.aim()), 1e-9);
        assertEquals("-27.0 LUFS in place of -23: more gain would exceed -1 dBTP", limited.note());
        Gain dynamic = Gain.of(Levelling.LOUDNORM, quiet, R128, Gain.Miss.NO);
        assertTrue(
                dynamic.filter()
                        .startsWith(
                                ",loudnorm=I=-23.00:TP=-1.00:LRA=12.00:measured_I=-30.00"
                                        + ":measured_TP=-4.00:measured_LRA=12.00"
                                        + ":measured_thresh=-40.00:linear=false"),
                dynamic.filter());
        Level low = new Level(-30.0, 12, -9, -40, minute);
        assertEquals(
                ",volume=7.000dB",
                Gain.of(Levelling.LOUDNORM, low, R128, Gain.Miss.NO).filter(),
                "one gain is enough after all");
        Level brief = new Level(-30.0, 0, -4, -40, Duration.ofSeconds(2));
        assertEquals(
                ",volume=3.000dB", Gain.of(Levelling.LOUDNORM, brief, R128, Gain.Miss.NO).filter());
        Level none = new Level(null, 0, -66, -70, minute);
        assertEquals("", Gain.of(Levelling.GAIN, none, R128, Gain.Miss.NO).filter());
        assertEquals("", Gain.of(Levelling.LEAVE, quiet, R128, Gain.Miss.NO).filter());
        Gain again = Gain.of(Levelling.GAIN, quiet, R128, new Gain.Miss(0.5, 0));
        assertEquals(",volume=2.500dB", again.filter(), "coding raised the peaks");
    }

    @Test
    void aJoinedChannelHasItsPlace() {
        Programme programme = of(monos(6), Quality.NONE, "1..6 5.1").all().getFirst();
        String filter = programme.exact("x");
        assertTrue(
                filter.endsWith(
                        "join=inputs=6:channel_layout=5.1"
                                + ":map=0.0-FL|1.0-FR|2.0-FC|3.0-LFE|4.0-BL|5.0-BR[x]"),
                filter);
        assertTrue(programme.opus(1, 128).containsAll(List.of("-mapping_family:a:1", "256k")));
        String late = programme.timed("t", Duration.ofMillis(530));
        assertTrue(late.startsWith("[0:1]asetpts=PTS-0.530000000/TB,aresample=48000:"), late);
    }
}
