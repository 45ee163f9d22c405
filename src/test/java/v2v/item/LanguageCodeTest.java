package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageCodeTest {
    @ParameterizedTest
    @CsvSource({"ger,de", "deu,de", "heb,he", "gsw,gsw", "por-br,pt-BR", "und,", "English,", ","})
    void whatAHeaderSays(String header, String tag) {
        assertEquals(tag, LanguageCode.bcp47(header));
    }

    @ParameterizedTest
    @CsvSource({
        "de,ger",
        "de-CH,ger",
        "en,eng",
        "fr-CA,fre",
        "he,heb",
        "gsw,gsw",
        "zxx,zxx",
        "und,und",
        "nds,nds",
        "sr-Latn,srp",
        "x-private,und",
        "xx,und",
        ",und"
    })
    void librariesHaveTheirOwnLetters(String tag, String three) {
        assertEquals(three, LanguageCode.library(tag));
    }

    @Test
    void silenceHasNoLanguage() {
        assertNull(LanguageCode.bcp47("  "));
    }
}
