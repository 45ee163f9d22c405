package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Ratio;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;

/// Pieces that were not encoded alike are no film.
class OpeningTest {
    private static final Ratio RATE = new Ratio(25, 1);

    @TempDir Path folder;

    private Path ivf(String name, String codec, int width, String... frames) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
        header.put("DKIF".getBytes(StandardCharsets.US_ASCII)).putShort((short) 0);
        header.putShort((short) 32).put(codec.getBytes(StandardCharsets.US_ASCII));
        header.putShort((short) width).putShort((short) 240);
        out.write(header.array());
        for (String frame : frames) {
            byte[] bytes = HexFormat.of().parseHex(frame);
            out.write(
                    ByteBuffer.allocate(12)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(bytes.length)
                            .array());
            out.write(bytes);
        }
        return Files.write(folder.resolve(name), out.toByteArray());
    }

    private Path joined() {
        return folder.resolve("joined.ivf");
    }

    /// A delimiter, a sequence header of three bytes, then the picture.
    @Test
    void av1SequenceHeadersMustAgree() throws IOException {
        Path one = ivf("access-0000.ivf", "AV01", 320, "12000a03aabbcc3201ff", "12003201ee");
        Path like = ivf("access-0001.ivf", "AV01", 320, "12000a03aabbcc3201dd");
        Path other = ivf("access-0002.ivf", "AV01", 320, "12000a03aabbcd3201ff");
        assertEquals(3, Ivf.join(List.of(one, like), RATE, joined()));
        IOException failure =
                assertThrows(
                        IOException.class,
                        () -> Ivf.join(List.of(one, like, other), RATE, joined()));
        String said = String.valueOf(failure.getMessage());
        assertTrue(said.contains("access-0000.ivf and access-0002.ivf"), said);
    }

    /// How a frame is shown, and what comes after the size, may differ.
    @Test
    void vp9FirstHeadersMustAgree() throws IOException {
        Path one = ivf("compatible-0000.ivf", "VP90", 320, "824983422013f00ef6aa");
        Path like = ivf("compatible-0001.ivf", "VP90", 320, "834983422013f00ef101");
        Path other = ivf("compatible-0002.ivf", "VP90", 320, "824983422013f00fffaa");
        assertEquals(2, Ivf.join(List.of(one, like), RATE, joined()));
        assertThrows(IOException.class, () -> Ivf.join(List.of(one, other), RATE, joined()));
    }

    @Test
    void sizesAndCodecsMustAgree() throws IOException {
        Path one = ivf("a.ivf", "AV01", 320, "0a01aa");
        Path wide = ivf("b.ivf", "AV01", 321, "0a01aa");
        Path vp9 = ivf("c.ivf", "VP90", 320, "824983422013f00ef6");
        assertThrows(IOException.class, () -> Ivf.join(List.of(one, wide), RATE, joined()));
        assertThrows(IOException.class, () -> Ivf.join(List.of(one, vp9), RATE, joined()));
    }

    @ParameterizedTest
    @CsvSource({"AV01,12003201ff", "AV01,0a", "AV01,0a7f01", "AV01,0affffffffff01", "VP90,8249"})
    void whatIsNoOpeningIsRefused(String codec, String frame) throws IOException {
        Path bad = ivf("bad.ivf", codec, 320, frame);
        assertThrows(IOException.class, () -> Ivf.join(List.of(bad), RATE, joined()));
    }
}
