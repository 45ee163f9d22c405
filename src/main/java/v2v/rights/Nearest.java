package v2v.rights;

import v2v.item.License;

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

    private Nearest() {}

    /// Three identifiers: those spelt most alike, or the usual ones when nothing is alike.
    static List<String> to(String said, List<License> book) {
        String low = said.toLowerCase(Locale.ROOT);
        int limit = Math.max(2, low.length() / 3);
        List<String> near =
                book.stream()
                        .filter(l -> distance(low, spelling(l)) <= limit)
                        .sorted(
                                Comparator.<License>comparingInt(l -> distance(low, spelling(l)))
                                        .thenComparing(NEWEST))
                        .limit(3)
                        .map(License::identifier)
                        .toList();
        return near.size() == 3 ? near : USUAL;
    }

    private static String spelling(License license) {
        return license.identifier().toLowerCase(Locale.ROOT);
    }

    /// Levenshtein's; a long text is nobody's misspelling and costs nothing.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 12) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
