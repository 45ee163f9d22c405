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
/// - A release folder is only read. The storage that bt is given can not write, create or truncate.
/// - What was changed is not seeded ([v2v.torrent.SeedTrust]). A start does not hash what size and
///   time vouch for: the .torrent's modification time remembers when its content was last known
///   good. A copy with newer times is checked once.
///
/// Five guards around bt 1.10, each for a fault that was measured: encryption off (5 of 8 downloads
/// hung with it); our own read-only storage; our own verifier; unique pad paths, and files compared
/// by identity for torrents of others; announces to one tracker in turn (its HTTP client throws
/// otherwise). Three more: a torrent that is taken back hangs up on its peers, whom bt would leave
/// connected and unserved; bt's client tasks run on virtual threads and without listeners, which bt
/// would give one thread each; and a port that is taken is said at once, where bt only logs it.
///
/// Not done here: v2-only torrents can be read, shown and checked, not made or seeded; bt takes
/// part in the v1 swarm only, answers no BEP 52 hash requests, so a magnet that names only `btmh`
/// can not be resolved from it; no DHT (bt's does not answer on the loopback), no upload limit; UDP
/// trackers as bt does them (a lost packet silences one for good). Mirroring and repair are to
/// come: they are a second storage, that writes into `work/`, behind [v2v.torrent.TorrentCheck].
///
/// To add a format: a constant in [v2v.torrent.TorrentFormat] and what it wants in
/// [v2v.torrent.Want]; its entries in [v2v.torrent.TorrentMaker]; its spelling in
/// [v2v.torrent.MetainfoWriter]; a row in `TorrentClientIT`, where a client of others must agree.
/// To add another seeder: implement [v2v.torrent.Seeder], and ask [v2v.torrent.SeedTrust] first.
@NullMarked
package v2v.torrent;

import org.jspecify.annotations.NullMarked;
