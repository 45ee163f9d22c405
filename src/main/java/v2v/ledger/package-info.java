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
/// | `progress` | how far a running task is |
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
@NullMarked
package v2v.ledger;

import org.jspecify.annotations.NullMarked;
