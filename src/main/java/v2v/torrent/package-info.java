/// Make the torrent, seed it, mirror it, repair from the swarm.
///
/// What this room promises:
///
/// - The same content, settings and moment make the same bytes. Every file is read once; that one
///   reading gives SHA-1 pieces (BEP 3), the SHA-256 trees (BEP 52) and the plain SHA-256 that
///   proves a release folder against its manifest ([v2v.torrent.Torrents]).
/// - Hybrid by default: the v1 list is in the order of the v2 tree, because BEP 52 asks for it, so
///   pads (BEP 47) can only be kept small by shorter pieces: below 1 % of the content, down to the
///   16 KiB that is the shortest piece ([v2v.torrent.PieceLength]). Below some 20 MiB of content,
///   or with thousands of small files, there is no shorter piece to take and pads are more; they
///   are zeros, which clients that know BEP 47 do not transfer. Each pad has its own path: bt fails
///   on two equal ones.
/// - `private` is written as 0 (BEP 27): any peer source may be used. It is part of the info-hash,
///   and libtorrent computes the same one.
/// - Bytes from strangers are read strictly: canonical bencoding only, sizes that fit their hashes,
///   names that stay in the folder, no symbolic links. What disagrees with itself is refused whole,
///   in one sentence ([v2v.torrent.BencodeReader], [v2v.torrent.MetainfoReader]).
/// - A release folder is only read.
/// - What was changed is not seeded ([v2v.torrent.SeedTrust]). A start does not hash what size and
///   time vouch for: the .torrent's modification time remembers when its content was last known
///   good. A copy with newer times is checked once.
///
/// Giving is in the rooms beside this one: [v2v.torrent.peer] speaks with peers,
/// [v2v.torrent.announce] with trackers of others, [v2v.torrent.tracker] is our own,
/// [v2v.torrent.dht] is our node of the DHT, and [v2v.torrent.seed] puts them together. bt is for
/// fetching only: as a seeder it needs a thread or two and 200 to 300 kB for each torrent, and an
/// archive has a hundred thousand.
///
/// [v2v.torrent.census] counts who else holds a release, so that our own copy may go.
///
/// A corrected version names the torrent that it replaces ([v2v.torrent.Kin]): `x-replaces` outside
/// of the info part, with whole info-hashes, and `similar` (BEP 38) inside, where a magnet brings
/// it along and a client finds the files that it has already. Its maker reads only what differs
/// ([v2v.torrent.Earlier]); v1 pieces are taken over where a file begins at a piece in both and is
/// followed by the same zeros. The node's own web (`web.url`) is a web seed (BEP 19).
///
/// Not done here: no uTP.
///
/// To add a format: a constant in [v2v.torrent.TorrentFormat] and what it wants in
/// [v2v.torrent.Want]; its entries in [v2v.torrent.TorrentMaker]; its spelling in
/// [v2v.torrent.MetainfoWriter]; a row in `TorrentClientIT`, where a client of others must agree.
@NullMarked
package v2v.torrent;

import org.jspecify.annotations.NullMarked;
