package v2v.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;

class WebpXmpTest {
    /// A simple-format file: RIFF, 18 bytes, WEBP, one VP8 chunk of five bytes and its padding.
    private static final byte[] SIMPLE =
            HexFormat.of().parseHex("5249464612000000574542505650382005000000" + "010203040500");

    @Test
    void thePacketIsAddedInTheExtendedFormat() {
        byte[] signed = WebpXmp.with(SIMPLE, 768, 576, "<x>é</x>");
        assertEquals(Optional.of("<x>é</x>"), WebpXmp.read(signed));
        String expected =
                "52494646"
                        + "36000000"
                        + "57454250"
                        + "56503858"
                        + "0a000000"
                        + "04000000"
                        + "ff0200"
                        + "3f0200"
                        + "56503820"
                        + "05000000"
                        + "0102030405"
                        + "00"
                        + "584d5020"
                        + "09000000"
                        + "3c783ec3a93c2f783e"
                        + "00";
        assertEquals(expected, HexFormat.of().formatHex(signed));
    }

    @Test
    void aSecondPacketReplacesTheFirst() {
        byte[] once = WebpXmp.with(SIMPLE, 768, 576, "two");
        byte[] twice = WebpXmp.with(WebpXmp.with(SIMPLE, 768, 576, "one"), 768, 576, "two");
        assertArrayEquals(once, twice);
    }

    @Test
    void whatIsNotWebpIsNotTouched() {
        byte[] png = "89PNG and more".getBytes(StandardCharsets.US_ASCII);
        assertThrows(IllegalArgumentException.class, () -> WebpXmp.with(png, 1, 1, "x"));
        assertEquals(Optional.empty(), WebpXmp.read(SIMPLE));
    }
}
