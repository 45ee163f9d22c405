@NullMarked
package v2v.web;

import org.jspecify.annotations.NullMarked;
