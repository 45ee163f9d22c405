/// Carry the releases of a node to their peers.
///
/// What this package promises:
///
/// - A start reads nothing of the content and no .torrent: what the ledger says is offered at once,
///   and a patrol looks at the files afterwards, in its own time ([v2v.torrent.seed.Patrol]).
/// - What is not as its torrent says is not offered; the operator is told once; when its files are
///   mended it is offered again, without a restart.
/// - Trackers hear of new releases at once and of all others in even steps; the DHT in turns
///   ([v2v.torrent.announce.Rounds]), as fast as `dht.rate` allows.
/// - What the swarm did is counted by day and outlives a restart ([v2v.torrent.seed.SwarmWatch]).
///
/// - A seedbox that is there already may give instead ([v2v.torrent.seed.BoxSeeder]): it is told
///   where the content lies, checks it itself, and goes on when the node ends.
///
/// To add another seedbox: a [v2v.torrent.seed.Box], a word in [v2v.torrent.seed.BoxSettings], a
/// row in `SeedboxClientIT`. To add another seeder: implement [v2v.torrent.seed.Seeder], name it by
/// what differs, and choose it in the wiring.
@NullMarked
package v2v.torrent.seed;

import org.jspecify.annotations.NullMarked;
