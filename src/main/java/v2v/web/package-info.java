/// Show the library to people and machines.
@NullMarked
package v2v.web;

import org.jspecify.annotations.NullMarked;
