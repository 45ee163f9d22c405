package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import java.util.List;

class PersonTest {
    @Test
    void wordsForTheBooksAreOneLine() {
        assertEquals(
                "a  [31mred  doubt", Person.words("--why", " a \u001b[31mred\r\ndoubt\u202e "));
        assertEquals("x".repeat(1000), Person.words("--why", "x".repeat(1000)));
    }

    @Test
    void noWordsAndTooManyAreNotTaken() {
        assertEquals("--by: there are no words in it", refused(" \u0007\u200b "));
        assertEquals(
                "--by: 1001 letters; a line of the audit log takes 1000",
                refused("x".repeat(1001)));
    }

    @Test
    void signsAreNoWords() {
        for (String signs : List.of("\ufe0f\u034f", "\u00a0", "...", "\u2800", "\ud83c\udf89")) {
            assertEquals("--by: there are no words in it", refused(signs));
        }
    }

    @Test
    void neitherSetOfControlCharactersReachesTheScreen() {
        assertEquals("a b 31mc d e f", Screen.plain("a\u001bb\u009b31mc\u2028d\u2029e\u0085f"));
    }

    @Test
    void aSentenceWithoutACodeEndsBeforeIt() {
        assertEquals("a.mov: REASON", Screen.sentence(null, "a.mov", "REASON", null));
    }

    private static String refused(String typed) {
        return String.valueOf(
                assertThrows(
                                CommandLine.ParameterException.class,
                                () -> Person.words("--by", typed))
                        .getMessage());
    }
}
