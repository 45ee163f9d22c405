/// Tests of the house itself.
@NullMarked
package v2v;

import org.jspecify.annotations.NullMarked;
