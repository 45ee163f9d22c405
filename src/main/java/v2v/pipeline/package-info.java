/// Bind rooms into Camel: the `stage:` component, schedules, Kafka.
///
/// The routes in `pipelines/*.camel.yaml` are the pipeline. An operator reads them from top to
/// bottom and adds a step without compiling. What Camel does here: sources, schedules, the order of
/// the steps, and every component an operator may want to hang in. What it must not do here:
/// redelivery, idempotent repositories, queues between stages. The ledger is the one truth about
/// work.
///
/// `from: stage:NAME` claims a task of that name, runs the route on it, and ends it. Options:
///
/// | option | meaning | default |
/// |---|---|---|
/// | `lane` | `light`, `heavy` for work that fills the machine, or `look` for what must not wait behind that | `light` |
/// | `concurrency` | tasks at once from this route, within its lane | 1 |
/// | `attempts` | how often an outage is tried again before the work is put aside | 3 |
/// | `backoff` | milliseconds before the second attempt, doubled for each further one | 5000 |
/// | `window` | `22:00-06:00`: hours in which tasks are claimed; running ones go on | always |
/// | `label` | which workers should do this: `gpu`, `site=north`; any may while none of them is there | any |
/// | `as` | a name: this route is an extra on the stage, with copies and attempts of its own | |
///
/// `to: stage:NAME` inside a stage is a promise. It is kept in the transaction that ends the task;
/// a step that fails after it takes it back. Every path ends in one; the last is `stage:end`. A
/// route that reaches none is a recorded bug, never a silent loss.
///
/// With workers ([v2v.pipeline.crew]), `inspect` and `transcode` hand their work out and wait for
/// it: as many tasks at once as the workers have room for, whatever `concurrency` says, at most
/// 128. The route goes on at the node. `label` counts in these two only.
///
/// Three kinds of failure, told apart in one place ([v2v.pipeline.Verdict]): a refusal is held for
/// a person, an outage (`IOException`) is tried again, anything else is a bug: it marks its item,
/// and three in a row stop the route.
///
/// [v2v.pipeline.Gauges] says in figures what goes on, for Prometheus.
///
/// Shutdown: the consumers are neither `Suspendable` nor `ShutdownAware`, so Camel asks them to
/// stop first and only then counts what is in flight. They interrupt their workers, whose children
/// die with them, and give the tasks back: gone in two seconds, no attempt counted.
///
/// At start [v2v.pipeline.Check] names file and line of what is wrong: YAML that does not load, a
/// stage that is sent to but never read, a stage whose bean does not take what the one before it
/// returns.
@NullMarked
package v2v.pipeline;

import org.jspecify.annotations.NullMarked;
