@NullMarked
package v2v.cli;

import org.jspecify.annotations.NullMarked;
