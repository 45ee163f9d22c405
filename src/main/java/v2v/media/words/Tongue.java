package v2v.media.words;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Languages as containers and file names give them, as BCP 47: `ger`, `deu`, `de`, `pt_BR`.
public final class Tongue {
    /// ISO 639-2 has two codes for these languages; Java knows the other one.
    private static final String BIBLIOGRAPHIC =
            "alb sq arm hy baq eu bur my chi zh cze cs dut nl fre fr geo ka ger de gre el ice is"
                    + " mac mk mao mi may ms per fa rum ro slo sk tib bo wel cy";

    private static final Map<String, String> SHORTER = shorter();

    private Tongue() {}

    private static Map<String, String> shorter() {
        Map<String, String> shorter = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            shorter.put(code, code);
            shorter.put(Locale.of(code).getISO3Language(), code);
        }
        String[] pairs = BIBLIOGRAPHIC.split(" ", -1);
        for (int i = 0; i < pairs.length; i += 2) {
            shorter.put(pairs[i], pairs[i + 1]);
        }
        return Map.copyOf(shorter);
    }

    /// The tag, or nothing when no language is known by that code.
    public static Optional<String> tag(String code) {
        try {
            Locale said = new Locale.Builder().setLanguageTag(code.replace('_', '-')).build();
            String language = said.getLanguage();
            String known = SHORTER.get(language);
            if (known == null && !named(language)) {
                return Optional.empty();
            }
            return Optional.of(
                    new Locale.Builder()
                            .setLocale(said)
                            .setLanguage(known == null ? language : known)
                            .build()
                            .toLanguageTag());
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /// Three letters without a shorter code count when Java has a name for them (`gsw`, `yue`).
    private static boolean named(String language) {
        return language.length() == 3
                && !language.equals(Subtitles.UNKNOWN)
                && !Locale.of(language).getDisplayLanguage(Locale.ENGLISH).equals(language);
    }
}
