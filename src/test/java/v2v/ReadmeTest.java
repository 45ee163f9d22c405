package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

import picocli.CommandLine;

import v2v.cli.Main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The README and the help say what is there.
class ReadmeTest {
    private static final Pattern COMMAND = Pattern.compile("v2v ([a-z]+)");
    private static final Pattern OPTION = Pattern.compile("(--[a-z][a-z-]+)");

    private static String readme() throws IOException {
        return Files.readString(Path.of("README.md"));
    }

    @Test
    void everyCommandOfTheReadmeExists() throws IOException {
        Set<String> there = new TreeSet<>(Main.commandLine().getSubcommands().keySet());
        there.add("test"); // the launcher's own
        Set<String> missing = new TreeSet<>();
        for (String line : (Iterable<String>) readme().lines()::iterator) {
            Matcher command = COMMAND.matcher(line);
            while (command.find()) {
                if (line.contains("v2v " + command.group(1))
                        && line.matches(".*(\\./v2v|`v2v) .*")) {
                    missing.add(command.group(1));
                }
            }
        }
        assertTrue(missing.size() >= 5, "commands found in the README: " + missing);
        missing.removeAll(there);
        assertEquals(Set.of(), missing);
    }

    @Test
    void everyOptionOfTheReadmeIsInSomeHelp() throws IOException {
        StringBuilder help = new StringBuilder("--quick --strict ");
        commands(Main.commandLine()).forEach(command -> help.append(command.getUsageMessage()));
        List<String> unknown = new ArrayList<>();
        Matcher option = OPTION.matcher(readme().replaceAll("docker compose .*", ""));
        while (option.find()) {
            if (!help.toString().contains(option.group(1))) {
                unknown.add(option.group(1));
            }
        }
        assertEquals(List.of(), unknown);
    }

    /// All below this one, groups and what is in them.
    private static Stream<CommandLine> commands(CommandLine above) {
        return above.getSubcommands().values().stream()
                .flatMap(command -> Stream.concat(Stream.of(command), commands(command)));
    }

    @Test
    void everyCommandSaysHowItEnds() {
        List<String> silent =
                commands(Main.commandLine())
                        .filter(command -> command.getSubcommands().isEmpty())
                        .filter(command -> !command.getCommandName().equals("help"))
                        .filter(command -> !command.getUsageMessage().contains("Exit status"))
                        .map(CommandLine::getCommandName)
                        .toList();
        assertEquals(List.of(), silent);
    }

    /// The test command of the README is the one that continuous integration runs.
    @Test
    void continuousIntegrationRunsTheReadmesCommand() throws IOException {
        assertTrue(readme().contains("./v2v test "), "README");
        String last =
                Files.readAllLines(Path.of(".ci/run")).stream()
                        .filter(l -> !l.isBlank() && !l.startsWith("#"))
                        .reduce("", (a, b) -> b);
        assertEquals("./v2v test", last.replaceFirst("^exec ", "").strip());
    }

    /// Every path that the README and the map name is there.
    @Test
    void everyPathIsThere() throws IOException {
        List<String> missing = new ArrayList<>();
        for (String file : List.of("README.md", "CONTRIBUTING.md")) {
            Matcher path =
                    Pattern.compile("`((?:pipelines|src|docker)/[\\w./*-]*)`")
                            .matcher(Files.readString(Path.of(file)));
            while (path.find()) {
                String name = path.group(1);
                if (!name.contains("*") && !name.contains("N") && !Files.exists(Path.of(name))) {
                    missing.add(name);
                }
            }
        }
        assertEquals(List.of(), missing);
    }
}
