package v2v.rights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlugTest {
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "Harbour at dawn,harbour-at-dawn",
                "Große Straße,grosse-strasse",
                "Ærøskøbing,aeroskobing",
                "Łódź i Đakovo,lodz-i-dakovo",
                "Ça c'est l'été,ca-cest-lete",
                "Йошкар-Ола: Щука,ioshkar-ola-shchuka",
                "Ἑλλάς και Θράκη,ellas-kai-thraki",
                "ﬁlm №3 ½,film-no3-1-2",
                "東京物語,untitled",
                "../../etc/passwd,etc-passwd",
                "CON,con-untitled",
                "com1,com1-untitled",
                "---,untitled",
                "İstanbul,istanbul",
                "😀,untitled",
                "a\u0000b,a-b",
            })
    void isAsciiAndShort(String title, String slug) {
        assertEquals(slug, Slug.of(title));
    }

    @Test
    void endsAtAWord() {
        String slug =
                Slug.of("a very long title that never seems to end and goes on and on and on");
        assertEquals("a-very-long-title-that-never-seems-to-end-and-goes-on-and-on", slug);
        assertEquals(60, Slug.of("x".repeat(5000)).length());
    }

    @Test
    void everyCharacterGivesALegalName() {
        for (int letter = 0; letter < 0x20000; letter++) {
            String slug = Slug.of(Character.toString(letter));
            assertTrue(slug.matches("[a-z0-9]+(-[a-z0-9]+)*"), () -> "wrong: " + slug);
        }
    }
}
