package v2v.media.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

/// CEA-608 and CEA-708, byte by byte.
class CaptionsTest {
    private static final Path REAL = Path.of("../shared/footage/Plan9fromOuterSpace.scc");

    private final CaptionData captions = new CaptionData();

    /// A frame with pairs of one kind.
    ///
    /// @param kind FC for field 1, FD for field 2
    private void pairs(long millis, int kind, String pairs) {
        byte[] bytes = HexFormat.of().parseHex(pairs.replace(" ", ""));
        byte[] data = new byte[bytes.length / 2 * 3];
        for (int i = 0; i < bytes.length / 2; i++) {
            data[i * 3] = (byte) kind;
            data[i * 3 + 1] = odd(bytes[i * 2]);
            data[i * 3 + 2] = odd(bytes[i * 2 + 1]);
        }
        captions.frame(Duration.ofMillis(millis), data);
    }

    private static byte odd(byte code) {
        int bits = code & 0x7F;
        return (byte) (Integer.bitCount(bits) % 2 == 0 ? bits | 0x80 : bits);
    }

    private static String hex(String ascii) {
        String even = ascii.length() % 2 == 0 ? ascii : ascii + "\0";
        return HexFormat.of().formatHex(even.getBytes(UTF_8));
    }

    private List<String> told(int channel) {
        return WordsTest.told(captions.end(Duration.ofSeconds(60)).get(channel));
    }

    @Test
    void popOnCaptionsAreShownAtOnceAndTakenAway() {
        // resume caption loading, row 14, "One", row 15 italics, "two"; all codes doubled
        pairs(0, 0xFC, "1420 1420 142e 142e 1440 1440" + hex("One") + "146e 146e" + hex("two"));
        pairs(1000, 0xFC, "142f");
        pairs(1033, 0xFC, "142f");
        pairs(3000, 0xFC, "142c 142c");
        pairs(4000, 0xFC, "1420 1420 1440" + hex("Third") + "142f 142f");
        List<Subtitles> all = captions.end(Duration.ofSeconds(5));
        assertEquals(
                List.of("1000-3000 One|two", "4000-5000 Third"), WordsTest.told(all.getFirst()));
        assertTrue(all.getFirst().cues().getFirst().lines().get(1).runs().getFirst().italic());
    }

    @Test
    void everyLetterHasItsSign() {
        pairs(0, 0xFC, "1420 1420 1170" + "2a5c 5e5f 607b 7c7d 7e00");
        // special: registered, note; extended replace the letter before them: A by À, s by ß
        pairs(0, 0xFC, "1130 1130 1137 1137" + hex("A") + "1230 1230" + hex("s") + "1334 1334");
        pairs(1, 0xFC, "142f 142f");
        assertEquals(List.of("1-60000 ^áéíóúç÷Ññ®♪Àß"), told(0));
    }

    @Test
    void backspaceAndTabsMoveTheCursor() {
        pairs(0, 0xFC, "1420 1470" + hex("abX") + "1421 1421" + hex("c") + "1722" + hex("d"));
        pairs(1, 0xFC, "142f");
        assertEquals(List.of("1-60000 abc d"), told(0));
    }

    @Test
    void rollUpLinesAreToldOnceEach() {
        pairs(0, 0xFC, "1425 1425 142d 142d 1470 1470");
        pairs(1000, 0xFC, hex("FIRST "));
        pairs(1500, 0xFC, hex("LINE"));
        pairs(2000, 0xFC, "142d 142d");
        pairs(2500, 0xFC, hex("SECOND"));
        pairs(4000, 0xFC, "142d 142d");
        pairs(4500, 0xFC, hex("THIRD"));
        pairs(6000, 0xFC, "142c 142c");
        assertEquals(
                List.of("1000-2000 FIRST LINE", "2500-4000 SECOND", "4500-6000 THIRD"), told(0));
    }

    @Test
    void paintedCaptionsStandTogether() {
        pairs(1000, 0xFC, "1429 1429 1440 1440" + hex("Left"));
        pairs(1500, 0xFC, "1429 1429 1460 1460" + hex("Right"));
        pairs(3000, 0xFC, "142c 142c");
        assertEquals(List.of("1000-3000 Left|Right"), told(0));
    }

    @Test
    void channelsAreKeptApartAndDataOfTheProgrammeIsPassedOver() {
        pairs(0, 0xFC, "1420 1470" + hex("one") + "1c20 1c70" + hex("two") + "1420" + hex("!"));
        pairs(0, 0xFD, "1520 1570" + hex("three") + "0103" + hex("XDS!") + "0f40" + "1520");
        pairs(10, 0xFC, "142f 1c2f");
        pairs(10, 0xFD, "152f");
        pairs(20, 0xF8, "142c"); // not valid
        List<Subtitles> all = captions.end(Duration.ofSeconds(1));
        assertEquals(
                List.of("und", "und-x-cc2", "und-x-cc3"),
                all.stream().map(Subtitles::language).toList());
        assertEquals(List.of("10-1000 one!"), WordsTest.told(all.get(0)));
        assertEquals(List.of("10-1000 two"), WordsTest.told(all.get(1)));
        assertEquals(List.of("10-1000 three"), WordsTest.told(all.get(2)));
    }

    @Test
    void aSpoiltByteCostsItsLetters() {
        pairs(0, 0xFC, "1420 1470" + hex("ab"));
        captions.frame(Duration.ZERO, HexFormat.of().parseHex("fc6363")); // even parity
        pairs(0, 0xFC, hex("de") + "142f");
        pairs(1, 0xFC, "142c");
        assertEquals(List.of("0-1 abde"), told(0));
    }

