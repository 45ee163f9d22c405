/// Several machines: the node hands work to workers over Kafka.
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
@NullMarked
package v2v.pipeline.crew;

import org.jspecify.annotations.NullMarked;
