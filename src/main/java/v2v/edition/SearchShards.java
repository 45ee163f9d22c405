package v2v.edition;

import v2v.item.Json;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/// The index that a browser searches without a server: scripts that call `v2v(…)`, since a page
/// from `file:` may load scripts and nothing else.
///
/// Words are spread over `search/w-NN.js` by their first two letters, so that a search for the
/// beginning of a word loads one of them; what is shown of the releases is in `search/r-NNN.js`,
/// counted from the oldest on. `search.js` folds and splits words in the same way.
final class SearchShards {
    /// Releases in one file.
    static final int ROWS = 200;

    /// Files that the words are spread over.
    static final int SPREAD = 64;

    private static final int KEY = 2;
    private static final Pattern BETWEEN = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern MARKS = Pattern.compile("\\p{M}");

    /// Written without spaces between words: each letter and the next make a word.
    private static final Pattern DENSE =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}\\p{IsThai}]+");

    private final List<Entry> oldest;

    SearchShards(List<Entry> oldest) {
        this.oldest = oldest;
    }

    /// @param put where a file goes, by its path
    void write(BiConsumer<String, String> put) {
        List<TreeMap<String, List<Integer>>> spread = new ArrayList<>();
        for (int i = 0; i < SPREAD; i++) {
            spread.add(new TreeMap<>());
        }
        for (int i = 0; i < oldest.size(); i++) {
            for (String word : words(oldest.get(i))) {
                spread.get(shard(word)).computeIfAbsent(word, _ -> new ArrayList<>()).add(i);
            }
        }
        for (int i = 0; i < SPREAD; i++) {
            String name = "search/w-%02d.js".formatted(i);
            put.accept(name, call(Map.of("w", i, "words", gaps(spread.get(i)))));
        }
        for (int i = 0; i * ROWS < oldest.size(); i++) {
            int end = Math.min(oldest.size(), (i + 1) * ROWS);
            List<List<Object>> rows =
                    oldest.subList(i * ROWS, end).stream().map(SearchShards::row).toList();
            put.accept("search/r-%03d.js".formatted(i), call(Map.of("r", i, "rows", rows)));
        }
    }

    /// Which file a word is in, by its first two letters.
    static int shard(String word) {
        int sum = 0;
        for (int i = 0; i < Math.min(KEY, word.length()); i++) {
            sum = sum * 31 + word.charAt(i);
        }
        return sum % SPREAD;
    }

    private static String call(Map<String, Object> told) {
        return "v2v(" + Json.line(new TreeMap<>(told)) + ")\n";
    }

    /// Each number as what is to be added to the one before: most are small.
    private static Map<String, List<Integer>> gaps(Map<String, List<Integer>> numbers) {
        Map<String, List<Integer>> gaps = new TreeMap<>();
        numbers.forEach((word, places) -> {
            List<Integer> steps = new ArrayList<>();
            int last = 0;
            for (int place : places) {
                steps.add(place - last);
                last = place;
            }
            gaps.put(word, steps);
        });
        return gaps;
    }

    private static List<Object> row(Entry entry) {
        return List.of(
                entry.folder(),
                Html.clean(entry.title()),
                Html.clean(entry.date()),
                entry.duration().isPositive() ? Html.clock(entry.duration()) : "",
                Html.clean(entry.license()),
                entry.poster() ? 1 : 0,
                Html.lang(entry.language()).isEmpty() ? "" : entry.language());
    }

    private static Set<String> words(Entry entry) {
        Set<String> words = new LinkedHashSet<>();
        List<String> texts = new ArrayList<>();
        texts.addAll(
                List.of(
                        entry.title(),
                        entry.description(),
                        entry.collection(),
                        entry.credit(),
                        entry.date(),
                        entry.folder()));
        texts.addAll(entry.subjects());
        texts.addAll(entry.people());
        texts.addAll(entry.places());
        texts.forEach(text -> words.addAll(words(text)));
        return words;
    }

    /// The words of a text as they are searched for: without accents, in small letters.
    static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        for (String word : BETWEEN.split(fold(text), -1)) {
            if (DENSE.matcher(word).find() && word.length() > KEY) {
                for (int i = 0; i + KEY <= word.length(); i++) {
                    words.add(word.substring(i, i + KEY));
                }
            } else if (!word.isEmpty()) {
                words.add(word);
            }
        }
        return words;
    }

    private static String fold(String text) {
        String bare =
                MARKS.matcher(Normalizer.normalize(text, Normalizer.Form.NFKD)).replaceAll("");
        return bare.toLowerCase(Locale.ROOT)
                .replace("ß", "ss")
                .replace("æ", "ae")
                .replace("œ", "oe")
                .replace('ø', 'o')
                .replace('ł', 'l')
                .replace('đ', 'd')
                .replace('ı', 'i');
    }
}
