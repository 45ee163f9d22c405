package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.intake.DeliveryCheck;
import v2v.intake.Diagnosis;
import v2v.intake.IntakeSettings;
import v2v.intake.Mapping;
import v2v.item.Refusal;
import v2v.item.Settings;
import v2v.rights.Licenses;
import v2v.rights.Rights;
import v2v.rights.RightsSettings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "intake",
        description = "Deliveries, before anything of them is taken in.",
        subcommands = IntakeCommand.Check.class)
final class IntakeCommand {
    @Command(
            name = "check",
            description = "Go through a whole delivery and name everything that is wrong with it.",
            footer = {
                "",
                "Reads every row of manifest.csv, metadata.csv and rights.csv (or "
                        + ".tsv), every list of checksums, every name of a file; takes nothing "
                        + "in. A table in a sub-folder is named, not read: check that folder "
                        + "too. The corrected copy has the same rows, what is certain written "
                        + "as everybody writes it, and a column v2v_problem for the vendor.",
                "Exit status: 0 nothing stops it, 3 something does, 75 it could not be "
                        + "read, 78 the mapping is wrong."
            })
    static final class Check implements Callable<Integer> {
        @Mixin private final Where where = new Where();

        @Parameters(paramLabel = "FOLDER|MANIFEST", description = "a delivery, or one table of it")
        private Path target = Path.of("");

        @Option(
                names = "--mapping",
                paramLabel = "M",
                description =
                        "how the vendor's tables are read: a file of pipelines/mappings (default:"
                                + " intake.mapping)")
        private @Nullable String mapping;

        @Option(
                names = "--checksums",
                description = "read every file and compare it with the vendor's sums")
        private boolean checksums;

        @Option(
                names = "--corrected",
                paramLabel = "FILE",
                description = "write a copy of the first table to send back")
        private @Nullable Path corrected;

        @Mixin private final Output.Slow output = new Output.Slow();

        @Override
        public Integer call() throws IOException {
            Settings settings = where.settings();
            if (corrected != null && isInput(corrected)) {
                throw new picocli.CommandLine.ParameterException(
                        new picocli.CommandLine(this),
                        "--corrected would replace the vendor's own table; name another file");
            }
            DeliveryReport report = new DeliveryReport(output.say());
            Screen screen = output.screen();
            Diagnosis diagnosis;
            try {
                diagnosis =
                        check(settings, screen)
                                .run(
                                        new DeliveryCheck.What(target, checksums, corrected),
                                        report::take);
            } finally {
                screen.clear();
            }
            report.end(diagnosis);
            return diagnosis.good() ? Exit.DONE.status : Exit.REFUSED.status;
        }

        private boolean isInput(Path file) throws IOException {
            if (!Files.exists(file)) {
                return false;
            }
            Path folder = Files.isDirectory(target) ? target : target.toAbsolutePath().getParent();
            return (Files.exists(target) && Files.isSameFile(file, target))
                    || (Files.isRegularFile(file)
                            && folder != null
                            && file.toRealPath().startsWith(folder.toRealPath()));
        }

        private DeliveryCheck check(Settings settings, Screen screen) throws IOException {
            IntakeSettings intake = IntakeSettings.from(settings);
            String name = mapping == null ? intake.mapping() : mapping;
            Licenses licenses = Licenses.load();
            InstantSource clock = InstantSource.system();
            Rights rights =
                    new Rights(
                            licenses,
                            RightsSettings.read(settings, where.pipelines().resolve("policies")),
                            clock);
            return new DeliveryCheck(
                    intake,
                    Mapping.read(where.pipelines().resolve("mappings"), name),
                    rights::review,
                    said -> canonical(licenses, said),
                    clock,
                    screen::draw);
        }

        private static Optional<String> canonical(Licenses licenses, String said) {
            try {
                return Optional.of(licenses.recognise(said, "").url());
            } catch (Refusal notOne) {
                return Optional.empty();
            }
        }
    }
}
