/// Commands, screen, JSON, exit codes; `Main` wires with `new`.
///
/// stdout is data, stderr is for people. `--json` is one object a line with `"type"` first; readers
/// ignore keys they do not know. Progress is drawn on a terminal only.
///
/// | exit | meaning |
/// |---|---|
/// | 0 | done |
/// | 2 | the command line is wrong |
/// | 3 | something was refused or is held: a person must act |
/// | 70 | our bug |
/// | 75 | try again later |
/// | 78 | a configuration or pipeline file is wrong |
/// | 130 | interrupted |
@NullMarked
package v2v.cli;

import org.jspecify.annotations.NullMarked;
