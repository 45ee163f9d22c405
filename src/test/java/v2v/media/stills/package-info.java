@NullMarked
package v2v.media.stills;

import org.jspecify.annotations.NullMarked;
