/// Several machines: the node hands work to workers over Kafka.
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
