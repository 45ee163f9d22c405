package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.ledger.Keeping;
import v2v.torrent.census.Stranger;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;

/// `release.keep`: a node lets go of what real clients hold, and never of what they only say they
/// hold.
class KeepFaultIT {
    private static final String KEEP = "until-seeds >= 2 for 20s";

    private static final int FILES = 400;

    @TempDir Path folder;

    @Test
    void whatTwoOthersHoldGoesAndComesBack() throws Exception {
        try (KeptWorld world = new KeptWorld(folder, KEEP, 1)) {
            byte[] film = Files.readAllBytes(world.film());
            world.node();
            world.seed("127.0.0.2");
            Process second = world.seed("127.0.0.3");
            world.until("it goes", 120, () -> world.state() == Keeping.State.AWAY);
            world.assertAway();
            itIsSaid(world);
            theWebBringsItBack(world, film);
            aSeedThatVanishesBringsItBack(world, second);
        }
    }

    private static void itIsSaid(KeptWorld world) throws Exception {
        Typed check = world.type("check", "--json");
        assertEquals(0, check.status(), check.out());
        Map<?, ?> release =
                check.objects().stream()
                        .filter(o -> "release".equals(o.get("what")))
                        .findFirst()
                        .orElseThrow();
        Map<?, ?> kept = (Map<?, ?>) Objects.requireNonNull(release.get("keptBy"));
        assertEquals(2, kept.get("seeds"));
        String status = world.type("status").out();
        assertTrue(status.contains("away     1 kept by others, 4,002,000 bytes freed"), status);
        String show = world.type("show", world.id).out();
        assertTrue(show.contains("kept      by 2 others since "), show);
        String audit = world.type("audit", world.id).out();
        assertTrue(audit.contains("let-go"), audit);
        String page = new String(world.get("/").body(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(page.contains(world.release.getFileName().toString()), page);
        Files.delete(world.release.resolve("README.txt"));
        Typed damaged = world.type("check", "--json");
        assertEquals(3, damaged.status(), damaged.out());
        Files.write(world.release.resolve("README.txt"), v2v.torrent.Bytes.of(300));
    }

    private static void theWebBringsItBack(KeptWorld world, byte[] film) throws Exception {
        // a torrent program that asks for the middle has peers
        assertEquals(503, world.get(world.filmPath(), "Range", "bytes=5000-6000").statusCode());
        assertEquals(null, world.row().orElseThrow().wanted());
        assertEquals(404, world.get(world.filmPath() + "2").statusCode());
        var first = world.get(world.filmPath());
        assertEquals(503, first.statusCode());
        assertEquals("300", first.headers().firstValue("Retry-After").orElse(""));
        world.until("it is back", 90, () -> world.state() == Keeping.State.HERE);
        var then = world.get(world.filmPath());
        assertEquals(200, then.statusCode());
        assertArrayEquals(film, then.body());
        world.assertWhole();
        assertTrue(world.type("audit", world.id).out().contains("brought-back"));
    }

    private static void aSeedThatVanishesBringsItBack(KeptWorld world, Process seed)
            throws Exception {
        world.until("it goes again", 120, () -> world.state() == Keeping.State.AWAY);
        world.assertAway();
        seed.destroyForcibly().waitFor();
        world.until("it is back by itself", 120, () -> world.state() == Keeping.State.HERE);
        world.assertWhole();
    }

    /// One that holds it, and four that only say so.
    @Test
    void nothingGoesForLiars() throws Exception {
        try (KeptWorld world = new KeptWorld(folder, KEEP, 0)) {
            world.node();
            world.seed("127.0.0.2");
            try (Stranger wrong = liar(world, "127.0.0.4", Stranger.Manner.GIVES_OTHER_BYTES);
                    Stranger shut = liar(world, "127.0.0.5", Stranger.Manner.NEVER_UNCHOKES);
                    Stranger near = liar(world, "127.0.0.2", Stranger.Manner.HONEST);
                    Stranger here = liar(world, "127.0.0.1", Stranger.Manner.HONEST)) {
                for (Stranger liar : new Stranger[] {wrong, shut, near, here}) {
                    world.announce(liar.address());
                }
                world.announce(new InetSocketAddress(InetAddress.getByName("127.0.0.6"), 9));
                world.until(
                        "it is looked at",
                        90,
                        () -> world.row().filter(r -> r.copies().seeds() == 1).isPresent());
                long end = System.nanoTime() + 60_000_000_000L;
                while (System.nanoTime() < end) {
                    Keeping.Row row = world.row().orElseThrow();
                    assertEquals(Keeping.State.HERE, row.state());
                    assertEquals(1, row.copies().seeds());
                    Thread.sleep(500);
                }
                world.assertWhole();
            }
        }
    }

    private static Stranger liar(KeptWorld world, String address, Stranger.Manner manner)
            throws Exception {
        return new Stranger(address, manner, world.metainfo, world.release);
    }

    /// Many small files take a while to remove, and to put back.
    @Test
    void aNodeThatDiesInBetweenLosesNothing() throws Exception {
        Random random = new Random(11);
        try (KeptWorld world = new KeptWorld(folder, KEEP, FILES - 1)) {
            Process node = world.node();
            world.seed("127.0.0.2");
            world.seed("127.0.0.3");
            world.until("it goes", 180, () -> world.files() < FILES);
            node.destroyForcibly().waitFor();
            System.err.println("killed with " + world.files() + " files left");
            assertTrue(world.files() > 0, "some files are left");
            assertEquals(Keeping.State.GOING, world.state());
            node = world.node();
            world.until("it is away", 60, () -> world.state() == Keeping.State.AWAY);
            world.assertAway();
            assertEquals(503, world.get(world.filmPath()).statusCode());
            Thread.sleep(random.nextInt(1500));
            node.destroyForcibly().waitFor();
            node = world.node();
            world.until("it is on its way", 180, () -> world.files() > 0);
            node.destroyForcibly().waitFor();
            System.err.println("killed on the way back, " + world.files() + " files there");
            assertEquals(Keeping.State.AWAY, world.state());
            Typed recalled = world.type("recall", world.id);
            assertEquals(0, recalled.status(), recalled.err());
            assertEquals("brought back " + world.id, recalled.out().strip());
            assertEquals(Keeping.State.HERE, world.state());
            world.assertWhole();
            assertEquals("here already " + world.id, world.type("recall", world.id).out().strip());
            String library = world.library.root().toString();
            Typed audit = Typed.of(List.of("audit", "verify", "--library", library));
            assertTrue(audit.out().contains("whole"), audit.out() + audit.err());
        }
    }
}
