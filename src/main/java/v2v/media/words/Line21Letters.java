package v2v.media.words;

/// The character sets of CEA-608.
final class Line21Letters {
    private static final String BASIC =
            " !\"#$%&'()á+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[é]íóúabcdefghijklmnopqr"
                    + "stuvwxyzç÷Ññ█";

    private static final String SPECIAL = "®°½¿™¢£♪à èâêîôû";

    private static final String SPANISH_FRENCH = "ÁÉÓÚÜü‘¡*'—©℠•“”ÀÂÇÈÊËëÎÏïÔÙùÛ«»";

    private static final String PORTUGUESE_GERMAN = "ÃãÍÌìÒòÕõ{}\\^_|~ÄäÖöß¥¤¦ÅåØø┌┐└┘";

    private Line21Letters() {}

    /// The letter of a plain code.
    ///
    /// @param code from 20 to 7F
    static char basic(int code) {
        return BASIC.charAt(code - 0x20);
    }

    /// The letter of a code after 11 or 19.
    ///
    /// @param code from 30 to 3F
    static char special(int code) {
        return SPECIAL.charAt(code - 0x30);
    }

    /// The letter of a code after 12 or 13, which replaces the one before it.
    ///
    /// @param code from 20 to 3F
    static char extended(boolean spanish, int code) {
        return (spanish ? SPANISH_FRENCH : PORTUGUESE_GERMAN).charAt(code - 0x20);
    }
}
