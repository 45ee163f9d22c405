/// Write the library's catalogue as files that need no server, and prove that such files are the
/// publisher's.
///
/// What an edition is:
///
/// ```
/// catalogue.json, .sig   the signed head: number, digest of the head before, digests of the two below
/// items.jsonl            one line for each release ([v2v.edition.Entry])
/// manifest-sha256.txt    every file with its checksum
/// publisher-key.pem      whose signature it is
/// heads/                 all heads before, with their signatures: the chain
/// items/FOLDER/          page, record, poster, torrent and magnet of one release
/// tombstones/            what was withdrawn, each signed by itself
/// index.html, page-N.html, search.html, search/, withdrawn.html, feed.xml, torrents.xml
/// ```
///
/// What this room promises:
///
/// - An edition is written beside the shown one and shown by one rename of a link: nobody sees half
///   of one. With nothing new there is no edition.
/// - Everything in it is told by releases in public; the ledger adds hashes and dates only.
/// - No number is given twice: the next edition follows the one with the highest number in
///   `editions/`, shown or not, and where all are gone a person must bring the last one back. A
///   publisher whose disk was put back from an older copy brings `editions/NUMBER` of a mirror
///   first; nothing here can know of it.
/// - Files that did not change are other names of the same file, each read before it is named
///   again: one that was damaged since is written anew, or refused where it is the library's own.
///   Pages are laid out so that few do: a night's new release changes six pages and the search's
///   words. Each edition is a torrent (v1, since its readers are to be many), the same for
///   everybody who has the edition.
/// - A reader believes nothing before the signature, and the chain before the content
///   ([v2v.edition.Proof]): an older edition than the one seen is refused as a roll-back, another
///   one of the same number as a fork, another key as somebody else's catalogue.
/// - What is taken from elsewhere is compared with the list file by file, a host that dies within a
///   file is left, and what a try has left is gone on with.
/// - Where newer ones are found stands in the signed head: web addresses, and, for who is in the
///   DHT, the link of the key itself (BEP 46), whose item has the edition's number.
/// - Names in it are names: nothing is written or read outside the folder ([v2v.edition.Taking]).
/// - Pages need no server: they load no foreign address, and the search's index lies in scripts
///   ([v2v.edition.SearchShards]), since a page from a disk may load nothing else.
///
/// To add a page: a method of [v2v.edition.ListPages] or a class beside it, a line in
/// [v2v.edition.Pages]; `PagesTest` follows every link. To add a fact of a release: a component of
/// [v2v.edition.Entry], its row in [v2v.edition.ItemPage], its words in the search.
@NullMarked
package v2v.edition;

import org.jspecify.annotations.NullMarked;
