/// The words: immutable facts about a work, its files, its rights.
///
/// Every other room sees this one and no other. Records here are what travels between stages, so
/// they have one JSON spelling ([v2v.item.Json]): it is the body of a task in the ledger, of
/// `record.json` in a release, and of every `--json` line. Paths inside the library are written
/// relative to it, so that a library can be moved and, later, shared between machines.
///
/// The chain is typed: [v2v.item.Delivery] → [v2v.item.Footage] → [v2v.item.Inspection] →
/// [v2v.item.Clearance] → [v2v.item.Renditions] → [v2v.item.Release] → [v2v.item.Packed] →
/// [v2v.item.Released]. Each holds the one before it, so a stage can not be given less than it
/// needs.
///
/// What can stop a work is sealed too: [v2v.item.Halt].
@NullMarked
package v2v.item;

import org.jspecify.annotations.NullMarked;
