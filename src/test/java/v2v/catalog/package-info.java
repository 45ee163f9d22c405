@NullMarked
package v2v.catalog;

import org.jspecify.annotations.NullMarked;
