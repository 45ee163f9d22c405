/// Find peers, and signed notes, where no tracker is: a small node of the DHT of our own.
///
/// What this room promises:
///
/// - It costs little: one UDP socket, one thread that hears and one that keeps the table; whoever
///   searches does it on his own thread. What is sent is bounded by `dht.rate`, what is kept for
///   others by counts: peers ([v2v.torrent.dht.PeerStore]), values ([v2v.torrent.dht.ItemStore]),
///   each in all and for one address, so that no address can fill them.
/// - It runs in private networks and on the loopback too, where the DHT of bt does not. But who is
///   far away does not tell us of machines that are near ([v2v.torrent.dht.Scope]).
/// - Nothing is believed that can be checked: an answer must come from where the question went,
///   with the four random bytes of it; a value must be signed by its key (BEP 44) or have its hash;
///   our address is what most others see (BEP 42). A node whose id does not follow from its address
///   is asked, and stored at only when there are not enough others.
/// - Datagrams are read as strictly as torrents are: what is not canonical bencoding is counted and
///   dropped. Every reason to refuse has its counter ([v2v.torrent.dht.Counters]).
/// - In a network so small that we are the only node, whoever asks us still hears what we have
///   ([v2v.torrent.dht.OwnPeer]).
///
/// What a publisher's key points at ([v2v.torrent.dht.Pointer], BEP 46) is kept alive by whoever
/// has it ([v2v.torrent.dht.Beacon]).
///
/// BEP 5, 33 (the seed flag is told, filters are not answered), 42, 43, 44. IPv4 only: `want` of
/// BEP 32 is understood, and who wants IPv6 nodes alone gets none.
///
/// To add a question: a record in [v2v.torrent.dht.Ask]; the compiler lists the rest.
@NullMarked
package v2v.torrent.dht;

import org.jspecify.annotations.NullMarked;
