/// Several machines: the node hands work to workers over Kafka.
@NullMarked
package v2v.pipeline.crew;

import org.jspecify.annotations.NullMarked;
