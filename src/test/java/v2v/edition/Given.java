package v2v.edition;

import org.jspecify.annotations.Nullable;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Releases for the tests of the catalogue.
final class Given {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    static final Front FRONT =
            new Front("Nordland TV", "https://archive.example/catalogue/", FIRST);

    private Given() {}

    static Entry entry(int number, String title) {
        return entry(number, title, null, null);
    }

    /// @param number the higher, the newer
    static Entry entry(
            int number, String title, @Nullable String replaces, @Nullable String replacedBy) {
        return new Entry(
                "film-%016x".formatted(number),
                "%016x".formatted(number),
                1,
                title,
                "What happened in the harbour that day, told by those who saw it.",
                "nb",
                "19" + (10 + number % 80),
                Duration.ofSeconds(61 + number),
                "CC-BY-4.0",
                "https://creativecommons.org/licenses/by/4.0/",
                "Nordland TV, by its makers",
                "Tapes of the north",
                List.of("Fishing", "Harbours"),
                List.of("Åse Bjørnstad"),
                List.of("Tromsø"),
                123_456_789L + number,
                "%040x".formatted(number),
                "%064x".formatted(number),
                "magnet:?xt=urn:btih:%040x&dn=film".formatted(number),
                replaces,
                replacedBy,
                true,
                FIRST.plusSeconds(number * 3600L));
    }

    /// So many, newest first.
    static List<Entry> entries(int count) {
        List<Entry> all = new ArrayList<>();
        for (int i = count; i > 0; i--) {
            all.add(entry(i, "Film number " + i));
        }
        return all;
    }
}
