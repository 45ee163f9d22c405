package v2v.cli;

import picocli.CommandLine;

import v2v.catalog.BadQuery;
import v2v.item.BadConfig;
import v2v.item.Refusal;
import v2v.ledger.LedgerFault;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;

/// From a cause to a sentence and an exit status: one switch for every command.
final class Faults implements CommandLine.IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(
            Exception fault, CommandLine command, CommandLine.ParseResult parsed) {
        PrintWriter err = command.getErr();
        Exit exit =
                switch (fault) {
                    case Refusal refusal -> {
                        new Say(System.out, System.err, json(command)).refused(refusal);
                        yield Exit.REFUSED;
                    }
                    case BadConfig bad -> {
                        err.println("v2v: " + bad.getMessage());
                        yield Exit.CONFIG;
                    }
                    case BadQuery query -> {
                        err.println("v2v: " + query.getMessage());
                        yield Exit.USAGE;
                    }
                    case CommandLine.ParameterException usage -> {
                        err.println("v2v: " + usage.getMessage());
                        yield Exit.USAGE;
                    }
                    case LedgerFault ledger -> {
                        err.println("v2v: " + ledger.getMessage());
                        yield Exit.LATER;
                    }
                    case IOException outage -> {
                        err.println("v2v: " + said(outage));
                        yield Exit.LATER;
                    }
                    case UncheckedIOException outage -> {
                        err.println("v2v: " + said(outage));
                        yield Exit.LATER;
                    }
                    default -> {
                        err.println(
                                "v2v: this is a bug of V2V "
                                        + Version.NUMBER
                                        + "; please report it with these lines:");
                        fault.printStackTrace(err);
                        yield Exit.BUG;
                    }
                };
        err.flush();
        return exit.status;
    }

    private static boolean json(CommandLine command) {
        CommandLine.ParseResult parsed = command.getParseResult();
        return parsed != null && parsed.hasMatchedOption("--json");
    }

    /// The JDK's file exceptions say nothing but the path.
    private static String said(Exception fault) {
        String what =
                switch (fault) {
                    case java.nio.file.NoSuchFileException _ -> "no such file: ";
                    case java.nio.file.AccessDeniedException _ -> "permission denied: ";
                    case java.nio.file.FileAlreadyExistsException _ -> "this is not a folder: ";
                    case java.nio.file.FileSystemException _ -> "";
                    default -> "";
                };
        return what + (fault.getMessage() == null ? fault.toString() : fault.getMessage());
    }
}
