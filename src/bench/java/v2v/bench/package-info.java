/// Measurements against the tools that others use, in the same run on the same machine.
@NullMarked
package v2v.bench;

import org.jspecify.annotations.NullMarked;
