package v2v.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.LocalDate;

class EdtfTest {
    @ParameterizedTest
    @CsvSource({
        "1987, 1987-01-01, 1987-12-31, 1987",
        "1987-05, 1987-05-01, 1987-05-31, 1987",
        "1988-02, 1988-02-01, 1988-02-29, 1988",
        "1987-05-03, 1987-05-03, 1987-05-03, 1987",
        "1987-05-03T20:15:00Z, 1987-05-03, 1987-05-03, 1987",
        "198X, 1980-01-01, 1989-12-31, 1980s",
        "193X, 1930-01-01, 1939-12-31, 1930s",
        "19XX, 1900-01-01, 1999-12-31, 1900–1999",
        "1987~, 1987-01-01, 1987-12-31, c. 1987",
        "1987?, 1987-01-01, 1987-12-31, 1987?",
        "1987%, 1987-01-01, 1987-12-31, c. 1987?",
        "1987-XX-XX, 1987-01-01, 1987-12-31, 1987",
        "1987-05-XX, 1987-05-01, 1987-05-31, 1987",
        "1987-21, 1987-03-01, 1987-05-31, 1987",
        "1987-24, 1987-12-01, 1988-02-29, 1987–1988",
        "1987/1990, 1987-01-01, 1990-12-31, 1987–1990",
        "1987-05/1987-06-02, 1987-05-01, 1987-06-02, 1987",
    })
    void meansTheseDays(String edtf, LocalDate from, LocalDate to, String text) {
        Edtf date = Edtf.parse(edtf).orElseThrow();
        assertEquals(from, LocalDate.ofEpochDay(date.from()));
        assertEquals(to, LocalDate.ofEpochDay(date.to()));
        assertEquals(text, date.text());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "XXXX",
                "..",
                "../..",
                "/",
                "87",
                "1987-13",
                "1987-02-31",
                "1990/1987",
                "1987/x",
                "May 1987",
                "1987-25",
                "1987/1988/1989",
                "9999999999",
                "198",
                "-"
            })
    void isNoDate(String text) {
        assertTrue(Edtf.parse(text).isEmpty(), text);
    }

    @Test
    void anOpenEndReachesAllTheWay() {
        assertEquals("until 1990", Edtf.parse("../1990").orElseThrow().text());
        assertEquals("from 1987", Edtf.parse("1987/..").orElseThrow().text());
        assertEquals("until 1990", Edtf.parse("/1990").orElseThrow().text());
        assertFalse(Edtf.parse("../1990").orElseThrow().closed());
        assertEquals(Long.MIN_VALUE, Edtf.parse("../1990").orElseThrow().from());
    }

    @Test
    void farYearsAreRead() {
        assertEquals(-17_000, Edtf.parse("Y-17000").orElseThrow().firstYear());
        assertEquals(-44, Edtf.parse("-0044").orElseThrow().lastYear());
    }
}
