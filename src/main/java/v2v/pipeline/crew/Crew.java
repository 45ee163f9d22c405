package v2v.pipeline.crew;

import com.fasterxml.jackson.databind.JsonNode;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.BadConfig;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.ledger.Ledger;
import v2v.ledger.Parts;
import v2v.ledger.Parts.Part;
import v2v.ledger.Parts.Wanted;
import v2v.ledger.Task;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// The workers, as the node sees them: it asks for parts of its tasks and waits for what comes of
/// them.
public final class Crew implements AutoCloseable {
    /// Tasks of one stage at once, whatever the number of workers: each holds a thread here.
    public static final int MOST = 128;

    /// Runs of a part that may be lost before the file itself is suspected.
    static final int MOST_LOST = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Crew.class);

    /// Workers that were there a moment ago are given so long to be heard of, when a node starts or
    /// has reached the broker for the first time.
    private static final Duration GRACE = Duration.ofSeconds(10);

    private final KafkaSettings settings;
    private final Parts parts;
    private final Tries tries;
    private final Roster roster = new Roster(InstantSource.system());
    private final Dispatch dispatch;
    private final Map<Long, Semaphore> bells = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> inside = new ConcurrentHashMap<>();
    private volatile Instant since = Instant.now();

    /// No worker can do it now.
    public static final class Alone extends Exception {
        private static final long serialVersionUID = 1;

        Alone() {
            super("no worker is there", null, false, false);
        }
    }

    /// Takes over what a run has made.
    public interface Adoption {
        /// Does it, whole or not at all.
        ///
        /// @param own the run's folder
        /// @throws IOException when it is not what the answer says
        void adopt(Part part, JsonNode result, Path own) throws IOException;

        /// Keeps what a run that failed has left for people to read.
        void evidence(Part part, Path own) throws IOException;
    }

    /// What a task wants of the workers.
    ///
    /// @param label of the workers that should do it; empty for none; any may when nobody there has
    ///   it
    /// @param file the original, for people
    public record Errand(Task task, String lane, String label, Path file, List<Wanted> parts) {}

    /// The workers of a library.
    ///
    /// @throws BadConfig when the library does not lie in the share
    public Crew(KafkaSettings settings, Ledger ledger, Library library) {
        this.settings = settings;
        parts = ledger.parts();
        tries = new Tries(library);
        if (!library.root().startsWith(settings.share())) {
            throw new BadConfig(
                    "v2v.kafka.share",
                    "the library "
                            + library.root()
                            + " must lie in the folder that all workers see, and that is "
                            + settings.share());
        }
        String folder = settings.share().relativize(library.root()).toString();
        dispatch = new Dispatch(settings, parts, tries, roster, folder, this::ring);
    }

    /// Begins to hear of them.
    public void start() {
        since = Instant.now();
        dispatch.start();
    }

    /// Where paths begin that are the same on all machines.
    public Path share() {
        return settings.share();
    }

    /// Which encoder the parts must be made with.
    public void encodes(String encoder) {
        dispatch.encodes(encoder);
    }

    /// The same, to be asked.
    public String encoder() {
        return dispatch.encoder();
    }

    /// Whether nobody has been heard of who could do it.
    public boolean alone(String lane) {
        Instant listening = dispatch.listening();
        Instant from = listening == null ? since : listening;
        return roster.slots(lane, "") == 0 && Instant.now().isAfter(from.plus(GRACE));
    }

    /// Lets one more task of a lane in, if the workers have room: no more than they can do soon, so
    /// that what is urgent does not wait behind what is not.
    ///
    /// @param here what this machine does at once when it is alone
    public boolean enter(String lane, int here) {
        AtomicInteger now = inside.computeIfAbsent(lane, l -> new AtomicInteger());
        int slots = roster.slots(lane, "");
        int room = Math.min(MOST, slots == 0 ? here : slots + 2 + slots / 4);
        while (true) {
            int count = now.get();
            if (count >= room) {
                return false;
            }
            if (now.compareAndSet(count, count + 1)) {
                return true;
            }
        }
    }

    public void leave(String lane) {
        inside.computeIfAbsent(lane, l -> new AtomicInteger()).decrementAndGet();
    }

    /// Has parts done, and waits until all are, and are taken over.
    ///
    /// @return what came of each, in order
    /// @throws Alone when nobody is there to do them; what is out already stays out
    /// @throws Refusal when the file is at fault
    /// @throws IOException when a machine is
    public List<JsonNode> have(Errand errand, Adoption adoption) throws IOException, Alone {
        Task task = errand.task();
        // a label that v2v kafka setup was not told of has no queue
        String label = settings.labels().contains(errand.label()) ? errand.label() : "";
        parts.ask(task, errand.lane(), label, errand.parts());
        Semaphore bell = bells.computeIfAbsent(task.id(), id -> new Semaphore(0));
        try {
            dispatch.wake();
            while (true) {
                List<Part> mine = mine(errand);
                for (Part part : mine) {
                    if (part.is("answered")) {
                        settle(errand, part, adoption);
                    }
                }
                if (mine(errand).stream().allMatch(part -> part.is("done"))) {
                    return results(errand);
                }
                if (alone(errand.lane()) && mine(errand).stream().noneMatch(this::goesOn)) {
                    throw new Alone();
                }
                await(bell);
            }
        } finally {
            bells.remove(task.id());
        }
    }

    /// Whether a worker that takes nothing more is still at it.
    private boolean goesOn(Part part) {
        return part.is("answered") || (part.is("out") && roster.does(part.run()));
    }

    private static void await(Semaphore bell) throws InterruptedIOException {
        try {
            if (bell.tryAcquire(5, TimeUnit.SECONDS)) {
                bell.drainPermits();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private void ring(long task) {
        Semaphore bell = bells.get(task);
        if (bell != null) {
            bell.release();
        }
    }

    private List<Part> mine(Errand errand) {
        List<String> names = errand.parts().stream().map(Wanted::name).toList();
        return parts.of(errand.task()).stream().filter(p -> names.contains(p.name())).toList();
    }

    private List<JsonNode> results(Errand errand) {
        List<JsonNode> all = new ArrayList<>();
        for (Part part : mine(errand)) {
            if (answer(part).ending() instanceof Answer.Done done) {
                all.add(done.result());
            }
        }
        return all;
    }

    private static Answer answer(Part part) {
        return Json.read(String.valueOf(part.result()), Answer.class);
    }

    private void settle(Errand errand, Part part, Adoption adoption) throws IOException {
        Answer answer = answer(part);
        if (answer.ending() instanceof Answer.Refused
                || answer.ending() instanceof Answer.Outage
                || answer.ending() instanceof Answer.Bug) {
            evidence(part, tries.of(part).resolve(answer.run()), adoption);
        }
        switch (answer.ending()) {
            case Answer.Done done -> adopt(part, answer, done.result(), adoption);
            case Answer.Refused refused -> {
                takeBack(errand.task());
                throw new Refusal(here(refused.file()), refused.findings());
            }
            case Answer.Outage outage -> {
                parts.rest(part.id(), part.attempt());
                tries.close(part);
                throw new IOException(here(outage.why()) + " (on " + answer.run() + ")");
            }
            case Answer.Bug bug -> {
                takeBack(errand.task());
                throw new IllegalStateException(here(bug.why()) + " (on " + answer.run() + ")");
            }
            case Answer.Lost _ -> {
                lastWords(part, adoption);
                takeBack(errand.task());
                throw lost(errand, part);
            }
            case Answer.GivenBack _ -> parts.again(part.id(), part.attempt(), null);
        }
    }

    /// What the runs that were lost have written down.
    private void lastWords(Part part, Adoption adoption) throws IOException {
        for (Path run : tries.runs(part)) {
            evidence(part, run, adoption);
        }
    }

    /// Without it the sentence stands all the same.
    private static void evidence(Part part, Path run, Adoption adoption) {
        try {
            adoption.evidence(part, run);
        } catch (IOException e) {
            LOG.warn("the log of {} is not there: {}", run.getFileName(), e.getMessage());
        }
    }

    private void adopt(Part part, Answer answer, JsonNode result, Adoption adoption)
            throws IOException {
        try {
            adoption.adopt(part, result, tries.of(part).resolve(answer.run()));
        } catch (IOException | RuntimeException e) { // what an answer says is a stranger's word
            LOG.warn(
                    "part={} of {}: the answer is not true: {}",
                    part.name(),
                    part.item(),
                    e.toString());
            boolean again =
                    parts.again(
                            part.id(),
                            part.attempt(),
                            answer.run() + " gave what is not there: " + e.getMessage());
            tries.close(part);
            if (!again || part.lost() + 1 >= MOST_LOST) {
                throw e;
            }
            dispatch.wake();
            return;
        }
        parts.done(part.id());
        tries.close(part);
    }

    private static Refusal lost(Errand errand, Part part) {
        String[] lines = part.evidence().strip().split("\n", -1);
        return new Refusal(
                Refusal.Code.KILLS_WORKERS,
                errand.file().toString(),
                "%d workers died while doing '%s' of it (%s)"
                        .formatted(lines.length, part.name(), String.join("; ", lines)),
                "look at it on a machine of its own (v2v plan), and order it again with another"
                        + " profile or a repaired copy");
    }

    /// Paths that the worker told.
    private String here(String text) {
        return text.replace(Run.SHARE, settings.share() + "/");
    }

    /// All is done, or the node does it by itself: what may still be out is nobody's any more.
    public void takeBack(Task task) throws IOException {
        List<Part> all = parts.of(task);
        parts.drop(task);
        for (Part part : all) {
            tries.close(part);
        }
    }

    /// The workers that have been heard of.
    public List<Report> workers() {
        return List.copyOf(roster.living());
    }

    @Override
    public void close() {
        dispatch.close();
    }
}
