/// Tell trackers what we seed, a whole archive in even steps.
///
/// Every release is announced under each of its names to each tracker of its .torrent once an
/// interval, and the announces are spread over that interval by their hashes: ten thousand hybrids
/// are eleven announces a second, never a burst, also not at the start and not at the end (nobody
/// says `stopped`: a tracker forgets by itself, and a restart would cost two storms). What is new
/// goes first.
///
/// A network without trackers forgets within half an hour, and an archive is more than can be told
/// it in that time: [v2v.torrent.announce.Rounds] says who comes first.
///
/// A tracker that does not answer is left alone for a while that doubles, as a whole: its other
/// announces wait too. Over UDP (BEP 15) one connection id serves all announces of its minute; over
/// HTTP the connection is kept. Either speaks over one family of addresses, the one that the system
/// prefers: a node with an IPv4 and an IPv6 address is listed with one of them (BEP 7 would have
/// both told).
@NullMarked
package v2v.torrent.announce;

import org.jspecify.annotations.NullMarked;
