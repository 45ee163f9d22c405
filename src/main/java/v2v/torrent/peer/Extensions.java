package v2v.torrent.peer;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// The extension protocol (BEP 10) with the info dictionary for those who came with a magnet (BEP
/// 9).
final class Extensions {
    /// The number under which we want to be sent metadata messages.
    private static final int METADATA = 2;

    /// And of other peers; they are passed over.
    private static final int EXCHANGE = 1;

    /// BEP 9 gives the info dictionary in parts of this size.
    private static final int PART = 16 << 10;

    private static final int HANDSHAKE = 0;
    private static final int ASK = 0;
    private static final int GIVE = 1;
    private static final int DENY = 2;

    /// What a peer said of itself.
    ///
    /// @param metadata the number it wants metadata under; 0 for not at all
    /// @param exchange the number it wants other peers under (BEP 11); 0 for not at all
    /// @param port where it listens; 0 when it did not say
    /// @param uploadOnly it wants nothing (BEP 21)
    record Theirs(int metadata, int exchange, int port, boolean uploadOnly) {
        static final Theirs NOTHING = new Theirs(0, 0, 0, false);
    }

    private Extensions() {}

    /// What we say of ourselves. We list `ut_pex` although we read none: libtorrent hangs up on who
    /// sends what it does not list.
    ///
    /// @param all whether we say that we have all: libtorrent hangs up on who only gives and has
    ///   nothing
    static ByteBuffer ours(
            Sharing sharing, String version, int port, byte[] peerAddress, boolean all) {
        Bencode.Draft numbers =
                new Bencode.Draft()
                        .put("ut_metadata", Bencode.whole(METADATA))
                        .put("ut_pex", Bencode.whole(EXCHANGE));
        Bencode.Draft draft =
                new Bencode.Draft()
                        .put("m", numbers.dict())
                        .put("metadata_size", Bencode.whole(sharing.infoLength))
                        .put("p", Bencode.whole(port))
                        .put("reqq", Bencode.whole(Requests.MOST))
                        .put("upload_only", Bencode.whole(all ? 1 : 0))
                        .put("v", Bencode.text(version))
                        .put("yourip", Bencode.bytes(peerAddress));
        return Wire.message(Wire.EXTENDED, new byte[] {HANDSHAKE}, draft.dict().encoded());
    }

    /// The peer's handshake; nothing of it when it can not be read.
    static Theirs read(byte[] payload) {
        if (!(parsed(payload, payload.length) instanceof Bencode.Dict dict)) {
            return Theirs.NOTHING;
        }
        Bencode numbers = dict.entries().get(Bencode.text("m"));
        return new Theirs(
                number(numbers, "ut_metadata", 255),
                number(numbers, "ut_pex", 255),
                number(dict, "p", 65535),
                number(dict, "upload_only", 1) == 1);
    }

    /// The answer to one metadata message; null when none is due.
    static @Nullable ByteBuffer metadata(Sharing sharing, byte[] payload, int theirNumber)
            throws IOException {
        Bencode said = parsed(payload, payload.length);
        if (theirNumber == 0
                || !(said instanceof Bencode.Dict)
                || number(said, "msg_type", 255) != ASK) {
            return null;
        }
        int part = number(said, "piece", Integer.MAX_VALUE);
        long from = (long) part * PART;
        boolean there = part >= 0 && from < sharing.infoLength;
        Bencode.Draft head =
                new Bencode.Draft()
                        .put("msg_type", Bencode.whole(there ? GIVE : DENY))
                        .put("piece", Bencode.whole(part));
        byte[] bytes = {};
        if (there) {
            head.put("total_size", Bencode.whole(sharing.infoLength));
            bytes = sharing.info((int) from, (int) Math.min(PART, sharing.infoLength - from));
        }
        byte[] number = {(byte) theirNumber};
        return Wire.message(Wire.EXTENDED, number, head.dict().encoded(), bytes);
    }

    static boolean isHandshake(int number) {
        return number == HANDSHAKE;
    }

    static boolean isMetadata(int number) {
        return number == METADATA;
    }

    private static int number(@Nullable Bencode in, String key, int most) {
        return in instanceof Bencode.Dict dict
                        && dict.entries().get(Bencode.text(key))
                                instanceof Bencode.Whole(long value)
                        && value >= 0
                        && value <= most
                ? (int) value
                : key.equals("piece") || key.equals("msg_type") ? -1 : 0;
    }

    private static @Nullable Bencode parsed(byte[] payload, int length) {
        try {
            return BencodeReader.read(Arrays.copyOf(payload, length), "a peer's message");
        } catch (Refusal e) {
            return null; // whoever can not spell says nothing
        }
    }
}
