@NullMarked
package v2v.media;

import org.jspecify.annotations.NullMarked;
