package v2v.rights;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A licence line taken apart word by word.
///
/// The words that may stand around a licence are listed, and every other word is kept as strange:
/// "CC BY 4.0, schools only" is not CC BY 4.0, and no list of forbidden words would ever be long
/// enough.
///
/// @param wordings the licences that are named, in their order
/// @param strange the words that belong to no licence
record Reading(List<Wording> wordings, List<String> strange) {
    private static final Set<String> PARTS =
            Set.of(
                    "by",
                    "nc",
                    "nd",
                    "sa",
                    "zero",
                    "mark",
                    "sampling",
                    "sampling+",
                    "devnations",
                    "certification");
    private static final Set<String> AROUND =
            Set.of(
                    "a",
                    "an",
                    "the",
                    "this",
                    "these",
                    "that",
                    "its",
                    "work",
                    "film",
                    "video",
                    "programme",
                    "program",
                    "footage",
                    "item",
                    "recording",
                    "content",
                    "material",
                    "is",
                    "are",
                    "was",
                    "has",
                    "been",
                    "made",
                    "available",
                    "licensed",
                    "licenced",
                    "license",
                    "licence",
                    "licenses",
                    "licences",
                    "released",
                    "published",
                    "distributed",
                    "shared",
                    "under",
                    "terms",
                    "of",
                    "version",
                    "deed",
                    "legalcode",
                    "generic",
                    "unported",
                    "international",
                    "universal",
                    "c",
                    "spdx",
                    "identifier");
    private static final Set<String> POINTING =
            Set.of("a", "an", "the", "this", "these", "that", "its");
    private static final Pattern GLUED = Pattern.compile("by(?:nc|nd|sa)+");
    private static final Pattern VERSION = Pattern.compile("[1-9](?:\\.\\d)?");

    static Reading of(String said, Jurisdictions places) {
        Reader reader = new Reader(places);
        String text = Phrases.shortened(places.mark(Phrases.plain(said)));
        String[] words = text.isEmpty() ? new String[0] : text.split(" ", -1);
        for (int i = 0; i < words.length; i++) {
            reader.word(words[i], i + 1 < words.length ? words[i + 1] : "");
        }
        return reader.end();
    }

    /// Gathers the words of one licence until the next begins.
    private static final class Reader {
        private final Jurisdictions places;
        private final List<Wording> wordings = new ArrayList<>();
        private final List<String> strange = new ArrayList<>();
        private TreeSet<String> parts = new TreeSet<>();
        private @Nullable String version;
        private @Nullable String place;
        private boolean named;
        private boolean dedication;

        Reader(Jurisdictions places) {
            this.places = places;
        }

        void word(String word, String next) {
            String code = places.code(word);
            if (word.equals("cc")) {
                close();
                named = true;
            } else if (PARTS.contains(word)) {
                part(word);
            } else if (GLUED.matcher(word).matches()) {
                for (int i = 0; i < word.length(); i += 2) {
                    part(word.substring(i, i + 2));
                }
            } else if (VERSION.matcher(word).matches() && (version == null || is(version, word))) {
                version = word;
            } else if (word.equals("dedication")) {
                dedication = true;
            } else if (isPlace(code, next)) {
                place = code;
            } else if (!AROUND.contains(word)) {
                strange.add(word.replace("@", ""));
            }
        }

        private void part(String part) {
            if (version != null || parts.contains(part)) {
                close();
            }
            parts.add(part);
        }

        /// "in" is India at the end of a line, and a preposition before "this country".
        private boolean isPlace(String code, String next) {
            return !code.isEmpty()
                    && !parts.isEmpty()
                    && (place == null || is(place, code))
                    && !POINTING.contains(next);
        }

        private static boolean is(String a, String b) {
            return a.equals(b);
        }

        private void close() {
            if (!parts.isEmpty()) {
                wordings.add(new Wording(parts, version, place, named));
            } else if (version != null) {
                strange.add(version);
            }
            parts = new TreeSet<>();
            version = null;
            place = null;
            named = false;
        }

        Reading end() {
            close();
            if (dedication && wordings.stream().noneMatch(w -> w.parts().contains("zero"))) {
                strange.add("dedication");
            }
            return new Reading(List.copyOf(wordings), List.copyOf(strange));
        }
    }
}
