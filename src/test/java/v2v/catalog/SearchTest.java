package v2v.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Finding works, in four languages and some others.
class SearchTest {
    @TempDir static Path folder;
    private static Shelf shelf;

    @BeforeAll
    static void fill() throws IOException {
        shelf =
                new Shelf(
                        folder,
                        Work.of(1, "Le cheval de trait")
                                .in("fr")
                                .heard("fr-FR")
                                .about("Un cheval blanc laboure près de l'école à Besançon.")
                                .by("Agnès Varda")
                                .at("Besançon")
                                .from("produced", "1987")
                                .from("digitised", "2020")
                                .within("Actualités"),
                        Work.of(2, "Das Haus am See")
                                .in("de")
                                .heard("ger")
                                .about("Ein Haus in der Straße. Die Bäuerin erzählt von früher.")
                                .subject("Landwirtschaft")
                                .from("recorded", "198X")
                                .known("RDB-1987-0042")
                                .under("by-nc-nd"),
                        Work.of(3, "The Running Man")
                                .in("en")
                                .heard("en")
                                .about("Women were running through factories in Ærøskøbing.")
                                .from("firstBroadcast", "1991-05-03")
                                .under("zero")
                                .within("News film"),
                        Work.of(4, "Los niños del campo")
                                .in("es")
                                .heard("es")
                                .about("Canciones de cuna, contadas en el jardín por la niña.")
                                .from("recorded", "../1935")
                                .under("by"));
    }

    @AfterAll
    static void close() throws IOException {
        shelf.close();
    }

    @ParameterizedTest
    @CsvSource({
        "chevaux, 1",
        "CHEVAL, 1",
        "ecole, 1",
        "école, 1",
        "l'ecole, 1",
        "L’École, 1",
        "besancon, 1",
        "Besançon, 1",
        "labourer, 1",
        "le cheval, 1",
        "varda, 1",
        "agnes, 1",
        "Häuser, 2",
        "Haus, 2",
        "hauser, 2",
        "Strasse, 2",
        "straße, 2",
        "strassen, 2",
        "bauerin, 2",
        "Bäuerins, 2",
        "erzahlt, 2",
        "landwirtschaft, 2",
        "run, 3",
        "runs, 3",
        "factory, 3",
        "the women running, 3",
        "aeroskobing, 3",
        "nino, 4",
        "niño, 4",
        "niñas, 4",
        "canción, 4",
        "cancion, 4",
        "jardines, 4",
        "cheval OR xyz, 1",
        "cheval AND blanc, 1",
        "+cheval -haus, 1",
        "(cheval OR haus) -see, 1",
        "cheval NOT haus, 1",
        "'rdb-1987-0042', 2",
        "RDB 0042, 2",
    })
    void aWordFindsTheWork(String question, int number) throws IOException {
        assertEquals(List.of(number), numbers(question));
    }

    @ParameterizedTest
    @CsvSource({
        "cheval haus",
        "'\"blanc cheval\"'",
        "'\"chevaux\"'",
        "xyz",
        "cheval -blanc",
        "🎬",
        "!!!"
    })
    void findsNothing(String question) throws IOException {
        assertEquals(new Found(0, List.of(), List.of()), shelf.ask(question));
    }

    @Test
    void wordsInQuotationMarksAreMeantAsWritten() throws IOException {
        assertEquals(List.of(1), numbers("\"cheval blanc\""));
        assertEquals(List.of(1), numbers("\"CHEVAL laboure\"~1"));
        assertEquals(List.of(1), numbers("«cheval blanc»"));
    }

    @Test
    void aTildeForgivesMisspelling() throws IOException {
        assertEquals(List.of(1), numbers("chevla~"));
        assertEquals(List.of(2), numbers("landwirtschafft~1"));
        assertEquals(List.of(1), numbers("person:vadra~"));
    }

    @Test
    void aStarStandsForTheRest() throws IOException {
        assertEquals(List.of(1), numbers("chev*"));
        assertEquals(List.of(1), numbers("l'éc*"));
        assertEquals(List.of(2), numbers("id:rdb*"));
        assertEquals(List.of(4, 3, 2, 1), numbers("*"));
        assertEquals(List.of(4, 3, 2, 1), numbers(""));
    }

    @ParameterizedTest
    @CsvSource({
        "title:chevaux, 1",
        "title:blanc, 0",
        "person:varda, 1",
        "people:\"agnès varda\", 1",
        "place:besancon, 1",
        "place:cheval, 0",
        "subject:landwirtschaft, 2",
        "license:by-sa, 1",
        "licence:\"CC BY-NC-ND 4.0\", 2",
        "license:nd, 2",
        "license:cc0, 3",
        "license:public-domain, 3",
        "license:by, 4",
        "license:by-4.0, 4",
        "language:fr, 1",
        "lang:fr-FR, 1",
        "language:fra, 1",
        "language:de, 2",
        "lang:deu, 2",
        "collection:news, 3",
        "collection:\"news film\", 3",
        "minutes:3, 3",
        "minutes:[4 TO *], 4",
        "title:(cheval OR haus) -person:varda, 2",
        "date:1991-05, 3",
        "date:1991-06, 0",
        "title:the, 3",
        "collection:*, 31",
        "description:jardin, 4",
    })
    void aFieldNarrows(String question, int numbers) throws IOException {
        List<Integer> expected =
                numbers == 0
                        ? List.of()
                        : Integer.toString(numbers).chars().map(c -> c - '0').boxed().toList();
        assertEquals(expected, numbers(question));
    }

