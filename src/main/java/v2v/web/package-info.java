/// Show the library to people and machines.
///
/// [Web] opens one port and shows one release folder, or a library. It reads and never writes. The
/// house stands behind it: everything that can be seen lies as a file in a release folder, so that
/// a mirror with any other web server shows the same, and this room holds little.
///
/// * **The torrent is the release.** Of a library ([Showcase]) a folder is listed and served only
///   when `torrents/<folder>.torrent` is there: without it, publishing is between two steps and may
///   still be taken back. Addresses depend on nothing else; `/` is a list even of one.
/// * **The tombstone is the withdrawal.** Where `tombstones/<folder>.json` is there, every address
///   of that release and its torrent answers 410 with a page made from it ([Grave]), or with the
///   tombstone itself for whoever accepts `application/json`; no list shows the release. Tombstone
///   and signature are at `/tombstones/<folder>.json` and `.json.sig`. A name that was never
///   released is 404.
/// * **What is out never changes**, so a record is read once and its row ([Card]) kept; the list is
///   made again when something came or went ([FirstPage]).
/// * **Addresses are the library's own paths**: `/releases/<folder>/`, `/torrents/`, `/catalogue/`,
///   so that the links of the static catalogue and the web seeds of torrents (BEP 19) work here as
///   they do on any other web server; `/<folder>/` is the short form for people. Of `/catalogue/`
///   there are files only, and no way out of it.
/// * **Peers ask at the same door.** `/announce` and `/scrape` are passed to a [Web.Asked], with
///   the address that the connection came from, or that a proxy of ours names ([Proxies]); without
///   one they do not exist.
/// * **The operator has a page.** `/console` and `/metrics` ([Console]) exist for whoever sits at
///   this machine and for the addresses of `console.allow` ([Doorman], [Guests]); everybody else
///   hears that there is nothing. No other site's page may read them. What they show a
///   [Web.Backstage] knows.
/// * **What others keep is awaited, not gone.** A file of the release's own list that is away
///   ([Web.Away]) is answered with 503 and `Retry-After`, and its return is ordered: by a GET from
///   its beginning alone, for who asks for the middle is a torrent program that has peers.
/// * **Film is not read, it is passed on.** Whole files and parts go from the disk to the network
///   by `sendFile`; on this machine that was three times as fast as the ready-made static handler
///   and takes no memory for a file of 5 GB. Therefore only vertx-core is used.
/// * **Nobody gets out of the folder.** A path is decoded once; `..`, hidden names, back slashes
///   and control characters do not exist; what is left is followed to its real place, which must be
///   inside.
/// * **A node at rest stays small.** Two event loops, two readers, small buffers ([Netty] must hear
///   that before its first class is loaded).
/// * **Parts** are single ranges. Several at once are answered with the whole file, as RFC 9110
///   allows; no player asks for them. `If-Range` keeps a download from mixing two files.
/// * **Pages load nothing from elsewhere**: the content security policy says so for every answer.
///   Subtitles, metadata and film may be used by other people's pages, for they are free.
@NullMarked
package v2v.web;

import org.jspecify.annotations.NullMarked;
