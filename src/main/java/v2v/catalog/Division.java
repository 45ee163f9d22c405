package v2v.catalog;

import org.apache.lucene.document.Document;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.Facets;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesFacetField;
import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// The ways in which an answer is divided and counted.
enum Division {
    DECADE,
    YEAR,
    LICENSE,
    CLASS,
    LANGUAGE,
    COLLECTION;

    private static final int MOST_VALUES = 100;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    void count(Document document, String value) {
        String label = Clean.cut(Clean.line(value), 256);
        if (!label.isEmpty()) {
            document.add(new SortedSetDocValuesFacetField(word(), label));
        }
    }

    /// A work of unknown age belongs to no decade, and one of many decades to none in particular.
    static void times(Document document, List<Edtf> dates) {
        List<Edtf> closed = dates.stream().filter(Edtf::closed).toList();
        closed.stream()
                .flatMap(Division::decades)
                .distinct()
                .forEach(d -> DECADE.count(document, d + "s"));
        closed.stream()
                .filter(d -> d.firstYear() == d.lastYear())
                .map(d -> Integer.toString(d.firstYear()))
                .distinct()
                .forEach(y -> YEAR.count(document, y));
    }

    private static Stream<Integer> decades(Edtf date) {
        int first = Math.floorDiv(date.firstYear(), 10);
        int last = Math.floorDiv(date.lastYear(), 10);
        return last - first > 4
                ? Stream.empty()
                : Stream.iterate(first, d -> d <= last, d -> d + 1).map(d -> 10 * d);
    }

    static FacetsConfig config() {
        FacetsConfig config = new FacetsConfig();
        for (Division division : values()) {
            config.setMultiValued(division.word(), true);
        }
        return config;
    }

    static List<Found.Facet> read(Facets counts) throws IOException {
        Stream.Builder<Found.Facet> read = Stream.builder();
        for (Division division : values()) {
            FacetResult result = counts.getTopChildren(MOST_VALUES, division.word());
            if (result != null) {
                read.add(division.facet(result));
            }
        }
        return read.build().toList();
    }

    private Found.Facet facet(FacetResult result) {
        Stream<Found.Count> counts =
                Arrays.stream(result.labelValues)
                        .map(v -> new Found.Count(v.label, v.value.intValue()));
        Comparator<Found.Count> order = order();
        return new Found.Facet(word(), (order == null ? counts : counts.sorted(order)).toList());
    }

    private @Nullable Comparator<Found.Count> order() {
        return switch (this) {
            case DECADE, YEAR ->
                    Comparator.comparingInt(
                            c -> Integer.parseInt(c.value().replaceFirst("s$", "")));
            case LICENSE, CLASS, LANGUAGE, COLLECTION -> null; // as they come: most frequent first
        };
    }
}
