/// Write the library's catalogue as files that need no server, and prove that such files are the
/// publisher's.
@NullMarked
package v2v.edition;

import org.jspecify.annotations.NullMarked;
