/// Several machines: the node hands work to workers over Kafka, tells others what happens, and
/// takes their orders.
///
/// ## Who is who
///
/// The NODE owns the library: its ledger, its folders, its key. WORKERS own nothing and remember
/// nothing. The SHARE is a folder that all of them see, each by a path of its own; library and
/// originals lie in it. Kafka carries tickets, answers and reports, never footage and never an
/// absolute path. Without a broker, or when nobody is heard of, the node does all work by itself,
/// by the same routes.
///
/// | who | does what |
/// |---|---|
/// | [v2v.pipeline.crew.Crew] | what a stage sees: have these parts done, wait, take them over |
/// | [v2v.pipeline.crew.Dispatch] | the node's one thread that sends tickets and hears answers |
/// | [v2v.pipeline.crew.Turns], [v2v.pipeline.crew.Roster] | whose turn it is, in which queue; who lives, by the node's clock |
/// | [v2v.pipeline.crew.Losses] | which runs have died, and which were only out of sight |
/// | [v2v.pipeline.crew.Tries] | the folders in which workers work |
/// | [v2v.pipeline.crew.Worker], [v2v.pipeline.crew.Slot], [v2v.pipeline.crew.Run] | the process; one place in it; one part being done there |
/// | [v2v.pipeline.crew.Labour] | what a worker can do, in words of the pipeline |
/// | [v2v.pipeline.crew.Setup] | topics and share group, made and looked at |
///
/// ## The truth
///
/// It is the ledger and the folders, never Kafka. A part is a row (`part`), and its attempt a
/// folder. A topic is a way to wake somebody: whatever is lost in it is sent again, whatever comes
/// twice finds no row that waits for it, and a broker that comes back empty costs time only.
/// Offsets, delivery counts and leases save work and decide nothing: the broker forgets leases and
/// counts when it dies, and a machine that was asleep believes in its own until it asks.
///
/// ## The life of a part
///
/// 1. A task is claimed at the node; its bean asks for parts: rows that are `ready`. What was asked
///    in the same words before a crash stays as it is, so a part that is done is not done again.
/// 2. Dispatch takes the one whose turn it is, makes it the next attempt (`out`), makes the folder
///    `work/ITEM-VERSION/tries/PART-ATTEMPT/`, and only then sends the ticket. It sends little more
///    than can be begun, because a topic has one order, and what becomes urgent must not stand
///    behind what is not.
/// 3. A slot takes one record of the share group, sees that share and encoder fit, makes a folder
///    for its run in that of the attempt, and says that it begins before it does: if the part kills
///    it, it is known what it was at. It renews the lease every five seconds and ends when the
///    folder is gone.
/// 4. It sends its answer, waits until the broker has it, and then lets go of the record.
/// 5. The node takes the first answer for the attempt that is out (`answered`), notes how far it
///    has read, and wakes the task. That checks what was made, renames it to where it would lie had
///    the node made it, notes `done`, and deletes the folders of this attempt and all before it.
///    Whoever still works in one has nowhere to write to.
///
/// ## Who may believe whom
///
/// - A worker believes a ticket as far as the share goes: paths lead nowhere else. It writes only
///   below the folder that the ticket names, which must be there.
/// - The node believes nothing that an answer says of files before it has looked: the recipe, the
///   places, sizes, no links, the notes beside them. What is not so counts as a lost run. It does
///   believe a refusal, and what pictures are in a film that was proved: who may write to the topic
///   of outcomes, or to the share, is one of us. The broker's and the share's permissions say who.
/// - Reports are for people and for counting. None of them ends or begins anything but a run's
///   being lost.
///
/// ## What dies, and what then
///
/// | what | then |
/// |---|---|
/// | a worker's process | the broker frees its records with the connection; the next slot begins anew, and the node, which hears a second run of one attempt, counts the first as lost until it is heard of again |
/// | its machine, or the line to it | the same when the lease is over. Should the broker not notice, the node sends a new attempt when a run was silent for two leases and half a minute |
/// | what a file does to all of them | three lost runs of a part make a refusal, KILLS_WORKERS, with a line for each; a record that was handed out more than three times is not begun but reported |
/// | the broker | runs go on, answers wait for it. After half a minute of silence the node takes back as much as it does alone. Back again, the broker may hand out what still runs: the first answer counts, and neither is lost |
/// | the node | workers go on, answers stay in their topic for thirty days; the next start reads on where its ledger says and finds rows as they were |
/// | the share | a worker that does not see `work/` takes nothing, says why, and looks again every twenty seconds; a run that fails on it is an outage |
///
/// ## Refusal, outage, bug
///
/// A worker tells them apart as a route does ([v2v.pipeline.Verdict]), and the node's stage throws
/// what it would have thrown itself. An outage is answered, and the record is done with; the part
/// rests as long as its task, which the ledger takes up again when its wait is over, longer each
/// time, as often as the route allows. To release the record instead would bring it back at once,
/// to the next worker with the same full disk: five deliveries in a second and a half were
/// measured, and then Kafka gave it up. Records are released only by who can not take them or must
/// go: the share is not there, the encoder is another, the worker ends.
///
/// ## Who is lost
///
/// What ends three workers is put aside ([v2v.pipeline.crew.Losses]), so a loss must be one: a run
/// is lost when another begins in its place or it falls silent, and is found when its worker speaks
/// of it again, which strikes out the line about it. Who gives back, or drains and is still at it,
/// has lost nothing. An outage counts only when he says it who is at it.
///
/// ## Events and orders
///
/// [v2v.pipeline.crew.EventFeed] sends what the audit log says, as CloudEvents, at least once and
/// in order; the log is the outbox. [v2v.pipeline.crew.Ingest] reads orders and answers them on the
/// topic of events. What integrators must know stands in `pipelines/events`, with a schema for each
/// kind. No path of this machine and no more than the audit log knows goes out; a message never
/// approves.
///
/// ## Topics
///
/// One partition each, because order is what they are for and a share group shares one out among
/// any number of slots. All are made by [v2v.pipeline.crew.Setup], which says how long each keeps
/// what it has; what operators must know of them stands in `docker/OPERATIONS.md`.
@NullMarked
package v2v.pipeline.crew;

import org.jspecify.annotations.NullMarked;
