package v2v.bench;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Footage;
import v2v.item.Progress;
import v2v.item.Relative;
import v2v.item.Tapes;
import v2v.pipeline.SharedMedia;
import v2v.pipeline.crew.Asked;
import v2v.pipeline.crew.KafkaSettings;
import v2v.pipeline.crew.Labour;
import v2v.pipeline.crew.Worker;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A look that costs time and no processor: it sleeps, and answers what the node expects. So that
/// what is measured is what stands between the works and not the works, on a machine that has fewer
/// processors than there are workers.
///
/// @param sleep of each work
/// @param diary where begin and end of each work are written, microseconds since 1970
record StandIn(Duration sleep, Path diary) implements Labour {
    /// What the node must be told that it encodes with.
    static final String ENCODER = "a stand-in";

    /// One work, as its worker saw it; microseconds since 1970.
    record Nap(long begun, long ended) {}

    @Override
    public String encoder() {
        return ENCODER;
    }

    @Override
    public JsonNode work(Place place, Asked asked, Path own, Progress progress) throws IOException {
        long begun = now();
        Relative share = new Relative(place.share());
        SharedMedia.Work work = share.read(asked.work(), SharedMedia.Work.class);
        Footage footage = share.read(work.ticket(), Footage.class);
        try {
            TimeUnit.NANOSECONDS.sleep(sleep.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
        JsonNode answer = share.tree(Tapes.inspected(footage));
        Files.writeString(
                diary,
                begun + " " + now() + "\n",
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        return answer;
    }

    static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    /// What a worker has written down, in order.
    static List<Nap> naps(Path diary) throws IOException {
        return Files.readAllLines(diary).stream()
                .map(line -> line.split(" ", 2))
                .map(words -> new Nap(Long.parseLong(words[0]), Long.parseLong(words[1])))
                .toList();
    }

    /// A real worker with this labour, for inspections: `SHARE HOST:PORT MILLIS DIARY`; runs until
    /// it is killed.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path share = Path.of(arguments[0]);
        Duration sleep = Duration.ofMillis(Long.parseLong(arguments[2]));
        Worker worker =
                new Worker(
                        KafkaSettings.worker(arguments[1], null, "v2v", share),
                        new Worker.Terms(Map.of("look", 1), 1, List.of(), Duration.ZERO),
                        new StandIn(sleep, Path.of(arguments[3])));
        worker.start();
        new CountDownLatch(1).await();
    }
}
