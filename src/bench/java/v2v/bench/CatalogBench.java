package v2v.bench;

import v2v.catalog.Catalog;
import v2v.catalog.Found;
import v2v.catalog.Published;
import v2v.catalog.Question;
import v2v.catalog.Search;
import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Record;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Renditions;
import v2v.item.Tapes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// How long a library of ten thousand works takes to index and to ask.
public final class CatalogBench {
    private static final int WORKS = 10_000;
    private static final List<String> QUESTIONS =
            List.of(
                    "",
                    "word42",
                    "word4*",
                    "wrod42~",
                    "word1 word2",
                    "\"word1 word2\"",
                    "date:1987");
    private static final Instant DAY = Instant.parse("2026-01-02T03:04:05Z");

    private CatalogBench() {}

    /// Prints times; the first argument is the folder to work in, which must be empty.
    public static void main(String[] args) throws IOException {
        Path index = Files.createDirectories(Path.of(args[0])).resolve("index");
        List<Published> works = IntStream.range(0, WORKS).mapToObj(CatalogBench::work).toList();
        try (Catalog catalog = new Catalog(index);
                Search search = new Search(index)) {
            long start = System.nanoTime();
            catalog.rebuild(works);
            System.out.printf("rebuild %,d works: %,d ms%n", WORKS, millis(start));
            start = System.nanoTime();
            for (Published work : works.subList(0, 20)) {
                catalog.index(work.release());
                catalog.publish(work.release(), work.released());
            }
            System.out.printf("index and publish one work: %,d ms%n", millis(start) / 20);
            for (String question : QUESTIONS) {
                ask(search, question);
            }
        }
    }

    private static void ask(Search search, String question) throws IOException {
        Found found = search.search(Question.of(question));
        long start = System.nanoTime();
        for (int i = 0; i < 10; i++) {
            found = search.search(Question.of(question));
        }
        System.out.printf(
                "%-16s %,6d found, %,d ms%n", question, found.total(), millis(start) / 10);
    }

    private static long millis(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    private static Published work(int number) {
        Random random = new Random(number);
        String text =
                random.ints(120, 0, 5_000)
                        .mapToObj(n -> "word" + n * n / 5_000)
                        .collect(Collectors.joining(" "));
        Record record =
                new Record(
                        Record.SCHEMA,
                        null,
                        null,
                        null,
                        List.of(new Record.Text(text, "en", "abstract")),
                        null,
                        null,
                        null,
                        null,
                        List.of(
                                new Record.Person(
                                        "Person " + random.nextInt(500), "director", null)),
                        null,
                        List.of(new Record.Dated("produced", "" + (1920 + random.nextInt(100)))),
                        null,
                        null,
                        "Collection " + random.nextInt(10),
                        null,
                        null,
                        List.of(new Record.Language("en", "audio")),
                        null,
                        null,
                        true,
                        null,
                        null,
                        List.of());
        Digest digest = new Digest("%016x".formatted(number) + "ab".repeat(24));
        ItemId id = ItemId.of(digest);
        Footage footage = Tapes.footage(digest, Path.of("a.mov"), record);
        return new Published(
                release(footage, "Work " + number),
                new Released(id, 1, "releases/work-" + id, "t", "magnet:", digest.hex(), DAY));
    }

    private static Release release(Footage footage, String title) {
        Clearance clearance =
                Tapes.cleared(Tapes.inspected(footage), Tapes.CC_BY, "work", title, "Radio");
        return new Release(new Renditions(clearance, "work/x", List.of(), null, DAY), DAY);
    }
}
