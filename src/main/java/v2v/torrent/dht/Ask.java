package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.util.OptionalLong;

/// What one node can ask another (BEP 5, 44).
sealed interface Ask {
    /// Are you there?
    record Ping() implements Ask {}

    /// Who is nearest to that id?
    ///
    /// @param four whether IPv4 nodes are wanted (BEP 32: `want`)
    record FindNode(Id target, boolean four) implements Ask {}

    /// Who has that torrent, or else, who is nearest to it?
    record GetPeers(Id hash, boolean four) implements Ask {}

    /// I have it.
    ///
    /// @param port TCP, of the peer
    /// @param implied take the port that this came from (`implied_port`)
    /// @param seed I have all of it (BEP 33)
    record AnnouncePeer(Id hash, int port, boolean implied, boolean seed, Bencode.Text token)
            implements Ask {}

    /// What is stored there? (BEP 44)
    ///
    /// @param newer only send what has a higher sequence number
    record Get(Id target, OptionalLong newer) implements Ask {}

    /// Store this. (BEP 44)
    ///
    /// @param signed null for what is stored under its own hash
    record Put(Bencode value, @Nullable Signed signed, Bencode.Text token) implements Ask {}

    /// What makes a value one that its owner can replace.
    ///
    /// @param expected the sequence number that is to be replaced (`cas`)
    record Signed(
            Bencode.Text key,
            Bencode.Text salt,
            long sequence,
            Bencode.Text signature,
            OptionalLong expected) {}
}
