@NullMarked
package v2v.item;

import org.jspecify.annotations.NullMarked;
