/// Lay out, checksum and sign the release folder and its metadata documents.
///
/// [Releases] is two stages. `describe` writes the documents beside the verified media in `work/`;
/// `release` moves the folder, the magnet and at last the torrent to where the public is.
/// `withdraw` is the way back ([Retreat]). All three can be run again after a crash at any point.
/// [Verify] needs none of them: it judges a release by what lies in its folder.
///
/// ## What holds
///
/// - **The same work gives the same bytes.** Documents are written from [Facts] alone; their time
///   is that of the last media file, the signature is deterministic (Ed25519), and nothing is asked
///   of the clock or the machine. A `describe` that runs again can not change an info-hash.
/// - **The manifest lists what was proved.** A media file's hash is that of the bytes that were
///   decoded; hashing the disk again would bless whatever lies there now.
/// - **Nothing private goes out.** [Facts] takes the places of original and library out of every
///   text; [PublicRecord] leaves out notes, batch, provenance, clearances and shelf marks;
///   [Technical] leaves out what the file says of itself. Then [Discretion] reads every document
///   before one is written, and refuses paths, e-mail addresses, positions, serial numbers and
///   names of this machine that nobody said for the public ([v2v.item.Leaks] says what that means).
///   The media room does the same with the tags of its files. `DescribeTest.nothingPrivateIsPublic`
///   searches every file.
/// - **The torrent's name is the release.** Folder, magnet, torrent: in this order, each by one
///   rename with fsync of both folders. A folder that went out and lost its torrent goes back. A
///   release that is out is never changed. A corrected version is a folder beside it, whose name
///   ends in its number, whose record and page name what it replaces and why; beside the library's
///   folders `replaced/<earlier>.json` then says which one that is.
/// - **The signature binds every byte.** `rights.jsonld` names all media and all documents by their
///   SHA-256, and it is signed. What it can not name are itself, its signature and the manifest;
///   and the manifest follows from the others byte for byte, so [Verify] computes it again. There
///   is no second signature, and `sha256sum -c` works as before.
/// - **The tombstone is the withdrawal.** Signature, tombstone, torrent, magnet, folder: in this
///   order. The first tombstone stands, whatever is said the second time. Nothing is deleted: all
///   of it then lies in `withdrawn/`, and the operator may delete it there. The same name is not
///   released again. It says who withdraws only by the publisher's name, and what no publisher can
///   take back: copies, the licence that was given with them, other mirrors.
/// - **Pages ask the network for nothing.** No script; style sheet and subtitles stand inside,
///   because a browser reads no `.vtt` beside a page that was opened from a folder. A release plays
///   from a stick. All given text is escaped by [Html] and cleaned by [Clean].
///
/// ## What is said of the licence
///
/// `LICENSE.txt` and the pages give a summary in our own words ([Terms]) and the address of the
/// deed and legal code; the full text of 639 tools is not shipped, and nothing says that it is.
/// `rights.jsonld` (ccREL and schema.org, spelt by RFC 8785 in [Jcs]) is what is signed: which
/// bytes are under which licence, whom to credit, and which documents belong to them. The private
/// key stays in the library's `keys` folder, readable by its owner alone.
///
/// ## What is believed when a folder is verified
///
/// Nothing but the key: that of `--key`, or else the folder's own, and then it is said. [Seal]
/// compares the signature; [Inquest] compares disk, statement and manifest. While the signature
/// holds, whoever differs from the statement lies; when it does not, the manifest tells which of
/// statement, signature and key was changed. Only ordinary files that lie in the folder are opened,
/// lists are read up to a few megabytes, links are faults. A release that was withdrawn is good all
/// the same when its bytes are, since its licence stays with whoever has it; that it was withdrawn
/// is said, if a tombstone is found that the same key has signed.
///
/// ## The record in the words of others
///
/// | document | for whom | proved by |
/// |---|---|---|
/// | [PbCore] 2.1 | archives of public media | the schema of PBCore |
/// | [EbuCore] 1.10 | broadcasters | own assertions on the order of the schema, which may not be shipped |
/// | [DublinCore] | everybody | own assertions |
/// | [Edm] | Europeana, through an aggregator | own assertions on the order that is asked for |
/// | [Iiif] Presentation 3.0 | viewers | own assertions |
/// | [SchemaOrg], [RightsGraph] | search engines, machines | a JSON-LD processor that may ask nobody |
/// | [Premis] 3.0 | archives | own assertions |
///
/// All say the same and only what [PublicRecord] lets out. Types are the record's own words, so
/// that what was read from PBCore comes out as it went in. Where a standard wants a URI and the
/// folder has none, [Addresses] says what stands there instead.
///
/// ## How to add a document
///
/// | change | where | why there |
/// |---|---|---|
/// | the document | a class with `of(Facts)` | facts in, text out: easy to test |
/// | its name | one line in [Documents], before the statement | signature, manifest and the clearing of strays follow |
/// | a text from the record in it | through `facts.open`, then [Clean] or [Html] | privacy, form |
/// | a text in XML or JSON | `facts.said`, which is open and clean | privacy, form |
/// | the proof | `DescribeTest`, which lists and searches the folder; `PapersTest` | by a schema, or a processor that we did not write |
@NullMarked
package v2v.release;

import org.jspecify.annotations.NullMarked;
