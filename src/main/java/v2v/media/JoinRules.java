package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.LanguageCode;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A house's own rules for which channels belong together: `1+2 stereo en, 3+4 stereo fr, 5 mono
/// de`.
///
/// Channels are counted over all sound tracks in file order, from 1. Those of 5.1 are in the order
/// left, right, centre, low frequencies, left and right surround; 7.1 ends with the side pair.
///
/// @param rules empty where the tracks themselves decide
record JoinRules(List<Rule> rules) {
    /// More sounds than this are not a choice but a list.
    static final int MOST = 8;

    private static final int LAST_CHANNEL = 64;
    private static final Pattern RULE =
            Pattern.compile("([0-9.+]+)\\s+(mono|stereo|5\\.1|7\\.1)(?:\\s+(\\S+))?");
    private static final Pattern LIST = Pattern.compile("[0-9]{1,2}(\\+[0-9]{1,2})*");
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,2})\\.\\.([0-9]{1,2})");

    /// One programme.
    ///
    /// @param channels from 1
    /// @param language BCP 47
    record Rule(List<Integer> channels, Layout layout, @Nullable String language) {}

    /// Reads them.
    ///
    /// @throws IllegalArgumentException saying what is wrong with which rule
    static JoinRules parse(String text) {
        if (text.isBlank()) {
            return new JoinRules(List.of());
        }
        List<Rule> rules = new ArrayList<>();
        for (String rule : text.split(",", -1)) {
            rules.add(rule(rule.strip()));
        }
        if (rules.size() > MOST) {
            throw new IllegalArgumentException("expected at most " + MOST + " rules");
        }
        return new JoinRules(List.copyOf(rules));
    }

    private static Rule rule(String text) {
        Matcher words = RULE.matcher(text);
        if (!words.matches()) {
            throw new IllegalArgumentException(
                    "expected channels, a layout (mono, stereo, 5.1, 7.1) and a language or none,"
                            + " as in '1+2 stereo en', found: "
                            + text);
        }
        List<Integer> channels = channels(words.group(1), text);
        Layout layout = Layout.named(words.group(2)).orElseThrow();
        if (channels.size() != layout.channels()) {
            throw new IllegalArgumentException(
                    layout.word()
                            + " has "
                            + layout.channels()
                            + " channels, and not "
                            + channels.size()
                            + ": "
                            + text);
        }
        String language = words.group(3);
        if (language != null && !LanguageCode.valid(language)) {
            throw new IllegalArgumentException(
                    "expected a language such as en or pt-BR, found: " + language);
        }
        return new Rule(channels, layout, LanguageCode.bcp47(language));
    }

    private static List<Integer> channels(String text, String rule) {
        List<Integer> numbers = new ArrayList<>();
        Matcher range = RANGE.matcher(text);
        if (range.matches()) {
            int last = Integer.parseInt(range.group(2));
            for (int n = Integer.parseInt(range.group(1)); n <= last; n++) {
                numbers.add(n);
            }
        } else if (LIST.matcher(text).matches()) {
            for (String number : text.split("\\+", -1)) {
                numbers.add(Integer.parseInt(number));
            }
        }
        Set<Integer> once = new LinkedHashSet<>(numbers);
        boolean known = numbers.stream().allMatch(n -> n >= 1 && n <= LAST_CHANNEL);
        if (numbers.isEmpty() || !known || once.size() != numbers.size()) {
            throw new IllegalArgumentException(
                    "expected channels from 1 to "
                            + LAST_CHANNEL
                            + ", each once, as in 1+2 or 1..6, found: "
                            + rule);
        }
        return List.copyOf(numbers);
    }
}
