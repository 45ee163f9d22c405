package v2v.rights;

import v2v.item.License;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/// The places that a licence was ported to: Creative Commons' codes and the English names.
///
/// The codes are ISO 3166 but for three: `uk` (England and Wales), `scotland`, and `igo`, which is
/// no place but the intergovernmental organisations.
final class Jurisdictions {
    private static final Map<String, String> SPECIAL =
            Map.ofEntries(
                    Map.entry("uk england and wales", "uk"),
                    Map.entry("uk england wales", "uk"),
                    Map.entry("england and wales", "uk"),
                    Map.entry("england wales", "uk"),
                    Map.entry("united kingdom", "uk"),
                    Map.entry("gb", "uk"),
                    Map.entry("uk scotland", "scotland"),
                    Map.entry("intergovernmental organisations", "igo"),
                    Map.entry("intergovernmental organizations", "igo"),
                    Map.entry("czech republic", "cz"),
                    Map.entry("macedonia", "mk"),
                    Map.entry("hong kong", "hk"),
                    Map.entry("usa", "us"),
                    Map.entry("korea", "kr"),
                    Map.entry("mainland china", "cn"),
                    Map.entry("viet nam", "vn"));

    private final Map<String, String> codes = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    Jurisdictions(List<License> book) {
        List<String> known =
                book.stream()
                        .map(License::jurisdiction)
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
        for (String code : known) {
            codes.put(code, code);
            if (code.length() == 2 && !code.equals("uk")) {
                Locale place = Locale.of("", code.toUpperCase(Locale.ROOT));
                codes.put(Phrases.plain(place.getDisplayCountry(Locale.ENGLISH)), code);
            }
        }
        codes.putAll(SPECIAL);
        codes.keySet().stream().filter(n -> n.length() > 2).forEach(names::add);
        names.sort(Comparator.comparingInt(String::length).reversed());
    }

    /// Names of several words become one word, the code between at-signs.
    String mark(String plain) {
        String text = " " + plain + " ";
        for (String name : names) {
            if (text.contains(" " + name + " ")) {
                text = text.replace(" " + name + " ", " @" + codes.get(name) + " ");
            }
        }
        return text.strip();
    }

    /// The code of one word, or the empty text.
    String code(String word) {
        return word.startsWith("@") ? word.substring(1) : codes.getOrDefault(word, "");
    }
}
