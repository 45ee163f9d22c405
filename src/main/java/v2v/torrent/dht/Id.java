package v2v.torrent.dht;

import java.nio.ByteBuffer;
import java.util.Comparator;
import java.util.random.RandomGenerator;

/// A point of the 160-bit space that nodes, info-hashes and items share (BEP 5). Near is what has a
/// small exclusive or, read as an unsigned number.
record Id(long high, long middle, int low) {
    static final int BYTES = 20;
    static final int BITS = 160;

    /// @param bytes exactly 20
    static Id of(byte[] bytes) {
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("20 bytes are expected, found: " + bytes.length);
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Id(buffer.getLong(), buffer.getLong(), buffer.getInt());
    }

    static Id random(RandomGenerator random) {
        return new Id(random.nextLong(), random.nextLong(), random.nextInt());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(middle).putInt(low).array();
    }

    private Id xor(Id other) {
        return new Id(high ^ other.high, middle ^ other.middle, low ^ other.low);
    }

    /// How many leading bits are the same, 0 to 160.
    int shared(Id other) {
        Id distance = xor(other);
        if (distance.high != 0) {
            return Long.numberOfLeadingZeros(distance.high);
        }
        if (distance.middle != 0) {
            return 64 + Long.numberOfLeadingZeros(distance.middle);
        }
        return 128 + Integer.numberOfLeadingZeros(distance.low);
    }

    /// Orders by distance from here, nearest first.
    Comparator<Id> nearest() {
        return (a, b) -> {
            int order = Long.compareUnsigned(a.high ^ high, b.high ^ high);
            if (order == 0) {
                order = Long.compareUnsigned(a.middle ^ middle, b.middle ^ middle);
            }
            return order != 0 ? order : Integer.compareUnsigned(a.low ^ low, b.low ^ low);
        };
    }

    /// A random point that shares exactly so many leading bits with this one.
    ///
    /// @param bits 0 to 159
    Id beside(int bits, RandomGenerator random) {
        byte[] mine = bytes();
        byte[] other = random(random).bytes();
        for (int i = 0; i <= bits; i++) {
            int mask = 0x80 >> (i % 8);
            int bit = (i == bits ? ~mine[i / 8] : mine[i / 8]) & mask;
            other[i / 8] = (byte) ((other[i / 8] & ~mask) | bit);
        }
        return of(other);
    }
}
