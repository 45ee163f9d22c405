package v2v.release;

import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/// The three letters that libraries have for a language (ISO 639-2/B), of a tag as the web has it
/// (BCP 47).
final class Iso639 {
    /// Where libraries use other letters than the terminology code that Java knows.
    private static final Map<String, String> BIBLIOGRAPHIC =
            Map.ofEntries(
                    Map.entry("sqi", "alb"),
                    Map.entry("hye", "arm"),
                    Map.entry("eus", "baq"),
                    Map.entry("mya", "bur"),
                    Map.entry("zho", "chi"),
                    Map.entry("ces", "cze"),
                    Map.entry("nld", "dut"),
                    Map.entry("fra", "fre"),
                    Map.entry("kat", "geo"),
                    Map.entry("deu", "ger"),
                    Map.entry("ell", "gre"),
                    Map.entry("isl", "ice"),
                    Map.entry("mkd", "mac"),
                    Map.entry("mri", "mao"),
                    Map.entry("msa", "may"),
                    Map.entry("fas", "per"),
                    Map.entry("ron", "rum"),
                    Map.entry("slk", "slo"),
                    Map.entry("bod", "tib"),
                    Map.entry("cym", "wel"));

    private Iso639() {}

    /// `ger` for `de-AT`; `und` where there is no such code.
    static String library(String tag) {
        try {
            String three = Locale.forLanguageTag(tag).getISO3Language();
            return three.matches("[a-z]{3}") ? BIBLIOGRAPHIC.getOrDefault(three, three) : "und";
        } catch (MissingResourceException e) {
            return "und"; // a language that ISO 639-2 has no letters for
        }
    }
}
