package v2v.torrent.peer;

import java.nio.ByteBuffer;

/// The messages of the peer protocol, by number.
final class Wire {
    static final int CHOKE = 0;
    static final int UNCHOKE = 1;
    static final int INTERESTED = 2;
    static final int NOT_INTERESTED = 3;
    static final int HAVE = 4;
    static final int BITFIELD = 5;
    static final int REQUEST = 6;
    static final int PIECE = 7;
    static final int CANCEL = 8;

    // BEP 5
    static final int PORT = 9;

    // BEP 6
    static final int HAVE_ALL = 14;
    static final int HAVE_NONE = 15;
    static final int REJECT = 16;

    // BEP 10
    static final int EXTENDED = 20;

    // BEP 52
    static final int HASH_REQUEST = 21;
    static final int HASHES = 22;
    static final int HASH_REJECT = 23;

    private Wire() {}

    /// A message with numbers in it.
    static ByteBuffer numbers(int kind, int... numbers) {
        ByteBuffer message = ByteBuffer.allocate(5 + 4 * numbers.length);
        message.putInt(1 + 4 * numbers.length).put((byte) kind);
        for (int number : numbers) {
            message.putInt(number);
        }
        return message.flip();
    }

    /// One message for each number, one after another.
    static ByteBuffer each(int kind, int[] numbers) {
        ByteBuffer messages = ByteBuffer.allocate(9 * numbers.length);
        for (int number : numbers) {
            messages.put(numbers(kind, number));
        }
        return messages.flip();
    }

    /// A message with bytes in it.
    static ByteBuffer message(int kind, byte[]... parts) {
        int length = 1;
        for (byte[] part : parts) {
            length += part.length;
        }
        ByteBuffer message = ByteBuffer.allocate(4 + length).putInt(length).put((byte) kind);
        for (byte[] part : parts) {
            message.put(part);
        }
        return message.flip();
    }
}
