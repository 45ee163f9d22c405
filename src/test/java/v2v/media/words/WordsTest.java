package v2v.media.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Refusal;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/// Text forms: SubRip, WebVTT, TTML; and what is written.
class WordsTest {
    private static Subtitles read(String name, String text) {
        return Words.read(name, text.getBytes(UTF_8));
    }

    private static Refusal refused(String name, String text) {
        return assertThrows(Refusal.class, () -> read(name, text));
    }

    /// Cues as `start-end text`, in milliseconds, lines parted by a stroke, those on top marked.
    static List<String> told(Subtitles subtitles) {
        return subtitles.cues().stream()
                .map(cue ->
                        cue.start().toMillis()
                                + "-"
                                + cue.end().toMillis()
                                + (cue.top() ? " ^" : " ")
                                + cue.text().replace("\n", "|"))
                .toList();
    }

    @Test
    void subRipIsTakenAsPeopleWriteIt() {
        String text =
                """
                1
                00:00:01,000 --> 00:00:03,500
                <i>Guten</i> Tag,
                Zoë

                0:00:04.5 --> 00:00:05,000  X1:40 X2:600
                {\\an8}<font color="#fff">oben</font> 3 < 4

                second part

                7
                00:00:06,000 --> 00:00:07,000

                8
                01:00:00,000 --> 01:00:01,000
                2001
                """;
        Subtitles subtitles = read("/in/a.srt", text);
        assertEquals(
                List.of(
                        "1000-3500 Guten Tag,|Zoë",
                        "4500-5000 ^oben 3 < 4|second part",
                        "3600000-3601000 2001"),
                told(subtitles));
        assertTrue(subtitles.cues().getFirst().lines().getFirst().runs().getFirst().italic());
        assertEquals("und", subtitles.language());
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void editorsSaveSubRipInManyEncodings(String encoding) {
        String text = "1\r\n00:00:01,000 --> 00:00:02,000\r\nÀ bientôt – “œuvre”\r\n";
        boolean wide = encoding.startsWith("UTF-16");
        byte[] bytes = ((wide ? "\uFEFF" : "") + text).getBytes(Charset.forName(encoding));
        assertEquals(List.of("1000-2000 À bientôt – “œuvre”"), told(Words.read("a.srt", bytes)));
        byte[] unmarked = text.getBytes(Charset.forName(encoding));
        assertEquals(List.of("1000-2000 À bientôt – “œuvre”"), told(Words.read("a.srt", unmarked)));
    }

    @Test
    void aSpoiltLineOfTimesIsNamed() {
        Refusal refusal =
                refused(
                        "/in/a.srt",
                        "1\n00:00:01,000 --> 00:00:02,000\na\n\nx\n00:00:03 -> b\nc\n");
        assertEquals(Refusal.Code.WORDS_UNREADABLE, refusal.code());
        assertTrue(
                refusal.getMessage().startsWith("the file of words, line 6: expected times"),
                refusal.getMessage());
    }

    @Test
    void aFileOfOtherWordsIsRefusedByLine() {
        Refusal refusal = refused("/in/a.srt", "\nHello there\n");
        assertEquals("/in/a.srt", refusal.file());
        assertTrue(
                refusal.getMessage().startsWith("the file of words, line 2: expected times"),
                refusal.getMessage());
        assertEquals(
                "the file of words, there is not one cue in it",
                refused("a.srt", "\n\n").getMessage());
        assertEquals(
                "the file of words, line 2: ends at 1.000 s, not after 2.000 s",
                refused("a.srt", "1\n00:00:02,000 --> 00:00:01,000\na\n").getMessage());
    }

    @Test
    void webVttIsReadWithItsMarks() {
        String text =
                """
                WEBVTT - a title

                NOTE
                not --> shown

                STYLE
                ::cue { color: red }

                one
                00:01.000 --> 00:03.000 align:start line:10%
                <v Roger>Hi &amp; <b>bold</b> &lt;tag&gt;<00:02.000> &#233;

                100:00:00.000 --> 100:00:01.000
                <c.loud>- Yes</c>
                - No
                """;
        assertEquals(
                List.of("1000-3000 ^Hi & bold <tag> é", "360000000-360001000 - Yes|- No"),
                told(read("a.vtt", text)));
        assertEquals(
                "the file of words, line 1: expected WEBVTT",
                refused("a.vtt", "1\n00:00:01.000 --> 00:00:02.000\na\n").getMessage());
        assertTrue(
                refused("a.vtt", "WEBVTT\n\n00:01 --> 00:02\na\n")
                        .getMessage()
                        .contains("the cue at about line 3"));
    }

    @Test
    void whatIsWrittenReadsBackTheSame() {
        Cue first =
                new Cue(
                        Duration.ofMillis(1500),
                        Duration.ofMillis(2500),
                        List.of(
                                new Line(
                                        List.of(
                                                new Run("a --> b & ", false, false, false),
                                                new Run("<c>", true, true, false))),
                                new Line(List.of(Run.plain("second")))),
                        false);
        Cue overlapping =
                new Cue(
                        Duration.ofMillis(500),
                        Duration.ofHours(1),
                        List.of(new Line(List.of(Run.plain("above")))),
                        true);
        Subtitles subtitles =
                new Subtitles("de", Subtitles.Kind.SUBTITLES, List.of(first, overlapping));
        String written = Vtt.write(subtitles, List.of("CC BY 4.0\n\n--> here", " "));
        assertEquals(
                """
                WEBVTT

                NOTE
                CC BY 4.0 -> here

                00:00:00.500 --> 01:00:00.000 line:0
                above

                00:00:01.500 --> 00:00:02.500
                a --&gt; b &amp; <i><b>&lt;c&gt;</b></i>
                second
                """,
                written);
        Subtitles again = read("x.vtt", written);
        assertEquals(subtitles.cues(), again.cues());
    }

    private static String ttml(String attributes, String head, String body) {
        return "<?xml version=\"1.0\"?>\n<tt xmlns=\"http://www.w3.org/ns/ttml\""
                + " xmlns:ttp=\"http://www.w3.org/ns/ttml#parameter\""
                + " xmlns:tts=\"http://www.w3.org/ns/ttml#styling\" "
                + attributes
                + "><head>"
                + head
                + "</head><body>"
                + body
                + "</body></tt>";
    }

    @Test
    void timedTextInheritsTimesAndLooks() {
        String head =
                "<metadata><title>Not shown</title></metadata>"
                        + "<styling><style xml:id=\"it\" tts:fontStyle=\"italic\"/></styling>"
                        + "<layout><region xml:id=\"up\" tts:displayAlign=\"before\"/></layout>";
        String body =
                "<div begin=\"10s\"><p begin=\"00:00:01.5\" end=\"00:00:03\" region=\"up\">"
                        + "\n  One <span style=\"it\">two</span><br/>\n three\n</p>"
                        + "<p begin=\"5s\" dur=\"500ms\">four</p></div>";
        Subtitles subtitles = read("a.ttml", ttml("xml:lang=\"fr-CA\"", head, body));
        assertEquals(List.of("11500-13000 ^One two|three", "15000-15500 four"), told(subtitles));
        assertEquals("fr-CA", subtitles.language());
        List<Run> runs = subtitles.cues().getFirst().lines().getFirst().runs();
        assertFalse(runs.get(0).italic());
        assertTrue(runs.get(1).italic());
    }

    @Test
    void partsWithTimesOfTheirOwnAreStretches() {
        String body =
                "<div><p begin=\"1s\" end=\"4s\">a <span begin=\"1s\" end=\"2s\">b</span></p>"
                        + "<p><span begin=\"7s\" end=\"8s\">c</span></p>"
                        + "<p begin=\"9s\">d</p></div>";
        assertEquals(
                List.of(
                        "1000-2000 a",
                        "2000-3000 a b",
                        "3000-4000 a",
                        "7000-8000 c",
                        "9000-13000 d"),
                told(read("a.dfxp", ttml("", "", body))));
    }

    @ParameterizedTest
    @CsvSource({
        "00:00:10:12, ttp:frameRate='25', 10480",
        "00:00:10:15, ttp:frameRate='30' ttp:frameRateMultiplier='1000 1001', 10501",
        "25f, ttp:frameRate='25', 1000",
        "90000t, ttp:tickRate='90000', 1000",
        "1.5m, '', 90000",
        "2h, '', 7200000",
        "250ms, '', 250",
        "00:01:00;02, ttp:timeBase='smpte' ttp:frameRate='30' ttp:frameRateMultiplier='1000 1001'"
                + " ttp:dropMode='dropNTSC', 60060",
    })
    void everyExpressionOfTimeIsCounted(String said, String attributes, long millis) {
        String body = "<p begin=\"" + said + "\" dur=\"1s\">x</p>";
        Cue cue = read("a.ttml", ttml(attributes, "", body)).cues().getFirst();
        assertEquals(millis, cue.start().plusNanos(500_000).toMillis());
    }

    /// Numbers that fit into no time are faults of the file, and not ours.
    @ParameterizedTest
    @ValueSource(strings = {"99999", "99999999999999999999999"})
    void aTimeThatNoProgrammeLastsIsRefused(String hours) {
        String times = hours + ":00:00,000 --> " + hours + ":00:01,000";
        assertEquals(
                Refusal.Code.WORDS_UNREADABLE, refused("a.srt", "1\n" + times + "\nx\n").code());
        String vtt = "WEBVTT\n\n" + times.replace(',', '.') + "\nx\n";
        assertEquals(Refusal.Code.WORDS_UNREADABLE, refused("a.vtt", vtt).code());
        for (String time : List.of(hours + ":00:00", hours + "h")) {
            String ttml =
                    "<tt xmlns='http://www.w3.org/ns/ttml'><body><div><p begin='"
                            + time
                            + "' dur='1s'>x</p></div></body></tt>";
            assertEquals(Refusal.Code.WORDS_UNREADABLE, refused("a.ttml", ttml).code());
        }
    }

    @Test
    void aBombOfEntitiesIsRefused() {
        String bomb =
                "<?xml version=\"1.0\"?><!DOCTYPE tt [<!ENTITY a \"lol\">"
                        + "<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">]>"
                        + "<tt><body><p begin=\"1s\" end=\"2s\">&b;</p></body></tt>";
        assertTrue(
                refused("a.ttml", bomb).getMessage().contains("a document type"),
                refused("a.ttml", bomb).getMessage());
        String outside =
                "<!DOCTYPE tt [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>"
                        + "<tt><body><p begin=\"1s\" end=\"2s\">&x;</p></body></tt>";
        assertEquals(Refusal.Code.WORDS_UNREADABLE, refused("a.ttml", outside).code());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<tt><body><p>x</p></body></tt> | line 1: a paragraph has no time",
                "<tt><body><p begin='soon'>x</p></body></tt> | line 1: begin is not a time: soon",
                "<tt><body> | line 1: is not well-formed XML",
                "<html/> | line 1: its root element is html, not tt",
                "<tt><body><p begin='2s' end='1s'>x</p></body></tt> | line 1: ends at 1.000 s",
            })
    void faultsOfTimedTextAreNamed(String xml, String sentence) {
        String message = refused("a.xml", xml).getMessage();
        assertTrue(message.startsWith("the file of words, " + sentence), message);
    }

    @ParameterizedTest
    @CsvSource({
        "tape.srt, tape.mxf, ''",
        "tape.de.srt, tape.mxf, de",
        "tape.ger.srt, tape.mxf, de",
        "tape.pt_BR.srt, tape.mxf, pt-BR",
        "tape.mxf.zh-Hant.vtt, tape.mxf, zh-Hant",
        "tape.en.sdh.srt, tape.mxf, en",
        "sea.is.srt, sea.is.mxf, ''",
        "tape.xx.srt, tape.mxf, ''",
    })
    void theNameOfACompanionSaysItsLanguage(String companion, String footage, String tag) {
        assertEquals(tag, Words.language(companion, footage).orElse(""));
    }

    @Test
    void theTimecodeOfTheTapeIsTakenOff() {
        Subtitles subtitles = read("a.srt", "1\n10:00:01,000 --> 10:00:02,000\na\n");
        Duration work = Duration.ofMinutes(5);
        assertEquals(List.of("1000-2000 a"), told(Words.timecoded(subtitles, Duration.ZERO, work)));
        Duration start = Duration.ofHours(10).minusSeconds(30);
        assertEquals(List.of("31000-32000 a"), told(Words.timecoded(subtitles, start, work)));
        Subtitles early = read("a.srt", "1\n00:00:01,000 --> 00:00:02,000\na\n");
        assertEquals(List.of("1000-2000 a"), told(Words.timecoded(early, start, work)));
    }

    @Test
    void aFormThatIsNotKnownIsRefused() {
        assertTrue(refused("a.sub", "x").getMessage().contains("no form that is known"));
        byte[] latin =
                "WEBVTT\n\n00:01.000 --> 00:02.000\né\n".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals(
                "save it as UTF-8",
                assertThrows(Refusal.class, () -> Words.read("a.vtt", latin)).fix());
    }
}
