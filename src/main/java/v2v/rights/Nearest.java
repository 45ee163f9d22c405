package v2v.rights;

import v2v.item.License;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a person probably meant: only ever shown, never taken.
final class Nearest {
    /// International before ported, new before old, short before long.
    static final Comparator<License> NEWEST =
            Comparator.<License, Boolean>comparing(l -> l.jurisdiction() != null)
                    .thenComparing(License::version, Comparator.reverseOrder())
                    .thenComparingInt(l -> l.unit().length())
                    .thenComparing(License::url);

    private static final List<String> USUAL = List.of("CC BY 4.0", "CC BY-SA 4.0", "CC0 1.0");

    private static final int LONGEST = 12;

    private Nearest() {}

    private record Near(License license, int distance) {}

    /// Three identifiers: those spelt most alike, or the usual ones when nothing is alike.
    static List<String> to(String said, List<License> book) {
        String low = said.toLowerCase(Locale.ROOT);
        int limit = Math.max(2, low.length() / 3);
        List<Near> near = new ArrayList<>();
        for (License license : book) {
            String spelling = license.identifier();
            // what differs so much in length is nobody's misspelling, and costs nothing
            if (Math.abs(spelling.length() - low.length()) <= Math.min(limit, LONGEST)) {
                int distance = distance(low, spelling.toLowerCase(Locale.ROOT), limit);
                if (distance <= limit) {
                    near.add(new Near(license, distance));
                }
            }
        }
        List<String> names =
                near.stream()
                        .sorted(
                                Comparator.comparingInt(Near::distance)
                                        .thenComparing(Near::license, NEWEST))
                        .limit(3)
                        .map(n -> n.license().identifier())
                        .toList();
        return names.size() == 3 ? names : USUAL;
    }

    /// Levenshtein's; anything greater once it is over the limit.
    private static int distance(String a, String b, int limit) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            int least = i;
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
                least = Math.min(least, row[j]);
            }
            if (least > limit) {
                return least;
            }
        }
        return row[b.length()];
    }
}
