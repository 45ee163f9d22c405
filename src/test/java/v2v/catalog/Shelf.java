package v2v.catalog;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// A small library for tests: one pen, and a reader that was opened apart from it.
final class Shelf implements AutoCloseable {
    final Catalog catalog;
    final Search search;

    Shelf(Path folder, Work... works) throws IOException {
        catalog = new Catalog(folder.resolve("index"));
        search = new Search(folder.resolve("index"));
        if (works.length > 0) {
            catalog.rebuild(
                    Arrays.stream(works).map(Work::published).toList()); // one fsync, not many
        }
    }

    Shelf put(Work... works) throws IOException {
        for (Work work : works) {
            catalog.index(work.release());
            catalog.publish(work.release(), work.released());
        }
        return this;
    }

    /// The titles found, best first.
    List<String> find(String question) throws IOException {
        return ask(question).hits().stream().map(Found.Hit::title).toList();
    }

    Found ask(String question) throws IOException {
        return search.search(new Question(question, 0, 50, new Question.Marks("[", "]")));
    }

    String snippet(String question) throws IOException {
        return ask(question).hits().getFirst().snippet();
    }

    Map<String, Integer> counts(String question, String facet) throws IOException {
        return ask(question).facets().stream()
                .filter(f -> f.name().equals(facet))
                .flatMap(f -> f.counts().stream())
                .collect(Collectors.toMap(Found.Count::value, Found.Count::works));
    }

    @Override
    public void close() throws IOException {
        search.close();
        catalog.close();
    }
}
