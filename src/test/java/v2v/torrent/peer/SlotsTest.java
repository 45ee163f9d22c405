package v2v.torrent.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import v2v.torrent.Site;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

class SlotsTest {
    private final Slots slots = new Slots(16);

    private static final class Peer implements Slots.Seeker {
        private final Site site;
        private final Object torrent;
        private long stalled;

        Peer(String address, Object torrent) throws Exception {
            this.site = Site.of(InetAddress.getByName(address));
            this.torrent = torrent;
        }

        @Override
        public Site site() {
            return site;
        }

        @Override
        public Object torrent() {
            return torrent;
        }

        @Override
        public long stalled(long now) {
            return stalled;
        }
    }

    private List<Peer> crowd(int count, String address) throws Exception {
        List<Peer> crowd = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Peer peer = new Peer(address, "film");
            slots.ask(peer);
            crowd.add(peer);
        }
        return crowd;
    }

    private long holding(List<Peer> peers) {
        return peers.stream().filter(slots::holds).count();
    }

    @Test
    void oneAddressLeavesAQuarterToOthers() throws Exception {
        List<Peer> greedy = crowd(200, "192.0.2.1");
        assertEquals(12, holding(greedy));
        Peer other = new Peer("192.0.2.2", "film");
        slots.ask(other);
        assertTrue(slots.holds(other));
    }

    @Test
    void aNetworkIsOneAddress() throws Exception {
        List<Peer> greedy = new ArrayList<>();
        for (int i = 1; i < 100; i++) {
            Peer peer = new Peer("2001:db8:0:1::" + Integer.toHexString(i), "film");
            slots.ask(peer);
            greedy.add(peer);
        }
        assertEquals(12, holding(greedy));
    }

    @Test
    void whoDoesNotReadHoldsNothing() throws Exception {
        List<Peer> mute = new ArrayList<>();
        for (int i = 1; i <= 16; i++) {
            mute.addAll(crowd(1, "192.0.2." + i));
        }
        Peer good = new Peer("198.51.100.1", "film");
        slots.ask(good);
        assertFalse(slots.holds(good), "all are taken");
        mute.forEach(peer -> peer.stalled = TimeUnit.SECONDS.toNanos(11));
        slots.tick(System.nanoTime());
        assertTrue(slots.holds(good));
        assertEquals(0, holding(mute));
    }

    @Test
    void whoReadsSlowlyKeepsItsTurn() throws Exception {
        List<Peer> slow = crowd(12, "192.0.2.1");
        slow.addAll(crowd(4, "192.0.2.2"));
        slow.forEach(peer -> peer.stalled = TimeUnit.MINUTES.toNanos(1));
        slots.tick(System.nanoTime());
        assertEquals(16, holding(slow), "nobody waits");
        slots.ask(new Peer("192.0.2.2", "film"));
        slow.forEach(peer -> peer.stalled = TimeUnit.SECONDS.toNanos(8));
        slots.tick(System.nanoTime());
        assertEquals(16, holding(slow), "a gulp every some seconds");
    }

    @Test
    void aTurnEndsWhenOthersWait() throws Exception {
        List<Peer> many = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            many.addAll(crowd(1, "192.0.2." + i));
        }
        List<Peer> first = many.stream().filter(slots::holds).toList();
        assertEquals(16, first.size());
        long now = System.nanoTime();
        slots.tick(now + TimeUnit.SECONDS.toNanos(14));
        assertEquals(16, holding(first));
        slots.tick(now + TimeUnit.SECONDS.toNanos(16));
        assertEquals(0, holding(first));
        assertEquals(16, holding(many));
    }

    @Test
    void noTurnEndsForNobody() throws Exception {
        List<Peer> few = crowd(3, "192.0.2.1");
        slots.tick(System.nanoTime() + TimeUnit.HOURS.toNanos(1));
        assertEquals(3, holding(few));
    }

    @Test
    void aTorrentThatHoldsNoneComesFirst() throws Exception {
        List<Peer> famous = new ArrayList<>();
        for (int i = 1; i <= 30; i++) {
            famous.addAll(crowd(1, "192.0.2." + i));
        }
        Peer rare = new Peer("198.51.100.1", "another film");
        slots.ask(rare);
        assertFalse(slots.holds(rare));
        slots.leave(famous.stream().filter(slots::holds).findFirst().orElseThrow());
        assertTrue(slots.holds(rare));
    }

    @Test
    void whoHoldsManyGivesToWhoHasNone() throws Exception {
        List<Peer> one = crowd(12, "192.0.2.1");
        crowd(4, "192.0.2.2");
        Peer late = new Peer("192.0.2.3", "film");
        slots.ask(late);
        assertFalse(slots.holds(late));
        slots.tick(System.nanoTime() + TimeUnit.SECONDS.toNanos(3));
        assertTrue(slots.holds(late));
        assertEquals(11, holding(one));
    }
}
