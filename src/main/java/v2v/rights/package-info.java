/// Say whether and how a work may be released, in the file and beside it.
@NullMarked
package v2v.rights;

import org.jspecify.annotations.NullMarked;