    /// A caption channel packet with one service block.
    private void packet(long millis, int service, String block) {
        byte[] codes = HexFormat.of().parseHex(block.replace(" ", ""));
        byte[] packet = new byte[(codes.length + 3) / 2 * 2];
        packet[0] = (byte) (packet.length / 2);
        packet[1] = (byte) (service << 5 | codes.length);
        System.arraycopy(codes, 0, packet, 2, codes.length);
        byte[] data = new byte[packet.length / 2 * 3];
        for (int i = 0; i < packet.length / 2; i++) {
            data[i * 3] = (byte) (i == 0 ? 0xFF : 0xFE);
            data[i * 3 + 1] = packet[i * 2];
            data[i * 3 + 2] = packet[i * 2 + 1];
        }
        captions.frame(Duration.ofMillis(millis), data);
    }

    @Test
    void windowsAreShownAndHidden() {
        // window 0, not visible, 2 rows of 32; italics; letters of all sets; second row
        packet(0, 1, "98 00 80 00 71 1f 00" + "90 05 80" + hex("Ab") + "e9 7f 10 35 18 20ac");
        packet(10, 1, "92 0100 90 05 00" + hex("two") + "03");
        packet(1000, 1, "89 01");
        packet(3000, 1, "8a 01");
        packet(3500, 1, "0c 92 0000" + hex("again"));
        packet(4000, 1, "8b 01");
        packet(5000, 1, "8c ff");
        packet(100, 2, "98 20 05 00 0e 1f 00" + hex("up"));
        List<Subtitles> all = captions.end(Duration.ofSeconds(6));
        assertEquals(
                List.of("1000-3000 Abé♪•€|two", "4000-5000 again"), WordsTest.told(all.get(0)));
        assertEquals("und-x-service2", all.get(1).language());
        assertEquals(List.of("100-6000 ^up"), WordsTest.told(all.get(1)));
    }

    @Test
    void rowsOfAWindowMoveUp() {
        packet(0, 1, "98 20 80 00 71 1f 00");
        packet(1000, 1, hex("one") + "0d");
        packet(2000, 1, hex("two"));
        packet(3000, 1, "0d");
        packet(4000, 1, hex("three!") + "0d");
        packet(6000, 1, "88 01");
        assertEquals(List.of("1000-3000 one|two", "4000-6000 three!"), told(0));
    }

    @Test
    void aCodeMayBeCutByTheEndOfABlock() {
        packet(0, 1, "98 20 80 00");
        packet(10, 1, "71 1f 00" + hex("whole"));
        assertEquals(List.of("10-60000 whole"), told(0));
    }

    @Test
    void aPacketWithoutItsFillingIsGood() {
        // promises eight bytes and brings six, of which the block is whole
        byte[] short6 = HexFormat.of().parseHex("ff0424fe6162fe6364");
        packet(0, 1, "98 20 80 00 71 1f 00");
        captions.frame(Duration.ofMillis(10), short6);
        packet(20, 1, hex("!"));
        assertEquals(List.of("20-60000 abcd!"), told(0));
    }

    @Test
    void servicesWinOverLine21() {
        pairs(0, 0xFC, "1420 1470" + hex("old") + "142f");
        packet(0, 1, "98 20 80 00 71 1f 00" + hex("new"));
        assertEquals(List.of("0-60000 new"), told(0));
    }

    @Test
    void aRealScenaristFileIsRead() throws IOException {
        Subtitles subtitles = Words.read("a.scc", Files.readAllBytes(REAL));
        List<String> told = WordsTest.told(subtitles);
        // 00:00:25;12 is frame 762 of 29.97 a second
        assertEquals("25425-29429 Criswell Predicts...", told.get(0));
        assertEquals(
                "36870-40840 Greetings, my friend. We are|all interested in the future,",
                told.get(1));
        assertEquals(
                "42475-45578 for that is where you|and I are going to spend|the rest of our lives.",
                told.get(2));
        assertEquals(Subtitles.Kind.CAPTIONS, subtitles.kind());
    }

    @Test
    void aMinuteDropsTwoFrameNumbers() {
        // the code that shows is the fifth pair of its line: frame 1804 of 29.97 a second
        assertEquals(List.of("60193-120120 A"), told("00:01:00;02", "00:02:00;04"));
        assertEquals(List.of("60260-120253 A"), told("00:01:00:02", "00:02:00:04"));
    }

    private static List<String> told(String first, String second) {
        return WordsTest.told(
                read(
                        "Scenarist_SCC V1.0\n\n"
                                + first
                                + "\t9420 94ae 9470 c180 942f\n\n"
                                + second
                                + "\t942c\n"));
    }

    private static Subtitles read(String text) {
        return Words.read("a.scc", text.getBytes(UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Scenarist_SCC V1.0\n\n00:00:01;00\t9420 94ZZ\n",
                "Scenarist_SCC V1.0\n\nrubbish\n",
                "Scenarist_SCC V1.0\n\n00:00:01;00\t9420 942\n",
                "Scenarist_SCC V1.0\n\n00:00:61;00\t9420\n",
            })
    void rubbishIsRefusedByLine(String text) {
        String message = assertThrows(Refusal.class, () -> read(text)).getMessage();
        assertTrue(message.startsWith("the file of words, line 3: "), message);
    }

    @Test
    void aFileWithoutItsFirstLineIsRefused() {
        assertEquals(
                "the file of words, line 1: expected Scenarist_SCC V1.0",
                assertThrows(Refusal.class, () -> read("00:00:01;00\t9420\n")).getMessage());
    }
}
