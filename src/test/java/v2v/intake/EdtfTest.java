package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.DateTimeException;
import java.time.Instant;

class EdtfTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1987|1987",
                "1987-05|1987-05",
                " 1987-05-03 |1987-05-03",
                "1987?|1987?",
                "1987-05~|1987-05~",
                "198X|198X",
                "1980s|198X",
                "1980er|198X",
                "c. 1987|1987~",
                "circa 1987|1987~",
                "1987/1989|1987/1989",
                "1987-05/..|1987-05/..",
                "1987/05/03|1987-05-03",
                "19870503|1987-05-03",
                "1987-05-03T20:15:00Z|1987-05-03",
                "17/05/1987|1987-05-17",
                "05/17/1987|1987-05-17",
                "04.04.1987|1987-04-04",
                "3 May 1987|1987-05-03",
                "May 3, 1987|1987-05-03",
                "3. Mai 1987|1987-05-03",
                "3 mai 1987|1987-05-03",
                "14 août 1987|1987-08-14",
            })
    void isReadInTheOneWayItCanBe(String said, String edtf) {
        assertEquals(edtf, Edtf.of(said).orElse("(nothing)"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "03/05/1987",
                "3.5.87",
                "1987-02-31",
                "1987-13",
                "31/02/1987",
                "spring",
                "",
                "../..",
                "87",
                "20101301"
            })
    void isLeftAloneWhenItIsNoDateOrTwo(String said) {
        assertEquals("(nothing)", Edtf.of(said).orElse("(nothing)"));
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-01,2030-01-01T12:00:00Z",
        "1 January 2030,2030-01-01T12:00:00Z",
        "2030-01-01T00:00:00+01:00,2029-12-31T23:00:00Z",
    })
    void anEmbargoEndsWhenTheDayHasBegunEverywhere(String said, String until) {
        assertEquals(Instant.parse(until), Edtf.embargo(said));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2030", "2030-01", "01/02/2030", "2030-01-01T00:00:00", "2030-01-01?"})
    void anEmbargoThatIsNotCertainIsNone(String said) {
        assertThrows(DateTimeException.class, () -> Edtf.embargo(said));
    }
}
