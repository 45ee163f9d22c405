package v2v.torrent.census;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.BadConfig;
import v2v.item.Copies;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

class KeepTest {
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);

    @TempDir Path folder;

    /// Looks as `hour:found`, then the moment at which it is asked.
    @ParameterizedTest(name = "[{index}] {4}")
    @CsvSource({
        "0:3 24:3 48:3, 48, true, 3, exactly two days",
        "0:3 24:3 47:3, 47, false, 3, an hour less",
        "0:3, 48, false, 3, one look is no run",
        "0:3 24:2 48:3 72:3, 72, false, 3, fewer begin it anew",
        "0:3 24:2 48:3 72:3 96:3, 96, true, 3, and then it takes all of it again",
        "0:3 24:3 48:2, 48, false, 2, fewer at the end",
        "0:9 24:3 48:4, 48, true, 4, never fewer than three",
        "0:3 48:3, 48, true, 3, a pause of two days is none",
        "0:3 49:3, 49, false, 3, a longer one begins it anew",
        "0:3 49:3 73:3 97:3, 97, true, 3, and then it takes all of it again",
        "0:3 24:3 48:3, 71, true, 3, the last look is of this day",
        "0:3 24:3 48:3, 72, false, 3, the last look is of yesterday",
    })
    void aCopyMayGoAfterARunOfLooks(
            String looks, int hour, boolean may, int seeds, String because) {
        Keep.UntilSeeds rule = new Keep.UntilSeeds(3, DAY.multipliedBy(2));
        Copies copies = Copies.UNSEEN;
        for (String look : looks.split(" ", -1)) {
            String[] parts = look.split(":", -1);
            Instant at = START.plus(Duration.ofHours(Long.parseLong(parts[0])));
            copies = rule.after(copies, Integer.parseInt(parts[1]), at);
        }
        assertEquals(may, rule.mayGo(copies, START.plus(Duration.ofHours(hour))), because);
        assertEquals(seeds, copies.seeds());
    }

    @Test
    void nobodyKnowsOfWhatNobodyLookedAt() {
        Keep.UntilSeeds rule = new Keep.UntilSeeds(2, DAY);
        assertFalse(rule.mayGo(Copies.UNSEEN, START));
        assertEquals(START, rule.due(Copies.UNSEEN, START));
    }

    /// An operator who asks for more is not told by looks that asked for less.
    @Test
    void aHigherNumberBeginsTheRunAnew() {
        Keep.UntilSeeds three = new Keep.UntilSeeds(3, DAY);
        Keep.UntilSeeds five = new Keep.UntilSeeds(5, DAY);
        Copies copies = three.after(Copies.UNSEEN, 3, START);
        copies = five.after(copies, 5, START.plus(DAY));
        assertFalse(five.mayGo(copies, START.plus(DAY)));
        copies = five.after(copies, 5, START.plus(DAY.multipliedBy(2)));
        assertTrue(five.mayGo(copies, START.plus(DAY.multipliedBy(2))));
    }

    /// A clock that was set back vouches for nothing.
    @Test
    void aLookInTheFutureBeginsTheRunAnew() {
        Keep.UntilSeeds rule = new Keep.UntilSeeds(2, DAY);
        Copies copies = rule.after(Copies.UNSEEN, 2, START);
        copies = rule.after(copies, 2, START.plus(DAY));
        assertFalse(rule.mayGo(copies, START));
        copies = rule.after(copies, 2, START.plusSeconds(5));
        assertEquals(START.plusSeconds(5), copies.since());
    }

    @Test
    void fewerThanEnoughMustComeBack() {
        Keep.UntilSeeds rule = new Keep.UntilSeeds(2, DAY);
        assertTrue(rule.mustReturn(rule.after(Copies.UNSEEN, 1, START)));
        assertFalse(rule.mustReturn(rule.after(Copies.UNSEEN, 2, START)));
    }

    @ParameterizedTest
    @CsvSource({"P30D, PT24H, PT48H", "PT24H, PT24H, PT48H", "PT20S, PT5S, PT70S"})
    void shortTimesAreLookedAtMoreOften(Duration span, Duration pace, Duration gap) {
        Keep.UntilSeeds rule = new Keep.UntilSeeds(2, span);
        assertEquals(pace, rule.pace());
        assertEquals(gap, rule.gap());
    }

    private Settings settings(String value) throws IOException {
        return Settings.read(
                Files.writeString(
                        folder.resolve("v2v.properties"), "\nrelease.keep = " + value + "\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "until-seeds >= 5 for 30d, 5, P30D",
        "until-seeds>=2 for 20s, 2, PT20S",
        "until-seeds >= 3 for 12h, 3, PT12H",
        "until-seeds >= 3 for 90m, 3, PT90M",
    })
    void theSettingIsRead(String text, int seeds, Duration span) throws IOException {
        assertEquals(new Keep.UntilSeeds(seeds, span), Keep.read(settings(text)));
    }

    @Test
    void nothingGoesUnlessSomebodySaysSo() throws IOException {
        assertEquals(new Keep.Always(), Keep.read(Settings.none()));
        assertEquals(new Keep.Always(), Keep.read(settings("always")));
    }

    @ParameterizedTest
    @CsvSource({
        "never, expected always",
        "until-seeds >= 5, expected always",
        "until-seeds > 5 for 30d, expected always",
        "until-seeds >= 5 for 30w, expected always",
        "until-seeds >= 5 for 99999999d, expected always",
        "until-seeds >= 1 for 30d, one other seed is too few",
        "until-seeds >= 0 for 30d, one other seed is too few",
        "until-seeds >= 5 for 0d, expected a time such as 30d",
    })
    void anotherSpellingIsNamedByItsLine(String text, String sentence) throws IOException {
        Settings settings = settings(text);
        BadConfig bad = assertThrows(BadConfig.class, () -> Keep.read(settings));
        String said = String.valueOf(bad.getMessage());
        assertTrue(said.contains("v2v.properties:2: release.keep: " + sentence), said);
    }
}
