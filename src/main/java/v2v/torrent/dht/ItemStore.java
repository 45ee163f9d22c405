package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.net.InetAddress;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;

/// Values that others gave us to keep (BEP 44), for two hours. Bounded in all and for one address;
/// kept as bytes, since a value of 1000 bytes can be a tree of 500 parts.
final class ItemStore {
    static final int MOST = 2_000;
    static final int MOST_OF_ADDRESS = 200;

    private static final long LIFE = 2 * 3_600_000;

    private final InstantSource clock;
    private final Map<Id, Kept> items = new HashMap<>();
    private final Map<InetAddress, Integer> addresses = new HashMap<>();

    /// @param owner null for what is stored under its own hash
    private record Kept(Bencode.Text value, @Nullable Owner owner, InetAddress from, long until) {}

    private record Owner(Bencode.Text key, long sequence, Bencode.Text signature) {}

    ItemStore(InstantSource clock) {
        this.clock = clock;
    }

    /// Keeps it, if it is what it says.
    ///
    /// @throws BadMessage with the code of BEP 44
    void put(Ask.Put put, InetAddress from) throws BadMessage {
        Bencode.Text value = Bencode.bytes(put.value().encoded());
        if (value.length() > SignedItem.MOST_VALUE) {
            throw new BadMessage(BadMessage.TOO_LARGE, "'v' is above 1000 bytes");
        }
        long until = clock.millis() + LIFE;
        Ask.Signed signed = put.signed();
        if (signed == null) {
            keep(Hash.of(value.bytes()), new Kept(value, null, from, until));
            return;
        }
        SignedItem item = item(signed, put.value());
        Owner owner = new Owner(signed.key(), signed.sequence(), signed.signature());
        replace(item.target(), new Kept(value, owner, from, until), signed.expected());
    }

    private static SignedItem item(Ask.Signed signed, Bencode value) throws BadMessage {
        if (signed.salt().length() > SignedItem.MOST_SALT) {
            throw new BadMessage(BadMessage.SALT_TOO_LARGE, "'salt' is above 64 bytes");
        }
        SignedItem item =
                new SignedItem(
                        signed.key().bytes(),
                        signed.salt().bytes(),
                        signed.sequence(),
                        value,
                        signed.signature().bytes());
        if (!item.genuine()) {
            throw new BadMessage(BadMessage.FORGED, "the signature is not of this key and value");
        }
        return item;
    }

    private synchronized void replace(Id target, Kept fresh, OptionalLong expected)
            throws BadMessage {
        Kept old = current(target);
        if (old != null && old.owner != null && fresh.owner != null) {
            long sequence = old.owner.sequence;
            if (expected.isPresent() && expected.getAsLong() != sequence) {
                throw new BadMessage(BadMessage.NOT_EXPECTED, "'cas' is not " + sequence);
            }
            boolean same = fresh.owner.sequence == sequence && fresh.value.equals(old.value);
            if (fresh.owner.sequence <= sequence && !same) {
                throw new BadMessage(BadMessage.OLDER, "'seq' is not above " + sequence);
            }
        }
        keep(target, fresh);
    }

    private synchronized void keep(Id target, Kept fresh) throws BadMessage {
        Kept old = items.get(target);
        boolean mine = old != null && old.from.equals(fresh.from);
        if ((old == null && items.size() >= MOST)
                || (!mine && addresses.getOrDefault(fresh.from, 0) >= MOST_OF_ADDRESS)) {
            throw new BadMessage(BadMessage.BUSY, "no room");
        }
        if (old != null) {
            left(old);
        }
        items.put(target, fresh);
        addresses.merge(fresh.from, 1, Integer::sum);
    }

    private void left(Kept kept) {
        addresses.computeIfPresent(kept.from, (_, n) -> n == 1 ? null : n - 1);
    }

    private @Nullable Kept current(Id target) {
        Kept kept = items.get(target);
        return kept == null || kept.until <= clock.millis() ? null : kept;
    }

    /// What is kept there; null when nothing is.
    ///
    /// @param newer the sequence number that the asker has already
    synchronized Reply.@Nullable Stored get(Id target, OptionalLong newer) {
        Kept kept = current(target);
        if (kept == null) {
            return null;
        }
        Owner owner = kept.owner;
        if (owner != null && newer.isPresent() && owner.sequence <= newer.getAsLong()) {
            return new Reply.Stored.NotNewer(owner.sequence);
        }
        Bencode value = BencodeReader.read(kept.value.bytes(), "a value");
        return owner == null
                ? new Reply.Stored.Fixed(value)
                : new Reply.Stored.Signed(owner.key, owner.sequence, owner.signature, value);
    }

    /// Forgets what was not put again.
    synchronized void expire() {
        long now = clock.millis();
        items.values()
                .removeIf(kept -> {
                    boolean over = kept.until <= now;
                    if (over) {
                        left(kept);
                    }
                    return over;
                });
    }

    synchronized int size() {
        return items.size();
    }
}
