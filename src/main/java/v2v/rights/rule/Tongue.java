package v2v.rights.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The language of a text, cheaply: by its letters, and by its commonest words. It says nothing
/// where it is not sure, and knows few languages.
final class Tongue {
    private static final int LONGEST = 800;
    private static final int FEWEST_LETTERS = 20;
    private static final int FEWEST_WORDS = 8;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{M}']+");

    /// Languages that are written in one script only, for all that an archive may meet.
    private static final Map<String, String> SCRIPTS =
            scripts(
                    "LATIN en fr de es it nl pt sv no nb da fi pl cs sk hu ro et lv lt sl hr is ca",
                    "CYRILLIC ru uk be bg mk",
                    "GREEK el",
                    "ARABIC ar fa ur",
                    "HEBREW he yi",
                    "HAN zh ja",
                    "HANGUL ko",
                    "THAI th",
                    "DEVANAGARI hi ne mr");

    /// Words that one of these languages uses all the time and none of the others does.
    private static final Map<String, Set<String>> COMMON =
            Map.of(
                    "en",
                            Set.of(
                                    "the and of with was from this that his their which were by"
                                            .split(" ", -1)),
                    "fr",
                            Set.of(
                                    "les des du est dans une sur avec aux cette ses qui ou où pas"
                                            .split(" ", -1)),
                    "de",
                            Set.of(
                                    "der die und das ist ein eine mit von dem den auf nicht für"
                                            .split(" ", -1)),
                    "es", Set.of("el los las y una por con del como su más pero es".split(" ", -1)),
                    "it",
                            Set.of(
                                    "il di che gli della nel sono alla dei delle con una per"
                                            .split(" ", -1)),
                    "nl",
                            Set.of(
                                    "het een van en op zijn voor met niet aan ook door naar"
                                            .split(" ", -1)),
                    "pt", Set.of("o os uma do da em não com para mais ao pela são".split(" ", -1)));

    private Tongue() {}

    private static Map<String, String> scripts(String... rows) {
        Map<String, String> scripts = new HashMap<>();
        for (String row : rows) {
            String[] words = row.split(" ", -1);
            for (int i = 1; i < words.length; i++) {
                scripts.put(words[i], words[0]);
            }
        }
        return Map.copyOf(scripts);
    }

    /// What the text is written in when that can not be what its tag says; nothing otherwise.
    static Optional<String> against(String tag, String text) {
        String[] parts = tag.toLowerCase(Locale.ROOT).split("[-_]", -1);
        boolean scriptIsSaid = parts.length > 1 && parts[1].length() == 4;
        String start = text.substring(0, Math.min(LONGEST, text.length()));
        String expected = scriptIsSaid ? null : SCRIPTS.get(parts[0]);
        return expected == null
                ? Optional.empty()
                : otherScript(start, expected).or(() -> otherWords(start, parts[0]));
    }

    private static Optional<String> otherScript(String text, String expected) {
        Map<String, Integer> letters = new HashMap<>();
        text.codePoints()
                .filter(Character::isLetter)
                .forEach(letter -> letters.merge(script(letter), 1, Integer::sum));
        int all = letters.values().stream().mapToInt(Integer::intValue).sum();
        if (all < FEWEST_LETTERS || letters.getOrDefault(expected, 0) * 10 > all) {
            return Optional.empty();
        }
        return letters.entrySet().stream()
                .filter(entry -> entry.getValue() * 10 > all * 8)
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + " letters")
                .findFirst();
    }

    /// The syllables of Japanese stand beside Chinese characters.
    private static String script(int letter) {
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        return switch (script) {
            case HIRAGANA, KATAKANA -> "HAN";
            default -> script.name();
        };
    }

    private static Optional<String> otherWords(String text, String language) {
        if (!COMMON.containsKey(language)) {
            return Optional.empty();
        }
        Set<String> words = Set.copyOf(List.of(BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)));
        if (words.size() < FEWEST_WORDS || count(words, language) > 1) {
            return Optional.empty();
        }
        List<String> sure =
                COMMON.keySet().stream().filter(other -> count(words, other) >= 4).toList();
        return sure.size() == 1
                ? Optional.of(
                        Locale.of(sure.getFirst()).getDisplayLanguage(Locale.ENGLISH) + " words")
                : Optional.empty();
    }

    private static long count(Set<String> words, String language) {
        return COMMON.getOrDefault(language, Set.of()).stream().filter(words::contains).count();
    }
}
