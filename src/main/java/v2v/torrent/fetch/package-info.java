/// Get the content of a torrent whole: from what is here, from the swarm, from web servers.
///
/// [v2v.torrent.fetch.Fetcher] makes a content in a folder of `work/`. What is good in a copy that
/// may be damaged is taken from there, whole files as links; only pieces that are missing are
/// fetched. The release folder itself is never written to: whoever repairs it renames files.
///
/// Every piece is read back and compared with all hashes that its torrent has, SHA-1 and merkle
/// tree, before it counts ([v2v.torrent.Pieces]); a good piece is not written again, whoever sends
/// it ([v2v.torrent.fetch.Draft]). A torrent whose two hashes of one piece ask for different bytes
/// is refused. A source that gives wrong bytes is asked no more.
///
/// Peers first: web seeds are asked when peers bring less than `fetch.slow`, or there are none.
/// Both may be at work at once; [v2v.torrent.fetch.Claims] keeps them from fetching the same piece,
/// and keeps bt from asking several peers for the last ones.
///
/// It is given up for now when nothing comes for `fetch.stall`, or when bytes come for long and
/// make no piece. Room on the disk is asked for before anything is copied or fetched; a link takes
/// none.
///
/// bt 1.10 talks to the peers, in the v1 swarm, one runtime a torrent, behind four guards: our own
/// storage and verifier; a watch on who gave which block, since bt would ask a peer that gives
/// wrong bytes again for ever ([v2v.torrent.fetch.Watched]); a relay on the loopback before each
/// peer, which bounds the rate and hangs up for good, neither of which bt can do
/// ([v2v.torrent.fetch.Relay]); and our own tracker clients ([v2v.torrent.announce.Inquiry]) and
/// DHT ([v2v.torrent.fetch.Trackerless]) in place of bt's. No local discovery, no peer exchange.
///
/// Not done: a v2-only torrent is fetched from web seeds only, for bt speaks no BEP 52; peers that
/// insist on encryption are not reached.
@NullMarked
package v2v.torrent.fetch;

import org.jspecify.annotations.NullMarked;
