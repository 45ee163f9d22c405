/// Give released bytes to any peer that asks, from a whole archive at once.
///
/// An upload-only peer: it never asks for a piece, so it needs no picker, no disk writes and no
/// state for a torrent that nobody asks for. What is resident is one row a torrent in
/// [v2v.torrent.peer.Stock]; the .torrent is read when the first peer names it
/// ([v2v.torrent.peer.Sharing]) and forgotten with the last. One virtual thread a connection
/// ([v2v.torrent.peer.Conversation]); nothing is queued but a ring of requests.
///
/// What this package promises:
///
/// - Nothing but content that its torrent vouches for: size and modification time of each file are
///   looked at before its first byte and again while it is given. A file that changed takes its
///   torrent out of service, for its bytes would poison the swarm.
/// - Every wait ends: a handshake in 10 seconds, a message that has begun in 30, a write that makes
///   no progress in 60, silence in 150.
/// - Nobody takes another's place: slots are counted by address, turn by turn; who does not read
///   what it asked for loses its slot to the next in 10 seconds, and its memory when others need
///   it.
/// - Nobody fills the house by just being there: when it is full, who has done nothing for some
///   seconds makes room.
/// - What strangers send is bounded: connections, requests in line, length of messages, hashing and
///   key exchanges a second. Each refusal has a counter ([v2v.torrent.peer.Counters]).
///
/// Spoken: BEP 3, 5 (where our node of the DHT is), 6 (fast), 9 (metadata), 10 (extensions), 11
/// (peer exchange, sending), 21 (upload only), 52 (both hashes of a hybrid, hash requests at the
/// piece layer), and the encrypted handshake that many clients insist on. Not spoken: uTP (BEP 29).
///
/// What is new goes out once, and not to everybody ([v2v.torrent.peer.Spread], after BEP 16).
@NullMarked
package v2v.torrent.peer;

import org.jspecify.annotations.NullMarked;
