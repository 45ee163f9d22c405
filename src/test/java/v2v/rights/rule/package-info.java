@NullMarked
package v2v.rights.rule;

import org.jspecify.annotations.NullMarked;
