package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

/// A datagram that can not be read, or not be obeyed; with the code that the asker is told (BEP 5,
/// 44).
final class BadMessage extends Exception {
    private static final long serialVersionUID = 1;

    static final int BUSY = 202;
    static final int MALFORMED = 203;
    static final int UNKNOWN = 204;
    static final int TOO_LARGE = 205;
    static final int FORGED = 206;
    static final int SALT_TOO_LARGE = 207;
    static final int NOT_EXPECTED = 301;
    static final int OLDER = 302;

    /// On the wire it is [#MALFORMED]; we count it by itself.
    static final int BAD_TOKEN = -MALFORMED;

    private final int code;
    private final transient Bencode.@Nullable Text transaction;

    BadMessage(int code, String why) {
        this(null, code, why);
    }

    private BadMessage(Bencode.@Nullable Text transaction, int code, String why) {
        super(why, null, false, false); // strangers cause them by the thousand
        this.code = code;
        this.transaction = transaction;
    }

    /// The same, for a question that has a name and so deserves an answer.
    BadMessage to(Bencode.Text asked) {
        return new BadMessage(asked, code, why());
    }

    int code() {
        return code;
    }

    /// As the asker is told.
    int wireCode() {
        return Math.abs(code);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /// Null when nobody is to be told.
    Bencode.@Nullable Text transaction() {
        return transaction;
    }
}
