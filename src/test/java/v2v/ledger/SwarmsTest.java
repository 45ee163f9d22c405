package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Carried;
import v2v.item.Library;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

class SwarmsTest {
    private static final LocalDate NEW_YEARS_EVE = LocalDate.of(2026, 12, 31);
    private static final String FILM = "a".repeat(40);
    private static final String TAPE = "b".repeat(40);

    @TempDir Path folder;

    @Test
    void daysAddUpAndYearsAreApart() throws IOException {
        Library library = new Library(folder);
        try (Ledger ledger = Ledger.own(library).orElseThrow()) {
            Swarms swarms = ledger.swarms();
            swarms.add(NEW_YEARS_EVE, List.of(new Carried(FILM, 1, 100, 70, 3, 9)));
            swarms.add(NEW_YEARS_EVE, List.of(new Carried(FILM, 2, 200, 30, 5, 4)));
            swarms.add(
                    NEW_YEARS_EVE.plusDays(1),
                    List.of(new Carried(FILM, 4, 400, 1, 1, 1), new Carried(TAPE, 1, 0, 5, 0, 0)));
            assertEquals(
                    List.of(new Carried(FILM, 7, 700, 101, 5, 9), new Carried(TAPE, 1, 0, 5, 0, 0)),
                    swarms.sums());
        }
        try (View view = View.of(library).orElseThrow()) {
            assertEquals(
                    List.of(new Swarms.Fared(new Carried(FILM, 3, 300, 100, 5, 9), null, null)),
                    view.carried(LocalDate.of(2026, 1, 1), NEW_YEARS_EVE));
        }
    }
}
