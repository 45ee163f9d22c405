package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.net.InetSocketAddress;
import java.util.List;

/// What an answer brings. On the wire it does not say which question it answers: what was not asked
/// for is empty.
///
/// @param nodes nearest to what was asked for; null when it has no such field
/// @param token to be shown when something is stored there; null when nothing may be
record Reply(
        @Nullable List<Contact> nodes,
        List<InetSocketAddress> peers,
        Bencode.@Nullable Text token,
        @Nullable Stored stored) {
    /// Yes, I am here; or: done.
    static final Reply YES = new Reply(null, List.of(), null, null);

    static Reply nearest(@Nullable List<Contact> nodes) {
        return new Reply(nodes, List.of(), null, null);
    }

    /// What is kept under a target (BEP 44).
    sealed interface Stored {
        /// Its target is its hash.
        record Fixed(Bencode value) implements Stored {}

        /// Its target is the hash of key and salt.
        record Signed(Bencode.Text key, long sequence, Bencode.Text signature, Bencode value)
                implements Stored {}

        /// There is nothing newer than what the asker has.
        record NotNewer(long sequence) implements Stored {}
    }
}
