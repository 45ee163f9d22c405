@NullMarked
package v2v.rights;

import org.jspecify.annotations.NullMarked;
