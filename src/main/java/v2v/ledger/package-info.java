/// Remember what is done, so that nothing is lost or done twice.
///
/// One SQLite file, `v2v.db`: write-ahead log, `synchronous=FULL`, one writer connection behind one
/// lock, every write transaction `BEGIN IMMEDIATE`. (Deferred transactions that read and then write
/// fail at once with SQLITE_BUSY when several processes do it, whatever the busy timeout.) Anybody
/// may read it with `sqlite3`, and every command does, while the node runs.
///
/// | table | what a row is |
/// |---|---|
/// | `item` | one work, by content: its state, and once there is one, its release |
/// | `task` | one stage of one version of an item: the durable queues |
/// | `former` | a version of a work that is still out, or was withdrawn, after a corrected one was ordered |
/// | `progress` | how far a running task is |
/// | `part` | what of a running task other machines do: asked for, sent, answered, taken over |
/// | `crew` | what a worker reported last |
/// | `heard` | up to where a topic of answers was read |
/// | `hold` | somebody's word that a work must not go out, until it is lifted |
/// | `approval` | somebody's word that it may: of one order, for one set of bytes |
/// | `audit` | what happened to which work, by whom, when; only ever added to |
/// | `keep` | a release of which others were counted: since when enough hold it, and whether our copy is away |
/// | `feed` | up to which audit entry others have been told |
/// | `request` | a message that ordered a delivery, and which delivery it was |
/// | `answer` | what is still to be answered to messages; taken out when it is sent |
/// | `sighting` | one file in a watch folder, as it was last seen |
///
/// Promises:
/// - A task ends and its successors exist in one transaction, or neither.
/// - `UNIQUE(item, version, stage, tap)`: the same promise kept twice is kept once.
/// - One node owns a library through the operating system's lock on `v2v.db.lock`. Whoever gets it
///   knows that the node before is dead and takes its running tasks back at once. A crash counts as
///   `lost`, apart from `attempt`; after five of them a task is `dead`, because something in it
///   kills the node. A task that has finished a part for good starts counting anew: a long work may
///   outlive any number of power cuts.
/// - Work is at least once. Only the rows are exactly once.
/// - A task taken away from its worker (held from outside, swept) carries another `epoch`: the old
///   worker's outcome finds no row and is dropped.
///
/// ## Whose turn it is
///
/// [v2v.ledger.Turns]: what somebody wants before all that waits, then the collections in turn,
/// within them the oldest. A task has the priority of its item and the collection of its record
/// from the moment that it is queued.
///
/// ## Corrected versions
///
/// A release is corrected by an order that says so (`replaces`). The row of the item then becomes
/// that of the next version, which waits at the gate like any other, and what is out is put aside
/// into `former`: it is seeded, shown and catalogued on ([v2v.ledger.Items#out]) until somebody
/// withdraws just that version. The index shows the newest that is out
/// ([v2v.ledger.Items#eachReleased]). An order of another original may replace it too; then nothing
/// is put aside. A correction that was refused leaves the earlier version out, and the next order
/// must say `replaces` again: the name without a number is taken.
///
/// ## What others are told
///
/// The audit log is also what other programs are told of ([v2v.ledger.Feed]): whoever sends keeps
/// in `feed` how far it is, and moves that only after the receiver has it. So nothing is lost while
/// the receiver is away, no second list grows meanwhile, and the number of an entry names it for
/// good. A message that orders a delivery is written down in the transaction that queues it
/// ([v2v.ledger.Requests]); come twice, it does nothing the second time.
///
/// ## Copies that others keep
///
/// [v2v.ledger.Keeping] remembers look after look how many others hold a release, and where our own
/// copy is: `here`, `going` (decided, its files are being removed) or `away`. `going` is written
/// before the first file is removed, and only for a release that is out as it is, so a node that
/// died in between knows what to finish. `wanted` is an order to bring it back; it stays until all
/// is there again, and then the count begins anew. While a copy is away the row also has where
/// those are who hold it, for a tracker forgets with its process. A withdrawal forgets the row.
///
/// ## Lost books
///
/// [v2v.ledger.Rebuilt] writes them again from the catalogue and the releases themselves: what is
/// out, and what was withdrawn and must not go out again. The rest is gone, and the audit log
/// begins by saying so.
///
/// ## The last door
///
/// `received → validated → processed → (review) → approved → (scheduled) → released → withdrawn`;
/// `held` and `failed` from anywhere before `approved`.
///
/// [v2v.ledger.Gate] is asked by the stage `release`. In one `BEGIN IMMEDIATE` transaction it reads
/// the open holds, counts the approvals that cover exactly the bytes that lie there now, looks at
/// the clock, and writes that the release has begun. A hold that comes before that transaction
/// stops it, one that comes after is answered with "too late": there is nothing between.
///
/// - What waits is a parked task (`review`, `held`) or one that is not due yet (`scheduled`). No
///   attempt is counted, and whatever people say sets it going again.
/// - An approval covers a SHA-256 over the record, the licence, the info-hashes and every file. If
///   that is another one at the door, the approval is marked void and stays in the book.
/// - Whoever types `v2v release` approves what comes of it, once; he is one person of however many
///   are needed. What a watch folder finds is nobody's word.
/// - After a crash between the door and the end of the task the same bytes go on; others are asked
///   about anew.
/// - Names are compared as a person reads them (their letters and numbers, not case, blanks or what
///   is not seen) and are not proved: this is the book of an office, not its lock. The account of
///   the machine stands beside each name.
/// - Each audit entry holds the hash of the one before it. SQLite refuses to change or delete one,
///   and remembers how many there were; who rewrites the file as a whole is only found by a head
///   that was noted elsewhere (`v2v audit verify --head`).
@NullMarked
package v2v.ledger;

import org.jspecify.annotations.NullMarked;
