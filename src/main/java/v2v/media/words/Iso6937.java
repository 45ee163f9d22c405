package v2v.media.words;

import java.text.Normalizer;
import java.util.Map;

/// The Latin letters of EBU Tech 3264: ISO/IEC 6937, in which an accent stands before its letter.
final class Iso6937 {
    /// A8 to BF and D0 to FF; a blank where no character is.
    private static final String UPPER = " ¡¢£$¥#§¤‘“«←↑→↓°±²³×µ¶·÷’”»¼½¾¿";

    private static final String LAST = "―¹®©™♪¬¦    ⅛⅜⅝⅞ΩÆĐªĦ ĲĿŁØŒºÞŦŊŉĸæđðħıĳŀłøœßþŧŋ\u00AD";

    /// C1 to CF, as the combining characters of Unicode.
    private static final Map<Integer, String> ACCENTS =
            Map.ofEntries(
                    Map.entry(0xC1, "\u0300"),
                    Map.entry(0xC2, "\u0301"),
                    Map.entry(0xC3, "\u0302"),
                    Map.entry(0xC4, "\u0303"),
                    Map.entry(0xC5, "\u0304"),
                    Map.entry(0xC6, "\u0306"),
                    Map.entry(0xC7, "\u0307"),
                    Map.entry(0xC8, "\u0308"),
                    Map.entry(0xC9, "\u0308"),
                    Map.entry(0xCA, "\u030A"),
                    Map.entry(0xCB, "\u0327"),
                    Map.entry(0xCC, "\u0332"),
                    Map.entry(0xCD, "\u030B"),
                    Map.entry(0xCE, "\u0328"),
                    Map.entry(0xCF, "\u030C"));

    private Iso6937() {}

    static String text(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        String accent = "";
        for (byte each : bytes) {
            int code = each & 0xFF;
            String next = ACCENTS.get(code);
            if (next != null) {
                accent = next;
            } else {
                text.append(letter(code));
                text.append(accent);
                accent = "";
            }
        }
        return Normalizer.normalize(text, Normalizer.Form.NFC);
    }

    private static char letter(int code) {
        if (code == 0x24) {
            return '¤'; // ISO/IEC 646 as the table of Tech 3264 has it; A4 is the dollar
        }
        if (code < 0x80) {
            return (char) code;
        }
        if (code < 0xA0 || code == 0xC0) {
            return ' ';
        }
        return code < 0xC0 ? UPPER.charAt(code - 0xA0) : LAST.charAt(code - 0xD0);
    }
}
