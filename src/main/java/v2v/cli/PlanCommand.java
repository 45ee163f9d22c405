package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.intake.Mapping;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Settings;
import v2v.item.Treatment;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Outline;
import v2v.media.Profiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

@Command(
        name = "plan",
        description = "Look into footage and say what a profile would do with it.",
        footer = {
            "",
            "Every frame is decoded, and nothing is made or changed. `adaptive` marks what makes"
                    + " another work of it,",
            "which licences without derivatives do not allow.",
            "Exit status: 0 all can be made, 3 something was refused, 75 try again later, 78 bad"
                    + " configuration."
        })
final class PlanCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "footage; it is read where it lies")
    private List<Path> files = List.of();

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "a profile of pipelines/profiles (default: access)")
    private @Nullable String profile;

    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    public Integer call() throws IOException {
        Say say = output.say();
        Settings settings = where.settings();
        Screen screen = output.screen();
        Progress progress = screen::draw;
        Profiles profiles = Profiles.load(where.pipelines().resolve("profiles"));
        Media media = new Media(where.library(), Ffmpeg.find(settings), profiles, progress);
        IntakeSettings arriving = IntakeSettings.from(settings);
        Mapping mapping = Mapping.read(where.pipelines().resolve("mappings"), arriving.mapping());
        Intake intake = new Intake(arriving, mapping, progress);
        Order order = Order.plain(profile == null ? "access" : profile);
        Exit exit = Exit.DONE;
        for (Path file : files) {
            try {
                Footage footage = intake.accept(Intake.deliver(file, order));
                Outline outline = media.plan(footage);
                screen.clear();
                say(say, outline);
            } catch (Refusal refusal) {
                screen.clear();
                say.refused(refusal);
                exit = exit.or(Exit.REFUSED);
            }
        }
        return exit.status;
    }

    private static void say(Say say, Outline outline) {
        Inspection inspection = outline.inspection();
        if (say.json()) {
            say.object(
                    "plan",
                    "file",
                    inspection.footage().file(),
                    "sha256",
                    inspection.footage().sha256(),
                    "profile",
                    outline.treatment().profile(),
                    "scan",
                    inspection.scan(),
                    "frames",
                    inspection.decode().frames(),
                    "duration",
                    inspection.decode().duration(),
                    "acts",
                    outline.treatment().acts(),
                    "commands",
                    outline.commands(),
                    "findings",
                    inspection.findings(),
                    "quality",
                    inspection.quality(),
                    "embedded",
                    open(inspection));
            return;
        }
        say.line(inspection.footage().file().toString());
        say.line(
                String.format(
                        Locale.ROOT,
                        "  %s, %s, %d frames, %.3f s, profile %s",
                        inspection.container(),
                        inspection.scan().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                        inspection.decode().frames(),
                        inspection.decode().duration().toNanos() / 1e9,
                        outline.treatment().profile()));
        for (Inspection.Finding finding : inspection.findings()) {
            if (finding.severity() != Inspection.Severity.FINE) {
                say.line(
                        "  "
                                + (finding.severity() == Inspection.Severity.LOOK
                                        ? "look      "
                                        : "note      ")
                                + Screen.plain(finding.text()));
            }
        }
        for (Record.Provenance embedded : open(inspection)) {
            String value = embedded.value().lines().findFirst().orElse("");
            say.line(
                    String.format(
                            Locale.ROOT,
                            "  says      %s: %s (%s)",
                            embedded.field(),
                            Screen.plain(value),
                            Screen.plain(String.valueOf(embedded.place()))));
        }
        for (Treatment.Act act : outline.treatment().acts()) {
            say.line(
                    String.format(
                            Locale.ROOT,
                            "  %-9s %s: %s (%s)",
                            act.nature().name().toLowerCase(Locale.ROOT),
                            act.output(),
                            Screen.plain(act.what()),
                            Screen.plain(act.why())));
        }
        for (Outline.Command command : outline.commands()) {
            say.line("  $ " + shell(command.arguments()));
        }
    }

    /// What the file says itself, but where somebody was and whose camera it is.
    private static List<Record.Provenance> open(Inspection inspection) {
        return inspection.embedded().stream()
                .filter(said -> !said.field().startsWith("private:"))
                .toList();
    }

    /// As it would be typed.
    private static String shell(List<String> words) {
        return words.stream()
                .map(word ->
                        word.matches("[A-Za-z0-9_./:=,+@%-]+")
                                ? word
                                : "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
    }
}
