package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

import v2v.item.BadConfig;
import v2v.item.Settings;
import v2v.media.Ffmpeg;
import v2v.pipeline.MediaLabour;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

@Command(
        name = "worker",
        description = "Does work that a node hands out over Kafka; owns nothing, keeps nothing.",
        footer = {
            "",
            "The share is the folder in which library and originals lie, wherever it is mounted"
                    + " here.",
            "SIGTERM: takes nothing more, ends what it is at within --grace, gives back the rest.",
            "Exit status: 130 or 143 after a signal, 75 the share is not there, 78 bad options."
        })
final class WorkerCommand implements Callable<Integer> {
    @Option(
            names = "--share",
            paramLabel = "DIR",
            required = true,
            description = "the folder that node and workers all see")
    private Path share = Path.of("");

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            required = true,
            description = "the broker; several comma-separated")
    private String kafka = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            description = "Kafka client properties: TLS, SASL")
    private @Nullable Path config;

    @Option(
            names = "--prefix",
            paramLabel = "WORD",
            defaultValue = "v2v",
            description = "of the topics (default: ${DEFAULT-VALUE})")
    private String prefix = "v2v";

    @Option(
            names = "--slots",
            paramLabel = "N",
            defaultValue = "1",
            description = "encodes at once (default: ${DEFAULT-VALUE})")
    private int slots = 1;

    @Option(
            names = "--look",
            paramLabel = "N",
            defaultValue = "1",
            description = "inspections at once, beside the encodes (default: ${DEFAULT-VALUE})")
    private int look = 1;

    @Option(
            names = "--cores",
            paramLabel = "N",
            defaultValue = "0",
            description = "processors for each encode (default: all of the machine, shared out)")
    private int cores;

    @Option(
            names = "--label",
            paramLabel = "WORD",
            description = "work that asks for this comes here: gpu, site=north; may be repeated")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = "--grace",
            paramLabel = "SECONDS",
            defaultValue = "600",
            description = "how long a part may go on after SIGTERM (default: ${DEFAULT-VALUE})")
    private int grace = 600;

    @Option(
            names = "--ffmpeg",
            paramLabel = "FILE",
            description = "another ffmpeg than the bundled one, the same on all machines")
    private @Nullable Path ffmpeg;

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(slots >= 0 && look >= 0 && slots + look > 0, "--slots", "at least one slot");
        require(slots + look <= 256, "--slots", "256 slots at most");
        require(cores >= 0, "--cores", "a number of processors");
        require(grace >= 0, "--grace", "a number of seconds");
        if (!Files.isDirectory(share)) {
            throw new IOException("the share is not there: " + share.toAbsolutePath());
        }
        KafkaSettings settings = KafkaSettings.worker(kafka, config, prefix, share);
        labels.forEach(
                label -> require(KafkaSettings.label(label), "--label", "a word such as gpu"));
        int each = each();
        Map<String, String> own = media(each);
        Path temporary = Files.createTempDirectory("v2v-worker-");
        Worker worker =
                new Worker(
                        settings,
                        new Worker.Terms(
                                Map.of("heavy", slots, "look", look),
                                each,
                                List.copyOf(labels),
                                Duration.ofSeconds(grace)),
                        new MediaLabour(
                                Version.NUMBER,
                                Ffmpeg.find(Settings.of("worker", own)),
                                temporary,
                                own));
        Closing.onSignal(worker, () -> Files.deleteIfExists(temporary));
        worker.start();
        System.err.println(
                "v2v: worker "
                        + worker.name()
                        + ": "
                        + slots
                        + " to encode, "
                        + look
                        + " to look, "
                        + each
                        + " cores each, share "
                        + share.toAbsolutePath()
                        + ", Kafka "
                        + kafka);
        Wiring.untilInterrupted();
        return Exit.DONE.status;
    }

    private static void require(boolean good, String option, String wanted) {
        if (!good) {
            throw new BadConfig(option, "expected " + wanted);
        }
    }

    private int each() {
        int all = Runtime.getRuntime().availableProcessors();
        return cores > 0 ? Math.min(cores, all) : Math.max(1, all / Math.max(1, slots));
    }

    private Map<String, String> media(int each) {
        Map<String, String> values = new HashMap<>();
        values.put("media.cores", Integer.toString(each));
        if (ffmpeg != null) {
            values.put("media.ffmpeg", ffmpeg.toAbsolutePath().toString());
        }
        return values;
    }
}
