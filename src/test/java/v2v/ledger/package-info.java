@NullMarked
package v2v.ledger;

import org.jspecify.annotations.NullMarked;
