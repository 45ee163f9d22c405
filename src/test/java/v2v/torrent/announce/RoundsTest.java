package v2v.torrent.announce;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

class RoundsTest {
    private final Map<Integer, Long> given = new HashMap<>();
    private long now = 1;
    private final Rounds rounds = new Rounds(new Archive(), () -> now);

    private final class Archive implements Rounds.Subject {
        @Override
        public void tell(byte[] hash) throws IOException {
            throw new IOException("these tests take turns by hand");
        }

        @Override
        public long given(byte[] hash) {
            return given.getOrDefault(number(hash), 0L);
        }
    }

    private static byte[] hash(int number) {
        return ByteBuffer.allocate(20).putInt(number).array();
    }

    private static int number(byte[] hash) {
        return ByteBuffer.wrap(hash).getInt();
    }

    private static List<byte[]> hashes(int from, int to) {
        return IntStream.range(from, to).mapToObj(RoundsTest::hash).toList();
    }

    private List<Integer> taken(int most) {
        List<Integer> taken = new ArrayList<>();
        for (int i = 0; i < most; i++) {
            byte[] hash = rounds.take();
            if (hash == null) {
                break;
            }
            taken.add(number(hash));
        }
        return taken;
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    @Test
    void eachHasItsTurnAndThenRests() {
        rounds.add(hashes(0, 5), false);
        assertEquals(List.of(0, 1, 2, 3, 4), taken(9));
        assertNull(rounds.take());
        pass(Duration.ofMinutes(24));
        assertNull(rounds.take());
        pass(Duration.ofMinutes(2));
        assertEquals(List.of(0, 1, 2, 3, 4), taken(9));
    }

    @Test
    void whatIsNewComesFirst() {
        rounds.add(hashes(0, 5), false);
        assertEquals(List.of(0, 1), taken(2));
        rounds.add(hashes(7, 9), true);
        assertEquals(List.of(7, 8, 2, 3, 4), taken(9));
    }

    @Test
    void whatPeersAskForIsToldAgainBeforeItIsForgotten() {
        rounds.add(hashes(0, 1000), false);
        taken(100); // 0 to 99; the others wait
        given.put(42, 1L);
        pass(Duration.ofMinutes(26));
        assertTrue(taken(2).contains(42));
        pass(Duration.ofMinutes(26));
        assertTrue(taken(2).contains(42), "for a day it is");
        pass(Duration.ofHours(25));
        assertTrue(!taken(10).contains(42), "then it has its turn like the others");
    }

    @Test
    void nobodyWaitsForEver() {
        rounds.add(hashes(0, 2000), false);
        taken(1000);
        IntStream.range(0, 1000).forEach(i -> given.put(i, 1L));
        pass(Duration.ofMinutes(26));
        List<Integer> next = taken(400);
        assertEquals(300, next.stream().filter(number -> number < 1000).count());
        assertEquals(
                IntStream.range(1000, 1100).boxed().toList(),
                next.stream().filter(number -> number >= 1000).toList());
    }

    @Test
    void whatIsOfferedNoMoreIsToldNoMore() {
        rounds.add(hashes(0, 3), false);
        given.put(1, -1L);
        assertEquals(List.of(0, 2), taken(9));
        pass(Duration.ofMinutes(26));
        given.put(1, 5L);
        assertEquals(List.of(0, 2), taken(9), "it was forgotten");
    }

    @Test
    @Timeout(30)
    void goesOnByItselfAfterNobodyWasThere() throws Exception {
        BlockingQueue<byte[]> told = new LinkedBlockingQueue<>();
        List<byte[]> failed = new ArrayList<>();
        Rounds.Subject network =
                new Rounds.Subject() {
                    @Override
                    public void tell(byte[] hash) throws IOException {
                        synchronized (failed) {
                            if (failed.isEmpty()) {
                                failed.add(hash);
                                throw new IOException("nobody is there yet");
                            }
                        }
                        told.add(hash);
                    }

                    @Override
                    public long given(byte[] hash) {
                        return 0;
                    }
                };
        try (Rounds telling = new Rounds(network)) {
            telling.add(hashes(3, 4), true);
            byte[] hash = told.poll(20, TimeUnit.SECONDS);
            assertArrayEquals(hash(3), hash);
            assertNull(told.poll(200, TimeUnit.MILLISECONDS), "once");
        }
    }
}
