/// Remember what is done, so that nothing is lost or done twice.
@NullMarked
package v2v.ledger;

import org.jspecify.annotations.NullMarked;
