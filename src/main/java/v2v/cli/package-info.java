/// Commands, screen, JSON, exit codes; `Main` wires with `new`.
@NullMarked
package v2v.cli;

import org.jspecify.annotations.NullMarked;
