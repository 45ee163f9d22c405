package v2v.intake;

import v2v.item.LanguageCode;

import java.util.HashMap;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Languages as BCP 47 writes them, from whatever a catalogue wrote: `fre`, `fra`, `French`,
/// `français`, `Französisch`, `fr-CA`.
final class Languages {
    private static final String SILENT =
            "zxx silent mute none stumm muet mudo muto nolinguisticcontent nodialogue nospeech";

    private static final Map<String, String> TAGS = tags();

    private Languages() {}

    private static Map<String, String> tags() {
        Map<String, String> tags = new HashMap<>();
        Set<String> twice = new HashSet<>();
        for (String code : Locale.getISOLanguages()) {
            Locale language = Locale.of(code);
            for (String tongue : List.of("en", "fr", "de", "es", "it", "nl", code)) {
                String name = language.getDisplayLanguage(Locale.of(tongue));
                String before = tags.putIfAbsent(name.toLowerCase(Locale.ROOT), code);
                if (before != null && !before.equals(code)) {
                    twice.add(name.toLowerCase(Locale.ROOT));
                }
            }
        }
        tags.keySet().removeAll(twice);
        for (String code : Locale.getISOLanguages()) {
            tags.put(code, Locale.of(code).toLanguageTag());
            tags.put(Locale.of(code).getISO3Language(), code);
        }
        tags.putAll(LanguageCode.ofLibraries());
        tags.put("cmn", "zh");
        for (String word : SILENT.split(" ", -1)) {
            tags.put(word, "zxx");
        }
        return Map.copyOf(tags);
    }

    /// The tag, or nothing when no language is known by that word.
    static Optional<String> tag(String said) {
        String word = said.strip().toLowerCase(Locale.ROOT);
        String known = TAGS.getOrDefault(word, TAGS.get(word.replace(" ", "")));
        if (known != null) {
            return Optional.of(known);
        }
        try {
            Locale locale = new Locale.Builder().setLanguageTag(word.replace('_', '-')).build();
            return code(locale.getLanguage())
                    .map(code -> new Locale.Builder().setLocale(locale).setLanguage(code).build())
                    .map(Locale::toLanguageTag);
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    /// The shortest code of a language. One of three letters without a shorter one counts when Java
    /// has a name for it (`gsw`, `yue`), for any three letters are well formed.
    private static Optional<String> code(String code) {
        if (code.length() > 3) {
            return Optional.empty();
        }
        boolean named = !Locale.of(code).getDisplayLanguage(Locale.ENGLISH).equals(code);
        return Optional.ofNullable(TAGS.get(code)).or(() -> Optional.of(code).filter(c -> named));
    }
}
