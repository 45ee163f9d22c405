@NullMarked
package v2v.pipeline.crew;

import org.jspecify.annotations.NullMarked;
