package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;

/// Whom we know, and who we are.
class TableTest {
    private final Random random = new Random(3);
    private Instant now = Instant.EPOCH.plus(Duration.ofDays(20_000));
    private final InstantSource clock = () -> now;

    private static InetAddress host(int number) {
        try {
            byte[] bytes = {50, (byte) (number >> 16), (byte) (number >> 8), (byte) number};
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static InetSocketAddress at(int number) {
        return new InetSocketAddress(host(number), 6881);
    }

    private Contact contact(Id self, int bits, int number) {
        return new Contact(self.beside(bits, random), at(number));
    }

    @Test
    void whoAnswersStaysAndWhoDoesNotIsReplaced() {
        Id self = Id.random(random);
        Table table = new Table(self, clock);
        for (int i = 0; i < 20; i++) {
            table.answered(contact(self, 0, i));
        }
        assertEquals(Table.K, table.good());
        List<Contact> first = table.nearest(self, Scope.PUBLIC);
        assertTrue(first.stream().allMatch(c -> at(c.address().getAddress()) < Table.K));
        table.answered(contact(self, 9, 100));
        assertEquals(Table.K + 1, table.good(), "near us there is room");
        InetSocketAddress gone = first.getFirst().address();
        table.silent(gone);
        assertTrue(known(table, self, gone) || table.good() == Table.K);
        table.silent(gone);
        assertFalse(known(table, self, gone), "one that waited has its place");
        assertEquals(Table.K + 1, table.good());
    }

    private static int at(InetAddress address) {
        return address.getAddress()[3];
    }

    private static boolean known(Table table, Id near, InetSocketAddress address) {
        return table.nearest(near, Scope.PUBLIC).stream()
                .anyMatch(contact -> contact.address().equals(address));
    }

    @Test
    void oneAddressIsOneNode() {
        Id self = Id.random(random);
        Table table = new Table(self, clock);
        for (int i = 0; i < 50; i++) {
            table.answered(new Contact(Id.random(random), new InetSocketAddress(host(1), 1 + i)));
        }
        assertEquals(1, table.good());
        Contact liar = new Contact(table.contacts().getFirst().id(), at(2));
        table.answered(liar);
        assertFalse(known(table, self, at(2)), "a known id does not move");
        table.answered(new Contact(self, at(3)));
        assertFalse(known(table, self, at(3)), "nobody else is us");
    }

    @Test
    void nodesBecomeDoubtful() {
        Id self = Id.random(random);
        Table table = new Table(self, clock);
        Contact node = contact(self, 3, 1);
        table.answered(node);
        assertTrue(table.asked(contact(self, 3, 2)), "there is room for another");
        assertFalse(table.asked(node), "it is known");
        assertEquals(List.of(), table.doubtful());
        now = now.plus(Duration.ofMinutes(16));
        assertEquals(0, table.good());
        assertEquals(List.of(node), table.doubtful());
        assertEquals(1, table.stale(random, 9).size());
        assertEquals(0, table.stale(random, 9).size(), "it is looked after");
        assertFalse(table.asked(node));
        assertEquals(1, table.good(), "it asked us, and had answered before");
        table.move(self.beside(3, random));
        assertEquals(1, table.good(), "they are kept when we have another id");
    }

    @Test
    void mostOfSeveralAreBelieved() throws Exception {
        Id before = Id.random(random);
        Identity self = new Identity(before, InetAddress.getByName("0.0.0.0"), random);
        InetAddress us = InetAddress.getByName("124.31.75.21");
        for (int i = 0; i < 20; i++) {
            assertFalse(self.seen(us, host(1)), "one voice, however often");
        }
        for (int i = 2; i < 5; i++) {
            assertFalse(self.seen(us, host(i)));
        }
        assertFalse(self.seen(InetAddress.getByName("10.0.0.1"), host(9)));
        assertEquals(before, self.id());
        assertTrue(self.seen(us, host(5)));
        assertTrue(IdRule.fits(self.id(), us));
        assertFalse(self.seen(us, host(6)), "it fits already");
        assertEquals(us, self.address(Scope.PUBLIC));
        assertNull(self.address(Scope.PRIVATE));
        InetAddress near = InetAddress.getByName("10.0.0.1");
        assertFalse(self.seen(near, InetAddress.getByName("10.0.0.2")));
        assertEquals(near, self.address(Scope.PRIVATE));
        assertNotNull(self.id());
    }
}
