package v2v.bench;

import v2v.Program;
import v2v.item.Library;
import v2v.ledger.Ledger;
import v2v.pipeline.crew.Broker;
import v2v.pipeline.crew.Crew;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Setup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How long after `./v2v worker` was typed the node has its first report.
///
/// `java -cp ... v2v.bench.WorkerStartBench [RUNS]`, from the project's folder, with the test class
/// path, after `./v2v --version`. Goal: 3 s.
public final class WorkerStartBench {
    private WorkerStartBench() {}

    /// Prints the times, sorted.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Hand.argument(arguments, 0, 5);
        Path folder = Files.createTempDirectory("v2v-bench");
        int port = Broker.free();
        Process broker = Broker.spawn(folder.resolve("broker"), port, Broker.free(), "127.0.0.1");
        try {
            Hand.load();
            Path share = Files.createDirectories(folder.resolve("share"));
            Library library = new Library(share.resolve("library")).prepare();
            KafkaSettings kafka = KafkaSettings.worker("127.0.0.1:" + port, null, "v2v", share);
            new Setup(kafka).make(1);
            try (Ledger ledger = Ledger.own(library).orElseThrow();
                    Crew crew = new Crew(kafka, ledger, library)) {
                crew.start();
                List<Double> seconds = new ArrayList<>();
                for (int i = 0; i < runs; i++) {
                    seconds.add(start(crew, kafka, folder.resolve("said-" + i)));
                }
                Hand.say(
                        "from exec to the first report, %d runs: %s",
                        runs, seconds.stream().sorted().map("%.2f s"::formatted).toList());
            }
            Hand.load();
        } finally {
            broker.destroyForcibly().waitFor();
            Program.delete(folder);
        }
    }

    private static double start(Crew crew, KafkaSettings kafka, Path said)
            throws IOException, InterruptedException {
        long begun = System.nanoTime();
        Process worker =
                new ProcessBuilder(
                                "./v2v",
                                "worker",
                                "--share",
                                kafka.share().toString(),
                                "--kafka",
                                kafka.bootstrap(),
                                "--grace",
                                "0")
                        .redirectErrorStream(true)
                        .redirectOutput(said.toFile())
                        .start();
        try {
            while (crew.workers().isEmpty() && worker.isAlive()) {
                TimeUnit.MILLISECONDS.sleep(5);
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            if (crew.workers().isEmpty()) {
                throw new IOException(Files.readString(said));
            }
            return seconds;
        } finally {
            worker.destroy();
            worker.waitFor();
            // its last words: it is gone from the list
            while (!crew.workers().isEmpty()) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
    }
}
