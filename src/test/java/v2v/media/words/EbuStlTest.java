package v2v.media.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/// EBU Tech 3264, block by block.
class EbuStlTest {
    private static final Path REAL = Path.of("../shared/footage/ebu_multi_tti.stl");

    private String format = "STL25.01";
    private String table = "00";
    private String language = "08";
    private String start = "10000000";
    private final List<byte[]> blocks = new ArrayList<>();

    /// One subtitle.
    ///
    /// @param head extension, cumulative status, in and out as hh mm ss ff, vertical place,
    ///   justification, comment
    private void block(String head, String text) {
        byte[] block = new byte[128];
        Arrays.fill(block, (byte) 0x8F);
        block[0] = 0;
        block[1] = (byte) blocks.size();
        block[2] = 0;
        byte[] numbers = HexFormat.of().parseHex(head.replace(" ", ""));
        System.arraycopy(numbers, 0, block, 3, numbers.length);
        byte[] letters = HexFormat.of().parseHex(text.replace(" ", ""));
        System.arraycopy(letters, 0, block, 16, letters.length);
        blocks.add(block);
    }

    private static String hex(String ascii) {
        return HexFormat.of().formatHex(ascii.getBytes(StandardCharsets.ISO_8859_1));
    }

    private byte[] bytes(int promised) {
        byte[] bytes = new byte[1024 + 128 * blocks.size()];
        Arrays.fill(bytes, 0, 1024, (byte) ' ');
        put(bytes, 0, "850" + format + "0" + table + language);
        put(bytes, 238, "%05d".formatted(promised));
        put(bytes, 253, "23");
        put(bytes, 256, start);
        for (int i = 0; i < blocks.size(); i++) {
            System.arraycopy(blocks.get(i), 0, bytes, 1024 + 128 * i, 128);
        }
        return bytes;
    }

    private static void put(byte[] bytes, int at, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, at, ascii.length);
    }

    private Subtitles read() {
        return Words.read("tape.stl", bytes(blocks.size()));
    }

    private static String refused(byte[] bytes) {
        return assertThrows(Refusal.class, () -> Words.read("tape.stl", bytes)).getMessage();
    }

    @Test
    void aRealFileOfThreeBlocksIsOneSubtitle() throws IOException {
        Subtitles subtitles = Words.read("a.stl", Files.readAllBytes(REAL));
        assertEquals(List.of("920-2920 Foo Bar Baz"), WordsTest.told(subtitles));
        assertEquals("en", subtitles.language());
    }

    @Test
    void accentsStandBeforeTheirLetters() {
        // double height, start box twice; two line ends between rows of double height
        block(
                "ff 00 0a000100 0a00020c 14 02 00",
                "0d 0b 0b"
                        + hex("Gr")
                        + "c875 fb"
                        + hex("e 5 ")
                        + "a4 0a 0a 8a 8a 80"
                        + hex("na")
                        + "c86f"
                        + hex("ve")
                        + "81 20 e1 cb63");
        Subtitles subtitles = read();
        assertEquals(List.of("1000-2480 Grüße 5 $|naöve Æç"), WordsTest.told(subtitles));
        assertEquals("de", subtitles.language());
        assertTrue(subtitles.cues().getFirst().lines().get(1).runs().getFirst().italic());
    }

    @ParameterizedTest
    @CsvSource({
        "01, bfe0d8d2d5e2, Привет",
        "02, e5d1cdc8c7, مرحبا",
        "03, e3e5e9dc, γειά",
        "04, f9ece5ed, שלום",
    })
    void otherScriptsHaveTablesOfTheirOwn(String number, String text, String words) {
        table = number;
        block("ff 00 0a000100 0a000200 14 02 00", text);
        if (number.equals("02")) {
            assertEquals("1000-2000 " + words, WordsTest.told(read()).getFirst());
        } else {
            assertEquals(List.of("1000-2000 " + words), WordsTest.told(read()));
        }
    }

    @Test
    void aCumulativeSetIsBuiltUp() {
        block("ff 01 0a000100 0a000500 12 02 00", hex("one"));
        block("ff 02 0a000200 0a000500 13 02 00", hex("two"));
        block("ff 03 0a000300 0a000500 14 02 00", hex("three"));
        block("ff 00 0a000600 0a000700 02 02 00", hex("up"));
        assertEquals(
                List.of(
                        "1000-2000 one",
                        "2000-3000 one|two",
                        "3000-5000 one|two|three",
                        "6000-7000 ^up"),
                WordsTest.told(read()));
    }

    @Test
    void commentsAndUserDataAreNotForTheAudience() {
        block("ff 00 0a000100 0a000200 14 02 01", hex("a note"));
        block("fe 00 0a000100 0a000200 14 02 00", hex("data"));
        block("00 00 0a000300 0a000400 14 02 00", hex("first and "));
        block("ff 00 0a000300 0a000400 14 02 00", hex("second"));
        assertEquals(List.of("3000-4000 first and second"), WordsTest.told(read()));
    }

    @Test
    void theAmericanRateIsCountedToo() {
        format = "STL30.01";
        start = "00000000";
        block("ff 00 0000010f 00000200 14 02 00", hex("x"));
        assertEquals(List.of("1500-2000 x"), WordsTest.told(read()));
    }

    @Test
    void aCutFileIsRefused() {
        block("ff 00 0a000100 0a000200 14 02 00", hex("x"));
        block("ff 00 0a000300 0a000400 14 02 00", hex("y"));
        byte[] whole = bytes(2);
        assertEquals(
                "the file of words, block 2: has 40 bytes instead of 128",
                refused(Arrays.copyOf(whole, 1024 + 128 + 40)));
        assertEquals(
                "the file of words, promises 2 blocks of text and holds 1",
                refused(Arrays.copyOf(whole, 1024 + 128)));
        assertEquals(
                "the file of words, this is not EBU STL (EBU Tech 3264)",
                refused(Arrays.copyOf(whole, 300)));
        blocks.getLast()[3] = 0;
        assertEquals("the file of words, its last subtitle has no last block", refused(bytes(2)));
    }

    @Test
    void faultsOfTheHeadAreNamed() {
        block("ff 00 0a000200 0a000100 14 02 00", hex("x"));
        assertEquals(
                "the file of words, block 1: ends at 36001.000 s, not after 36002.000 s",
                refused(bytes(1)));
        table = "09";
        assertEquals(
                "the file of words, block 0: unknown table of characters: 09", refused(bytes(1)));
        format = "STL99.01";
        assertEquals(
                "the file of words, block 0: its frame rate is not one of 24, 25 or 30: STL99.01",
                refused(bytes(1)));
    }
}
