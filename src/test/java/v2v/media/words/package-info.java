/// Every form of words, from documents that are looked at by eye.
@NullMarked
package v2v.media.words;

import org.jspecify.annotations.NullMarked;
