package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.util.stream.IntStream;

/// Pieces so large that two are told ahead.
class SpreadTest {
    private static final long SECOND = 1_000_000_000L;
    private static final int PIECES = 20;

    private long now = 5;
    private final Spread spread = new Spread(PIECES, 1 << 20, () -> now);
    private final Spread.Part one = spread.new Part();
    private final Spread.Part other = spread.new Part();

    private static void take(Spread.Part part, int... pieces) {
        for (int piece : pieces) {
            assertTrue(part.got(piece));
        }
    }

    @Test
    void eachIsToldOfOtherPieces() {
        assertArrayEquals(new int[] {0, 1}, one.news());
        assertArrayEquals(new int[] {2, 3}, other.news());
        assertArrayEquals(new int[] {}, one.news(), "it has not taken what it was told of");
        take(one, 0);
        assertArrayEquals(new int[] {4}, one.news());
    }

    @Test
    void whatSomebodyHasFromOthersIsNotToldAgain() {
        take(other, 0, 1, 2);
        assertArrayEquals(new int[] {3, 4}, one.news());
    }

    /// As fast as it takes them.
    @Test
    void whoWaitsForUsIsToldOfTwiceAsMany() {
        take(one, one.news());
        assertEquals(4, one.news().length);
        take(one, 2, 3, 4, 5);
        assertEquals(8, one.news().length);
    }

    @Test
    void whoIsAloneIsToldOfAll() {
        one.news();
        assertFalse(one.toldAll());
        other.leave();
        now += SECOND / 10;
        assertEquals(0, one.news().length);
        now += SECOND / 5;
        assertArrayEquals(IntStream.range(2, PIECES).toArray(), one.news());
        assertTrue(one.toldAll());
    }

    @Test
    void whoDoesNotComeOnIsToldOfAll() {
        one.news();
        now += 6 * SECOND;
        assertEquals(0, one.news().length, "it may wait for a slot");
        take(one, 0, 1);
        IntStream.range(2, PIECES).forEach(other::got);
        assertEquals(0, one.news().length, "others have all else");
        now += 6 * SECOND;
        assertEquals(PIECES - 2, one.news().length, "and do not give it");
    }

    @Test
    void whatWasPromisedAndNotTakenIsAnybodysAgain() {
        one.news();
        now += 21 * SECOND;
        take(other, IntStream.range(2, PIECES).toArray());
        assertArrayEquals(new int[] {0, 1}, other.news());
    }

    @Test
    void itIsDoneWhenOthersHaveAll() {
        byte[] bits = {(byte) 0xFF, (byte) 0xFF, (byte) 0xE0};
        one.had(bits);
        assertFalse(spread.done());
        take(other, PIECES - 1);
        assertTrue(spread.done());
        assertFalse(other.got(PIECES));
        assertFalse(other.got(-1));
    }
}