    @Test
    void aDateFindsEverythingThatMayBeFromThen() throws IOException {
        assertEquals(List.of(2, 1), numbers("date:1987"));
        assertEquals(List.of(2, 1), numbers("year:[1980 TO 1989]"));
        assertEquals(List.of(2, 1), numbers("date:1980s"));
        assertEquals(List.of(2, 1), numbers("date:198*"));
        assertEquals(List.of(4), numbers("date:193X"));
        assertEquals(List.of(4), numbers("date:1850"));
        assertEquals(
                List.of(),
                numbers("date:2020"),
                "the day of the digitising is no date of the work");
        assertEquals(List.of(4, 3, 2, 1), numbers("date:[* TO *]"));
        assertEquals(List.of(3), numbers("date:[1990 TO *]"));
    }

    @Test
    void aWorkIsFoundByAnyOfItsNumbers() throws IOException {
        Work work = Work.of(3, "");
        assertEquals(List.of(3), numbers("id:" + work.id()));
        assertEquals(List.of(3), numbers(work.id().value()));
        assertEquals(List.of(3), numbers(work.digest().hex()));
        assertEquals(List.of(3), numbers("id:" + work.infohash()));
    }

    @Test
    void aHitSaysWhatThePersonNeeds() throws IOException {
        Work work = Work.of(1, "");
        Found.Hit hit = shelf.ask("chevaux").hits().getFirst();
        assertEquals(
                new Found.Hit(
                        work.id().value(),
                        "Le cheval de trait",
                        "releases/work-" + work.id(),
                        "CC BY-SA 4.0",
                        "1987",
                        hit.score(),
                        "Un [cheval] blanc laboure près de l'école à Besançon. Agnès Varda Besançon"
                                + " Actualités",
                        "magnet:?xt=urn:btih:" + work.infohash()),
                hit);
        assertTrue(hit.score() > 0);
    }

    @Test
    void snippetsShowWhy() throws IOException {
        assertTrue(shelf.snippet("\"cheval blanc\"").startsWith("Un [cheval blanc] laboure"));
        assertTrue(shelf.snippet("bes*").contains("[Besançon]"));
        assertTrue(shelf.snippet("chevla~").startsWith("Un [cheval] blanc"));
        assertTrue(shelf.snippet("strassen").startsWith("Ein Haus in der [Straße]"));
        assertTrue(shelf.snippet("person:varda").contains("Agnès [Varda]"));
        assertTrue(shelf.snippet("minutes:1").startsWith("Un cheval blanc"));
    }

    @Test
    void theTitleWeighsMost() throws IOException {
        Work late = Work.of(5, "Dressage").in("fr").about("Cheval, cheval, encore un cheval.");
        shelf.put(late);
        try {
            assertEquals(List.of(1, 5), numbers("cheval"));
        } finally {
            shelf.catalog.remove(late.id());
        }
    }

    @Test
    void answersAreCountedByTheirKind() throws IOException {
        assertEquals(Map.of("1980s", 2, "1990s", 1), shelf.counts("", "decade"));
        assertEquals(Map.of("1987", 1, "1991", 1), shelf.counts("", "year"));
        assertEquals(Map.of("fr", 1, "de", 1, "en", 1, "es", 1), shelf.counts("", "language"));
        assertEquals(Map.of("Actualités", 1, "News film", 1), shelf.counts("", "collection"));
        assertEquals(Map.of("CC BY-NC-ND 4.0", 1), shelf.counts("haus", "license"));
        assertEquals(
                Map.of("free", 3, "public-domain", 1, "nc", 1, "nd", 1), shelf.counts("", "class"));
    }

    @Test
    void aPageIsAPartOfTheAnswer() throws IOException {
        Found page = shelf.search.search(new Question("", 1, 2, Question.Marks.NONE));
        assertEquals(4, page.total());
        assertEquals(
                List.of("The Running Man", "Das Haus am See"),
                page.hits().stream().map(Found.Hit::title).toList());
        assertEquals(
                List.of(), shelf.search.search(new Question("", 9, 2, Question.Marks.NONE)).hits());
        assertEquals(4, shelf.search.search(new Question("", 0, 0, Question.Marks.NONE)).total());
    }

    private List<Integer> numbers(String question) throws IOException {
        return shelf.ask(question).hits().stream()
                .map(h -> Integer.parseInt(h.id().substring(0, 8), 16))
                .toList();
    }
}
