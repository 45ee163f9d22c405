/// Decide that a delivery has finished arriving, check its fixity, read its records, give it an
/// identity.
@NullMarked
package v2v.intake;

import org.jspecify.annotations.NullMarked;
