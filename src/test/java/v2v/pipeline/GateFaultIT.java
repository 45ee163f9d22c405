package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// No sequence of commands, restarts, crashes and clock jumps lets a work out that has an open
/// hold, a running embargo, too few approvals or stale ones, or a licence that is none.
///
/// The rooms are the real ones, on a real ledger; only what FFmpeg would make is written by hand.
/// What may go out is decided a second time by [GateWorld], which keeps its own books.
class GateFaultIT {
    private static final int SEQUENCES = Integer.getInteger("v2v.sequences", 10_000);
    private static final int WORLDS = 2;
    private static final int MOST_COMMANDS = 24;

    @Test
    void noSequenceLetsOutWhatMustStayIn() throws InterruptedException, ExecutionException {
        long seed = Long.getLong("v2v.seed", System.nanoTime());
        System.out.println("GateFaultIT: repeat with -Dv2v.seed=" + seed);
        try (var worlds = Executors.newFixedThreadPool(WORLDS)) {
            List<Future<Integer>> ends = new ArrayList<>();
            for (int world = 0; world < WORLDS; world++) {
                long first = seed + (long) world * SEQUENCES;
                ends.add(worlds.submit(() -> sequences(first)));
            }
            for (Future<Integer> end : ends) {
                assertEquals(SEQUENCES / WORLDS, end.get());
            }
        }
    }

    private static int sequences(long seed) throws IOException {
        int done = 0;
        try (GateWorld world = new GateWorld()) {
            for (; done < SEQUENCES / WORLDS; done++) {
                Random dice = new Random(seed + done);
                world.begin(done, dice);
                for (int n = 6 + dice.nextInt(MOST_COMMANDS - 6); n > 0; n--) {
                    world.command(dice);
                }
            }
            assertEquals(null, world.audited().fault());
            System.out.println("GateFaultIT: " + world.tally());
            // a door that is never opened would pass all of the above
            assertTrue(world.count("released") > done / 10, "too few got out");
            for (String reason : GateWorld.REASONS) {
                assertTrue(world.count(reason) > done / 100, "too seldom: " + reason);
            }
        }
        return done;
    }
}
