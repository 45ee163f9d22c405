package v2v.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/// The program.
@Command(
        name = "v2v",
        description = "Turns raw archive footage into Creative Commons releases that peers carry.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "v2v help COMMAND explains one. ./v2v demo shows the whole way; ./v2v test runs the"
                    + " tests."
        },
        subcommands = {
            ReleaseCommand.class,
            RunCommand.class,
            DemoCommand.class,
            StatusCommand.class,
            SearchCommand.class,
            ShowCommand.class,
            PlanCommand.class,
            TorrentCommand.class,
            MirrorCommand.class,
            SeedCommand.class,
            StatsCommand.class,
            HoldCommand.class,
            UnholdCommand.class,
            ApproveCommand.class,
            NowCommand.class,
            WithdrawCommand.class,
            AuditCommand.class,
            CheckCommand.class,
            RecallCommand.class,
            VerifyCommand.class,
            IntakeCommand.class,
            CatalogueCommand.class,
            ReindexCommand.class,
            RebuildCommand.class,
            DoctorCommand.class,
            WorkerCommand.class,
            KafkaCommand.class,
            CommandLine.HelpCommand.class
        })
public final class Main {
    private Main() {}

    /// Runs one command and ends the process with its status.
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    private static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    /// All commands, as they are parsed and explained.
    public static CommandLine commandLine() {
        CommandLine line = new CommandLine(new Main());
        help(line);
        line.setExecutionExceptionHandler(new Faults());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(ansi()));
        return line;
    }

    /// Every command explains itself, and so do the commands of commands.
    private static void help(CommandLine line) {
        for (CommandLine sub : line.getSubcommands().values()) {
            if (!sub.getCommandSpec().mixinStandardHelpOptions()) {
                sub.getCommandSpec().mixinStandardHelpOptions(true);
            }
            help(sub);
        }
    }

    private static CommandLine.Help.Ansi ansi() {
        return Boolean.getBoolean("v2v.colour")
                ? CommandLine.Help.Ansi.ON
                : CommandLine.Help.Ansi.OFF;
    }
}
