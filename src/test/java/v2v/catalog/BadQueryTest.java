package v2v.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/// What people and robots type by mistake or on purpose.
class BadQueryTest {
    @TempDir static Path folder;
    private static Shelf shelf;

    @BeforeAll
    static void fill() throws IOException {
        shelf = new Shelf(folder, Work.of(1, "Horse ab é 東"));
    }

    @AfterAll
    static void close() throws IOException {
        shelf.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "((((|A ( is never closed; put a ) where it ends.",
                "a)|A ) closes nothing; put a ( before it, or leave it out.",
                "a ] b|A ] closes nothing; leave it out.",
                "'a \"b c'|A quotation mark is never closed; put another where the phrase ends.",
                "[* TO *]|A range needs a field, for instance date:[1980 TO 1989].",
                "date:[1980|A range is written like this: date:[1980 TO 1989].",
                "date:[1990 TO 1980]|The range from 1990 to 1980 ends before it begins.",
                "title:[a TO b]|title takes no range; date and minutes do.",
                "date:soon|\"soon\" is not a date. Write 1987, 1987-05, 1987-05-03, 198X or [1980"
                        + " TO 1989].",
                "minutes:long|minutes takes a number or a range: minutes:[20 TO 60].",
                "*cheval|A word can not begin with *; give its first letters.",
                "che*al|A * may stand only at the end of a word.",
                "cheval~3|A word may be off by 1 or 2 letters: write word~1 or word~2.",
                "a OR|OR needs something on both of its sides.",
                "OR|OR needs something on both of its sides.",
                "AND a|AND needs something on both of its sides.",
                "a NOT|Nothing follows the NOT or minus at the end; say what to leave out.",
                "title:(person:x)|A field can not stand inside another field.",
                "a:b:c|There is no field \"a\". These exist: text, title, description, subject,"
                        + " genre, person, organisation, place, series, collection, id, license,"
                        + " language, date, minutes. To find the colon itself, put the words in"
                        + " quotation marks.",
            })
    void aSlipGetsASentence(String question, String sentence) throws IOException {
        BadQuery bad = assertThrows(BadQuery.class, () -> shelf.ask(question));
        assertEquals(sentence, bad.getMessage());
    }

    @Test
    void aSlipIsASlipInAnEmptyLibraryToo() throws IOException {
        try (Search search = new Search(folder.resolve("nothing"))) {
            assertThrows(BadQuery.class, () -> search.search(Question.of("date:soon")));
        }
    }

    @Test
    void aQuestionHasItsLimits() throws IOException {
        assertThrows(BadQuery.class, () -> shelf.ask("x".repeat(10_000)));
        assertThrows(BadQuery.class, () -> shelf.ask("a ".repeat(100)));
        assertThrows(BadQuery.class, () -> shelf.ask("(".repeat(500) + ")".repeat(400)));
        assertThrows(BadQuery.class, () -> new Question("", 1_000_000, 10, Question.Marks.NONE));
        assertThrows(BadQuery.class, () -> new Question("", -1, 10, Question.Marks.NONE));
        assertEquals(List.of(), shelf.find("q* ".repeat(32)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.org/a?b=c&d",
                "12:30",
                "Star Trek: Voyager",
                "-",
                "+",
                "~",
                "~~~~",
                "a - b",
                "well-known",
                "--a",
                "\\",
                "a\\:b",
                "()",
                "\"\"",
                "\"\"~5",
                "title:\"\"",
                "'; DROP TABLE works; --",
                "<script>alert(1)</script>",
                "$(reboot)",
                "a&&b||c",
                "!",
                "^2",
                "a^2",
                "title:~",
                "collection:~2",
                "id:~1",
                "🎬🎬",
                "\u0000",
                "\ud800",
                "language:x*",
                "a~",
                "é~2",
                "NOT a",
                "-a -b",
                "title:*",
                "date:*",
                "minutes:*"
            })
    void oddQuestionsAreAnswered(String question) throws IOException {
        shelf.ask(question);
    }

    @Test
    void noiseNeverBreaksTheReader() throws IOException {
        String letters = "ab é()[]{}\"~*:-+\\ TO OR AND title: date:1987 12 ?!東\ud83c\udfac";
        Random random = new Random(7);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder noise = new StringBuilder();
            random.ints(random.nextInt(40), 0, letters.length())
                    .forEach(n -> noise.append(letters.charAt(n)));
            try {
                shelf.ask(noise.toString());
            } catch (BadQuery expected) {
                assertEquals('.', expected.getMessage().charAt(expected.getMessage().length() - 1));
            }
        }
    }
}
