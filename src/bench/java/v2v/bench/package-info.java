@NullMarked
package v2v.bench;

import org.jspecify.annotations.NullMarked;
