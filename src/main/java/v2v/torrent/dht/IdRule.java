package v2v.torrent.dht;

import java.net.InetAddress;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32C;

/// Which ids a node may have (BEP 42): the first 21 bits follow from its address, so that nobody
/// sits down beside a hash of his choice. Private and loopback addresses are free to choose.
final class IdRule {
    private static final int[] MASK = {0x03, 0x0F, 0x3F, 0xFF};

    /// The bits that count.
    private static final int TOP = 0xFFFFF800;

    private IdRule() {}

    /// Whether the node of that address may call itself so.
    static boolean fits(Id id, InetAddress address) {
        return Scope.of(address) != Scope.PUBLIC
                || (((int) (id.high() >>> 32) ^ prefix(address, id.low() & 7)) & TOP) == 0;
    }

    /// An id for whoever is seen at that address.
    ///
    /// @param address IPv4
    static Id derive(InetAddress address, RandomGenerator random) {
        Id free = Id.random(random);
        int top = (prefix(address, free.low() & 7) & TOP) | ((int) (free.high() >>> 32) & ~TOP);
        return new Id(((long) top << 32) | (free.high() & 0xFFFFFFFFL), free.middle(), free.low());
    }

    private static int prefix(InetAddress address, int salt) {
        byte[] bytes = address.getAddress();
        CRC32C crc = new CRC32C();
        for (int i = 0; i < MASK.length; i++) {
            int octet = bytes[i] & MASK[i];
            crc.update(i == 0 ? octet | (salt << 5) : octet);
        }
        return (int) crc.getValue();
    }
}
