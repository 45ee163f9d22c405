package v2v.media;

import v2v.item.Inspection;
import v2v.item.Treatment;

import java.util.List;

/// What a profile would do with a file, and what is known about the file.
///
/// @param commands the programs that would run, in their order
public record Outline(Inspection inspection, Treatment treatment, List<Command> commands) {
    /// One program's exact arguments; `<original>` and the like stand for paths.
    ///
    /// @param what it makes
    public record Command(String what, List<String> arguments) {}
}
