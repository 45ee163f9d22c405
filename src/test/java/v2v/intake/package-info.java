/// What the room of arrivals promises.
@NullMarked
package v2v.intake;

import org.jspecify.annotations.NullMarked;
