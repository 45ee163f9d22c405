package v2v.media.words;

import v2v.item.LanguageCode;

import java.util.HashMap;
import java.util.IllformedLocaleException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Languages as containers and file names give them, as BCP 47: `ger`, `deu`, `de`, `pt_BR`.
public final class Tongue {
    private static final Map<String, String> SHORTER = shorter();

    private Tongue() {}

    private static Map<String, String> shorter() {
        Map<String, String> shorter = new HashMap<>();
        for (String code : Locale.getISOLanguages()) {
            shorter.put(code, code);
            shorter.put(Locale.of(code).getISO3Language(), code);
        }
        shorter.putAll(LanguageCode.ofLibraries());
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
