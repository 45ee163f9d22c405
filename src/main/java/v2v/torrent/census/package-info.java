/// Know how many others hold a release, by the bytes they give.
///
/// What is deleted on somebody's word may be gone for good, and trackers and peers say what they
/// like. So words only tell whom to ask ([v2v.torrent.census.Whereabouts]); what counts is content.
/// In a look ([v2v.torrent.census.Census]) a peer counts as a seed when it says that it has
/// everything and then gives four blocks that were drawn by lot, byte for byte as they lie on our
/// disk. While our own copy is away there is nothing to compare with: then it must give a whole
/// piece, which its hashes prove ([v2v.torrent.census.Proof]).
///
/// - One site is one seed ([v2v.torrent.Site]): many ports at one address are one disk. Nobody at
///   an address of this machine counts, for it may well read the very files that would go.
/// - Whoever can not be reached, insists on encryption, does not unchoke us within 20 seconds, or
///   gives one wrong byte does not count in this look.
/// - A look is bounded: so many peers, so many of one site, a deadline for each, and none is asked
///   once enough have proved it.
/// - What is asked is the least: 64 KiB of a seed, or one piece.
///
/// When a copy may go is a rule over many looks ([v2v.torrent.census.Keep]), a function of times
/// and numbers alone. A look that finds fewer begins the run anew, and so does a stretch in which
/// nobody looked.
///
/// What this can not know: whether two sites stand in one cellar, or whether a seed fetches from
/// another what it is asked for. The last look before a copy goes is therefore made while this node
/// gives nothing itself: nobody passes our own bytes back to us.
///
/// To add a way to find peers (such as the DHT): a [v2v.torrent.census.Whereabouts], named in the
/// wiring.
@NullMarked
package v2v.torrent.census;

import org.jspecify.annotations.NullMarked;
