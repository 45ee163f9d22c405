@NullMarked
package v2v.release;

import org.jspecify.annotations.NullMarked;
