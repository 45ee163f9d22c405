/// Lay out, checksum and sign the release folder and its metadata documents.
@NullMarked
package v2v.release;

import org.jspecify.annotations.NullMarked;
