@NullMarked
package v2v.pipeline;

import org.jspecify.annotations.NullMarked;
