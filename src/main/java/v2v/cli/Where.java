package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Option;

import v2v.item.BadConfig;
import v2v.item.Library;
import v2v.item.Settings;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The options that say where things are, the same for every command.
final class Where {
    @Option(
            names = "--library",
            paramLabel = "DIR",
            defaultValue = "library",
            description = "the library folder (default: ./${DEFAULT-VALUE})")
    Path library = Path.of("library");

    @Option(
            names = "--pipelines",
            paramLabel = "DIR",
            description =
                    "the folder with routes, profiles and v2v.properties (default: the program's)")
    @Nullable Path pipelines;

    /// The broker that this command was told of; null when none was.
    private @Nullable String kafka;

    /// For the command that has an option for it.
    void kafka(@Nullable String bootstrap) {
        kafka = bootstrap;
    }

    @Nullable String kafka() {
        return kafka;
    }

    Library library() {
        if (library.toString().isEmpty()) {
            // an unset variable in a script: its releases must not go to whatever folder it is in
            throw new BadConfig("--library", "expected a folder, found nothing");
        }
        return new Library(library);
    }

    Path pipelines() {
        return pipelines != null
                ? pipelines
                : Path.of(System.getProperty("v2v.home", "."), "pipelines");
    }

    /// The operator's settings; without the file every key has its default.
    Settings settings() throws IOException {
        Path file = pipelines().resolve("v2v.properties");
        return Files.exists(file) ? Settings.read(file) : Settings.none();
    }

    /// The ledger, to look at; where there is none, that is said.
    Optional<View> view() {
        Optional<View> view = View.of(library());
        if (view.isEmpty()) {
            System.err.println("v2v: " + library().root() + " holds no library yet");
        }
        return view;
    }
}
