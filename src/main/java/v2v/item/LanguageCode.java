package v2v.item;

import org.jspecify.annotations.Nullable;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;
import java.util.Objects;
import java.util.stream.Collectors;

/// Languages as containers and libraries write them (ISO 639-2, bibliographic: `ger`) and as
/// everybody else does (BCP 47: `de`).
public final class LanguageCode {
    /// The twenty that have a second code, for libraries.
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

    private static final Map<String, String> SHORT = shortCodes();

    private LanguageCode() {}

    /// What everybody else writes for the codes that only libraries do: `de` for `ger`. Java knows
    /// the other one.
    public static Map<String, String> ofLibraries() {
        return BIBLIOGRAPHIC.values().stream()
                .collect(
                        Collectors.toUnmodifiableMap(
                                code -> code, code -> Objects.requireNonNull(SHORT.get(code))));
    }

    private static Map<String, String> shortCodes() {
        Map<String, String> codes = new HashMap<>();
        for (String two : Locale.getISOLanguages()) {
            String three = Locale.of(two).getISO3Language();
            codes.put(three, two);
            codes.put(BIBLIOGRAPHIC.getOrDefault(three, three), two);
        }
        // withdrawn codes that Java still lists beside the valid ones
        codes.put("heb", "he");
        codes.put("ind", "id");
        codes.put("yid", "yi");
        return Map.copyOf(codes);
    }

    /// The tag for what a header says; null when it says nothing, or nothing that can be read.
    public static @Nullable String bcp47(@Nullable String header) {
        String code = header == null ? "" : header.strip().replace('_', '-');
        String[] parts = code.split("-", 2);
        String first = parts[0].toLowerCase(Locale.ROOT);
        if (first.equals("und") || first.equals("mis") || !valid(code)) {
            return null;
        }
        String base = SHORT.getOrDefault(first, first);
        return canonical(parts.length == 1 ? base : base + "-" + parts[1]);
    }

    /// Whether it is a well-formed tag with a language of two or three letters.
    public static boolean valid(String tag) {
        return tag.matches("[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*") && canonical(tag) != null;
    }

    private static @Nullable String canonical(String tag) {
        try {
            return new Locale.Builder().setLanguageTag(tag).build().toLanguageTag();
        } catch (IllformedLocaleException e) {
            return null;
        }
    }

    /// The three letters that Matroska's `Language` element wants, and libraries do: `ger` for
    /// `de-AT`; `und` where there are none, or no tag.
    public static String library(@Nullable String tag) {
        try {
            String three = tag == null ? "" : Locale.forLanguageTag(tag).getISO3Language();
            return three.matches("[a-z]{3}") ? BIBLIOGRAPHIC.getOrDefault(three, three) : "und";
        } catch (MissingResourceException e) {
            return "und"; // a language that ISO 639-2 has no letters for
        }
    }
}
