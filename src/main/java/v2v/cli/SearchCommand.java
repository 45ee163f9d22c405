package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.catalog.Found;
import v2v.catalog.Question;
import v2v.catalog.Search;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "search",
        description = "Search the released works.",
        footer = {
            "",
            "Plain words find titles, descriptions, people, subjects and places, in "
                    + "the word forms of their language. Also: \"a phrase\", fuzy~, begin*, "
                    + "title:x, person:x, subject:x, place:x, date:1987, date:[1980 TO 1989], "
                    + "license:by-sa, language:fr, collection:x, id:x. No words: everything.",
            "Exit status: 0, also when nothing was found; 2 the question is wrong."
        })
final class SearchCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(paramLabel = "QUERY", arity = "0..*", description = "what to look for")
    private List<String> words = List.of();

    @Option(
            names = "--from",
            paramLabel = "N",
            defaultValue = "0",
            description = "leave out the first N hits")
    private int from;

    @Option(
            names = "--most",
            paramLabel = "N",
            defaultValue = "20",
            description = "show at most N hits (default: 20)")
    private int most;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Question.Marks marks =
                Boolean.getBoolean("v2v.colour")
                        ? new Question.Marks("\u001b[1m", "\u001b[0m")
                        : Question.Marks.NONE;
        if (!java.nio.file.Files.exists(where.library().root())) {
            throw new java.nio.file.NoSuchFileException(where.library().root().toString());
        }
        try (Search search = new Search(where.library().index())) {
            Found found =
                    search.search(
                            new Question(
                                    String.join(" ", words),
                                    from,
                                    most,
                                    output.json() ? new Question.Marks("<em>", "</em>") : marks));
            if (output.json()) {
                json(found);
            } else {
                people(found);
            }
        }
        return Exit.DONE.status;
    }

    private void json(Found found) {
        Say say = new Say(System.out, System.err, true);
        for (Found.Hit hit : found.hits()) {
            say.object(
                    "hit",
                    "id",
                    hit.id(),
                    "title",
                    hit.title(),
                    "license",
                    hit.license(),
                    "year",
                    hit.year(),
                    "score",
                    hit.score(),
                    "snippet",
                    hit.snippet(),
                    "folder",
                    where.library().resolve(hit.folder()),
                    "magnet",
                    hit.magnet());
        }
        say.object("found", "total", found.total(), "facets", found.facets());
    }

    private static void people(Found found) {
        for (Found.Hit hit : found.hits()) {
            String year = hit.year().isEmpty() ? "" : " (" + hit.year() + ")";
            System.out.println(
                    hit.id() + "  " + Screen.plain(hit.title()) + year + "  " + hit.license());
            if (!hit.snippet().isBlank()) {
                System.out.println("  " + hit.snippet());
            }
        }
        System.out.println(found.total() == 1 ? "1 work" : found.total() + " works");
        for (Found.Facet facet : found.facets()) {
            if (!facet.counts().isEmpty()) {
                System.out.println(
                        "  "
                                + facet.name()
                                + ": "
                                + facet.counts().stream()
                                        .limit(8)
                                        .map(c -> Screen.plain(c.value()) + " " + c.works())
                                        .collect(Collectors.joining(", ")));
            }
        }
    }
}
