package v2v.media.words;

import java.util.Map;

/// The character sets of CEA-708 beyond Latin-1: G0's one exception, G2 and G3.
final class DtvccLetters {
    private static final Map<Integer, Character> G2 =
            Map.ofEntries(
                    Map.entry(0x20, ' '),
                    Map.entry(0x21, '\u00A0'),
                    Map.entry(0x25, '…'),
                    Map.entry(0x2A, 'Š'),
                    Map.entry(0x2C, 'Œ'),
                    Map.entry(0x30, '█'),
                    Map.entry(0x31, '‘'),
                    Map.entry(0x32, '’'),
                    Map.entry(0x33, '“'),
                    Map.entry(0x34, '”'),
                    Map.entry(0x35, '•'),
                    Map.entry(0x39, '™'),
                    Map.entry(0x3A, 'š'),
                    Map.entry(0x3C, 'œ'),
                    Map.entry(0x3D, '℠'),
                    Map.entry(0x3F, 'Ÿ'),
                    Map.entry(0x76, '⅛'),
                    Map.entry(0x77, '⅜'),
                    Map.entry(0x78, '⅝'),
                    Map.entry(0x79, '⅞'),
                    Map.entry(0x7A, '│'),
                    Map.entry(0x7B, '┐'),
                    Map.entry(0x7C, '└'),
                    Map.entry(0x7D, '─'),
                    Map.entry(0x7E, '┘'),
                    Map.entry(0x7F, '┌'));

    private static final int SIGN_OF_CAPTIONS = 0xA0;
    private static final char UNKNOWN = '_';

    private DtvccLetters() {}

    static char basic(int code) {
        return code == 0x7F ? '♪' : (char) code;
    }

    /// What a decoder shows for codes that it does not know is an underline (CEA-708, 7.1).
    static char extended(int code) {
        return code == SIGN_OF_CAPTIONS ? ' ' : G2.getOrDefault(code, UNKNOWN);
    }
}
