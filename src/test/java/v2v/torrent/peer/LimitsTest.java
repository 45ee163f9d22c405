package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

class LimitsTest {
    @ParameterizedTest
    @CsvSource({
        "22:00, 06:00, 21:59, 1",
        "22:00, 06:00, 22:00, 9",
        "22:00, 06:00, 03:00, 9",
        "22:00, 06:00, 06:00, 1",
        "01:00, 06:00, 00:59, 1",
        "01:00, 06:00, 05:59, 9",
        "01:00, 06:00, 12:00, 1",
        "00:00, 00:00, 00:00, 1"
    })
    void theNightIsFromTo(String from, String to, String at, long rate) {
        ZoneId zone = ZoneId.of("Europe/Vienna");
        Limits limits = new Limits(1, 9, LocalTime.parse(from), LocalTime.parse(to), zone);
        Instant moment =
                LocalTime.parse(at).atDate(java.time.LocalDate.EPOCH).atZone(zone).toInstant();
        assertEquals(rate, limits.now(moment));
    }
}
