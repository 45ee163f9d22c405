/// Bind rooms into Camel: the `stage:` component, schedules, Kafka.
@NullMarked
package v2v.pipeline;

import org.jspecify.annotations.NullMarked;
