package v2v.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Scripts, signs and sizes that a catalogue meets sooner or later.
class OddTextTest {
    @TempDir Path folder;

    @ParameterizedTest
    @CsvSource({
        "Ещё один день, еще",
        "Еще один день, ещё",
        "Новый город, новый",
        "Ἑλλάς καὶ θάλασσα, ελλασ",
        "Ελλάδα, ελλαδα",
        "東京オリンピック, 東京",
        "東京オリンピック, 京",
        "東京オリンピック, オリンピック",
        "ﾃﾚﾋﾞ局, テレビ",
        "서울 올림픽, 올림픽",
        "مُحَمَّد في القاهرة, محمد",
        "שָׁלוֹם, שלום",
        "हिन्दी फ़िल्म, हिन्दी",
        "Film 🎬 festival, 🎬",
        "Ǆungla ﬁlm, film",
        "Łódź i Kraków, lodz",
        "Þingvellir, thingvellir",
        "Mañana, manana",
        "O'Brien’s tape, obrien OR o'brien",
        "tape_0042.mov, 0042.mov",
        "İstanbul, istanbul",
        "C++ & R&D, \"r&d\"",
        "a̐éö̲ zalgo, aeo",
    })
    void anyScriptIsFound(String title, String question) throws IOException {
        try (Shelf shelf = new Shelf(folder, Work.of(1, title), Work.of(2, "else"))) {
            assertEquals(List.of(title), shelf.find(question));
        }
    }

    @ParameterizedTest
    @CsvSource({"Новый, новыи", "がか, かが", "ї, і"})
    void lettersAreNotOrnaments(String title, String question) throws IOException {
        try (Shelf shelf = new Shelf(folder, Work.of(1, title))) {
            assertEquals(List.of(), shelf.find(question));
        }
    }

    @Test
    void accentsMayBeWrittenApart() throws IOException {
        try (Shelf shelf = new Shelf(folder, Work.of(1, "Ha\u0308user").in("de"))) {
            assertEquals(List.of("Häuser"), shelf.find("Haus"));
            assertEquals(List.of("Häuser"), shelf.find("ha\u0308user"));
        }
    }

    @Test
    void aHundredThousandCharactersAreRead() throws IOException {
        String endless = "x".repeat(100_000);
        String book = "word ".repeat(20_000) + "needle";
        try (Shelf shelf =
                new Shelf(
                        folder,
                        Work.of(1, "Long").about(book),
                        Work.of(2, "Wide").about(endless))) {
            assertEquals(List.of("Long"), shelf.find("needle"));
            assertTrue(shelf.snippet("word").length() < 1_000);
            assertTrue(shelf.snippet("title:wide").length() < 1_000);
            assertEquals(List.of("Wide"), shelf.find("xxx*"));
            assertTrue(shelf.snippet("xxx*").length() < 1_000);
        }
    }

    @Test
    void hugeNamesAndNumbersAreCut() throws IOException {
        String huge = "é".repeat(40_000);
        Work work = Work.of(1, "Huge").within(huge).known(huge).heard(huge).by(huge);
        try (Shelf shelf = new Shelf(folder, work)) {
            assertEquals(1, shelf.counts("", "collection").size());
            assertEquals(List.of("Huge"), shelf.find("*"));
        }
    }

    @Test
    void controlCharactersNeverReachAScreen() throws IOException {
        Work work =
                Work.of(1, "Red \u001b[31m tape\u0000\u0085 \ud800 end")
                        .about("bell \u0007 and\u2028line\nnext \u001b]0;title\u0007")
                        .within("a\u001fb\u001e");
        try (Shelf shelf = new Shelf(folder, work)) {
            Found.Hit hit = shelf.ask("bell").hits().getFirst();
            String shown = hit.title() + hit.snippet() + shelf.counts("", "collection");
            assertFalse(shown.codePoints().anyMatch(Character::isISOControl), shown);
            assertTrue(hit.snippet().startsWith("[bell]"), hit.snippet());
            assertEquals(List.of(hit.title()), shelf.find("tape"));
        }
    }

    @Test
    void rightToLeftTextKeepsItsMarks() throws IOException {
        try (Shelf shelf =
                new Shelf(folder, Work.of(1, "قناة").about("ar", "فيلم عن القاهرة القديمة"))) {
            assertEquals("فيلم عن [القاهرة] القديمة", shelf.snippet("القاهرة"));
        }
    }

    @Test
    void aDateThatIsNoneIsPassedOver() throws IOException {
        Work work = Work.of(1, "Undated").from("produced", "around the war").from("recorded", "");
        try (Shelf shelf = new Shelf(folder, work)) {
            assertEquals("", shelf.ask("undated").hits().getFirst().year());
        }
    }
}
