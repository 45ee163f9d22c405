/// Look inside footage, plan, transcode to open formats, prove the result plays.
@NullMarked
package v2v.media;

import org.jspecify.annotations.NullMarked;
