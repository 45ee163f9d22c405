package v2v.rights;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// The human half of a release folder's name: ASCII, lower case, short, and a legal file name on
/// every system that may seed it.
final class Slug {
    private static final int LONGEST = 60;
    private static final String EMPTY = "untitled";

    /// Letters that Unicode does not take apart, and two alphabets that broadcasters' titles are
    /// often written in. Others (Arabic, Han, …) end as the item's number alone.
    private static final Map<Integer, String> LATIN =
            new Alphabet()
                    .add("ßæøđłþðıœħŋ", "ss ae o d l th d i oe h n")
                    .add(
                            "абвгдеёжзийклмнопрстуфхцчшщъыьэюяіїєґјљњћџђў",
                            "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch - y - e"
                                    + " yu ya i i ye g j lj nj c dz dj u")
                    .add(
                            "αβγδεζηθικλμνξοπρσςτυφχψω",
                            "a v g d e z i th i k l m n x o p r s s t y f ch ps o")
                    .map();

    private static final Set<String> RESERVED = Set.of("con", "prn", "aux", "nul");

    private Slug() {}

    static String of(String title) {
        StringBuilder ascii = new StringBuilder();
        String low = Normalizer.normalize(title, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        low.codePoints().limit(4L * LONGEST).forEach(letter -> ascii.append(latin(letter)));
        String slug = cut(ascii.toString().replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", ""));
        if (slug.isEmpty()) {
            return EMPTY;
        }
        boolean reserved = RESERVED.contains(slug) || slug.matches("(?:com|lpt)[0-9]");
        return reserved ? slug + "-" + EMPTY : slug;
    }

    private static String latin(int letter) {
        String known = LATIN.get(letter);
        if (known != null) {
            return known;
        }
        String apart =
                Normalizer.normalize(Character.toString(letter), Normalizer.Form.NFKD)
                        .replaceAll("\\p{M}+", "");
        if (apart.isEmpty() || apart.equals("'") || apart.equals("’")) {
            return "";
        }
        return LATIN.getOrDefault(apart.codePointAt(0), apart);
    }

    /// At the last hyphen that fits, if that keeps most of it.
    private static String cut(String slug) {
        if (slug.length() <= LONGEST) {
            return slug;
        }
        int hyphen = slug.lastIndexOf('-', LONGEST);
        return slug.substring(0, hyphen > LONGEST / 2 ? hyphen : LONGEST).replaceAll("-$", "");
    }

    private static final class Alphabet {
        private final Map<Integer, String> letters = new HashMap<>();

        Alphabet add(String from, String to) {
            String[] words = to.split(" ", -1);
            int[] points = from.codePoints().toArray();
            for (int i = 0; i < points.length; i++) {
                letters.put(points[i], words[i].equals("-") ? "" : words[i]);
            }
            return this;
        }

        Map<Integer, String> map() {
            return Map.copyOf(letters);
        }
    }
}
