package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.net.InetSocketAddress;

/// One datagram (BEP 5, "KRPC").
sealed interface Message {
    /// What the asker chose, to know the answer by.
    Bencode.Text transaction();

    /// A question.
    ///
    /// @param readOnly the asker answers nobody, and is not to be remembered (BEP 43)
    record Query(Bencode.Text transaction, Id from, boolean readOnly, Ask ask) implements Message {}

    /// An answer.
    ///
    /// @param you where the question came from, as the answering node sees it (BEP 42: `ip`)
    record Response(Bencode.Text transaction, Id from, @Nullable InetSocketAddress you, Reply reply)
            implements Message {}

    /// A refusal.
    ///
    /// @param code as in [BadMessage]
    record Failure(Bencode.Text transaction, int code, String why, @Nullable InetSocketAddress you)
            implements Message {}
}
