package v2v.rights.rule;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// The language of a text, cheaply: by its letters, and by its commonest words. It says nothing
/// where it is not sure, and knows few languages.
final class Tongue {
    private static final int LONGEST = 400;
    private static final int FEWEST_LETTERS = 20;
    private static final int FEWEST_WORDS = 8;
    private static final int FIRST_THAT_IS_NOT_LATIN = 0x250;
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

    /// Words that these languages use all the time; few of them stand in a second row.
    private static final Map<String, Set<String>> COMMON =
            Map.of(
                    "en", words("the and of with was from this that his their which were by"),
                    "fr", words("les des du est dans une sur avec aux cette ses qui ou où pas"),
                    "de", words("der die und das ist ein eine mit von dem den auf nicht für"),
                    "es", words("el los las y una por con del como su más pero es"),
                    "it", words("il di che gli della nel sono alla dei delle con una per"),
                    "nl", words("het een van en op zijn voor met niet aan ook door naar"),
                    "pt", words("o os uma do da em não com para mais ao pela são"));

    private Tongue() {}

    private static Set<String> words(String common) {
        return Set.of(common.split(" ", -1));
    }

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
        int[] letters = text.codePoints().filter(Character::isLetter).toArray();
        long as = Arrays.stream(letters).filter(letter -> script(letter).equals(expected)).count();
        if (letters.length < FEWEST_LETTERS || as * 10 > letters.length) {
            return Optional.empty();
        }
        Map<String, Integer> seen = new HashMap<>();
        Arrays.stream(letters).forEach(letter -> seen.merge(script(letter), 1, Integer::sum));
        return seen.entrySet().stream()
                .filter(entry -> entry.getValue() * 10 > letters.length * 8)
                .map(entry -> entry.getKey().toLowerCase(Locale.ROOT) + " letters")
                .findFirst();
    }

    /// The syllables of Japanese stand beside Chinese characters.
    private static String script(int letter) {
        if (letter < FIRST_THAT_IS_NOT_LATIN) {
            return "LATIN";
        }
        Character.UnicodeScript script = Character.UnicodeScript.of(letter);
        return switch (script) {
            case HIRAGANA, KATAKANA -> "HAN";
            default -> script.name();
        };
    }

    private static Optional<String> otherWords(String text, String language) {
        Set<String> claimed = COMMON.get(language);
        if (claimed == null) {
            return Optional.empty();
        }
        Set<String> words = new HashSet<>();
        int right = 0;
        for (String word : BETWEEN.split(text.toLowerCase(Locale.ROOT), -1)) {
            // two are enough to believe it, and most texts are what they are said to be
            if (words.add(word) && claimed.contains(word) && ++right > 1) {
                return Optional.empty();
            }
        }
        List<String> sure =
                COMMON.keySet().stream().filter(other -> count(words, other) >= 4).toList();
        return words.size() >= FEWEST_WORDS && sure.size() == 1
                ? Optional.of(
                        Locale.of(sure.getFirst()).getDisplayLanguage(Locale.ENGLISH) + " words")
                : Optional.empty();
    }

    private static long count(Set<String> words, String language) {
        return COMMON.getOrDefault(language, Set.of()).stream().filter(words::contains).count();
    }
}
