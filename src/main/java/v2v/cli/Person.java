package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine;
import picocli.CommandLine.Option;

/// Who types.
final class Person {
    private static final int LONGEST = 1000;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            description = "who says so (default: the account of this machine)")
    private @Nullable String name;

    String name() {
        return name == null ? account() : words("--by", name);
    }

    /// What somebody typed for the books: one line that says something and ends.
    static String words(String option, String typed) {
        String line = Screen.plain(typed).strip();
        boolean mute = line.codePoints().noneMatch(Character::isLetterOrDigit);
        if (mute || line.length() > LONGEST) {
            throw new CommandLine.ParameterException(
                    Main.commandLine(),
                    mute
                            ? option + ": there are no words in it"
                            : "%s: %d letters; a line of the audit log takes %d"
                                    .formatted(option, line.length(), LONGEST));
        }
        return line;
    }

    /// The name of this account on this machine.
    static String account() {
        return System.getProperty("user.name", "unknown");
    }
}
