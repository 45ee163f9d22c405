package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LanguagesTest {
    @ParameterizedTest
    @CsvSource({
        "fr,fr",
        "fre,fr",
        "fra,fr",
        "French,fr",
        "français,fr",
        "Französisch,fr",
        "GERMAN,de",
        "ger,de",
        "Deutsch,de",
        "en-gb,en-GB",
        "pt_BR,pt-BR",
        "eng-US,en-US",
        "cmn,zh",
        "gsw,gsw",
        "zxx,zxx",
        "no dialogue,zxx",
        "svenska,sv",
    })
    void areKnownByManyNames(String said, String tag) {
        assertEquals(tag, Languages.tag(said).orElse("(nothing)"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Klingonish", "", "??", "x", "qqqq", "French and English"})
    void areNotGuessed(String said) {
        assertEquals("(nothing)", Languages.tag(said).orElse("(nothing)"));
    }
}
