package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

/// Who types.
final class Person {
    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "who says so (default: the account of this machine)")
    private @Nullable String name;

    String name() {
        return name == null || name.isBlank() ? account() : name.strip();
    }

    /// The name of this account on this machine.
    static String account() {
        return System.getProperty("user.name", "unknown");
    }
}
