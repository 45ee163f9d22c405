/// Decide that a delivery has finished arriving, check its fixity, read its records, give it an
/// identity.
///
/// **Arriving.** [v2v.intake.WatchFolder] walks the folder once a scan and asks its memory once. A
/// file has arrived when its stamp (size and modification time, its own and its sidecars') was the
/// same at two scans at least `intake.settle` apart; one look is never enough, because the clock of
/// a file server is not ours. Nothing is inferred from locks or from a vendor's "done" file.
/// Handing over has two halves, `arrived` and `taken`: a node that dies between them offers the
/// files again, and offering twice is harmless because the same bytes are the same item.
///
/// **What counts as footage** is decided by exclusion: whatever is not a known record, checksum,
/// subtitle, picture or half-copied name. A text file that is called `.mp4` is delivered, examined
/// and refused by name; a folder that nobody may open is delivered too, so that its refusal is
/// seen.
///
/// **Fixity.** [v2v.intake.Intake] reads an original once, front to back, and never opens it for
/// writing. It compares size and time before and after: an original that changes while it is hashed
/// has no identity yet, which is an outage; one that differs from what was delivered is a refusal.
/// The identity is the SHA-256. There is no second thread that reads ahead: one thread with the
/// JDK's digest was measured to be as fast as `openssl dgst -sha256` on the same file.
///
/// **Records.** `tape.json`, `tape.csv`, `tape.xml`, `tape.pbcore.xml`, `tape.ebucore.xml`,
/// `tape.dc.xml` and `tape_meta.xml` beside `tape.mxf`, each also with the name's extension
/// (`tape.mxf.json`), and `FOLDER_meta.xml` in a folder of that name, are read, unless the order
/// names a record ([v2v.intake.Names]). The words people use, in five languages, are listed in one
/// table ([v2v.intake.Words]); every value keeps its provenance, word for word. Three rules:
///
/// - nothing is guessed: `03/05/1987` and a language nobody knows are kept as unread, with advice;
/// - what restricts is never lost: an embargo that can not be read, or a column that speaks of
///   rights in words we do not know, is a refusal, and where two records differ the stricter wins;
/// - what nobody asked for is not published: columns without a meaning here are left where they
///   lie, because archives keep telephone numbers in them.
///
/// **XML** is known by its root element, never by its name, and read by [v2v.intake.XmlRecord]:
///
/// | root | reader | of several documents |
/// |---|---|---|
/// | `pbcoreDescriptionDocument`, `pbcoreInstantiationDocument`, `pbcoreCollection` | [v2v.intake.PbcoreRecord] | the one whose identifier names the file |
/// | `ebuCoreMain`, `coreMetadata`, of any 1.x | [v2v.intake.EbucoreRecord] | |
/// | `oai_dc:dc`, or a plain root with `dc:` or `dcterms:` in it, also in OAI-PMH | [v2v.intake.DublinCoreRecord] | the one whose identifier names the file |
/// | `metadata` without a namespace | [v2v.intake.ArchiveOrgRecord] | |
/// | `mets` around any of these | each of them | all, but of instantiations those that name the file |
///
/// Values of a copy's carrier and codec are not read: the file itself is measured. What may
/// restrict and is no rule that we know (`exploitationIssues`, `rightsEmbedded`, a clearance flag,
/// a level of access) becomes `rights.accessRestriction`, so that the gate stops. A DOCTYPE or an
/// entity is a refusal; depth, names, text and elements are bounded ([v2v.intake.xml]). Timed text
/// is no record; XML of other kinds beside footage is left alone and said so.
///
/// **Bags.** Footage below `data/` of a BagIt bag is handed over when everything that the bag's
/// manifests list is there, and nothing else of the bag is footage. A bag that stays incomplete for
/// sixty times the settle time is handed over too, for its refusal is the only way to hear of it;
/// when it is mended its files come again. Records are also looked for in the bag's `data/`,
/// `data/metadata/` and `metadata/`. Whether the bag is right is the bag room's to say.
///
/// | to add | where |
/// |---|---|
/// | a form in XML | a reader beside [v2v.intake.DublinCoreRecord] on [v2v.intake.XmlDraft]; its root in [v2v.intake.XmlRecord] |
/// | a name that a record may have | the endings in [v2v.intake.Names] |
/// | another form | a branch in [v2v.intake.Records], filling a [v2v.intake.Draft] with the place of every value |
/// **Tables of a folder.** `manifest.csv`, `metadata.csv` and `rights.csv` (or `.tsv`) hold for the
/// footage in their folder and, by its path, two levels below ([v2v.intake.Manifests]); with
/// Archivematica they lie in `metadata` and their paths begin with `objects`. They add to a sidecar
/// and never lift what it forbids. [v2v.intake.RightsRow] turns what a grant forbids, or bounds in
/// time or place, into an embargo, an end, a territory, or a clearance that is refused or open. A
/// [v2v.intake.Mapping] says what a vendor's heads mean. Vendors' sums, from a column or a list in
/// any spelling ([v2v.intake.ChecksumList]), are provenance named `checksum.md5`; all that are
/// asked for are taken in the one read of the original.
///
/// **The doctor** ([v2v.intake.DeliveryCheck]) goes through a delivery before anything is taken in:
/// the lists of sums ([v2v.intake.DeliveredSums]), each table ([v2v.intake.TableCheck]) row by row
/// ([v2v.intake.RowCheck]), then the files that no row named ([v2v.intake.Unnamed]).
/// [v2v.intake.Table] reads rows of its own, because one bad row must not hide the next: a quote
/// that swallows rows is given back line by line, a line or a row beyond a million letters ends the
/// table with a sentence. Of a row only 24 bytes are kept ([v2v.intake.Seen]), findings are handed
/// on as they come, and what a whole column does wrong is said once. Tables of sub-folders are
/// named and not read, for each is about a folder of its own. The corrected copy
/// ([v2v.intake.CorrectedCopy]) changes only what means one thing, and defuses formulas
/// ([v2v.intake.Corrections]).
///
/// **Words.** Subtitles and captions beside the footage (`tape.srt`, `tape.de.srt`, `tape.stl`; XML
/// only when its root element is TTML's) are named and hashed with it ([v2v.intake.Companions]);
/// the media room reads them, and refuses one that was changed since.
///
/// Records are read before the hash, so that a comma too many is told in a second and not after an
/// hour of reading tape.
@NullMarked
package v2v.intake;

import org.jspecify.annotations.NullMarked;
