package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Progress;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// One part being done, on a platform thread of its own: it forks children, which the kernel ends
/// with the very thread that forked them.
final class Run implements Progress {
    private final Labour labour;
    private final Labour.Place place;
    private final Asked asked;
    private final Path own;
    private final String name;
    private final String lane;
    private final int delivery;
    private final Instant since = Instant.now();
    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread thread;
    private volatile Instant leased = since;
    private volatile @Nullable At at;
    private volatile Answer.@Nullable Ending ending;

    private record At(String what, double fraction, double speed) {}

    Run(Labour labour, Labour.Place place, Asked asked, String name, String lane, int delivery) {
        this.labour = labour;
        this.place = place;
        this.asked = asked;
        this.name = name;
        this.lane = lane;
        this.delivery = delivery;
        own = place.library().resolve(asked.tries()).resolve(name);
        thread = Thread.ofPlatform().name("part-" + asked.part()).unstarted(this::work);
    }

    /// @throws IOException when nobody waits for it any more, and its folder is gone
    void begin() throws IOException {
        Files.createDirectory(own);
        thread.start();
    }

    private void work() {
        try {
            ending = new Answer.Done(labour.work(place, asked, own, this));
        } catch (Refusal refusal) {
            ending = new Answer.Refused(told(refusal.file()), told(refusal.findings()));
        } catch (IOException e) {
            ending = new Answer.Outage(told(String.valueOf(e.getMessage())));
        } catch (RuntimeException | Error e) { // whatever it is, it must not end the worker
            ending = new Answer.Bug(told(e.toString()));
        } finally {
            over.countDown();
        }
    }

    Answer.Outage outage(String why) {
        return new Answer.Outage(told(why));
    }

    /// The share has another name at the node.
    private String told(String text) {
        return text.replace(place.share() + "/", SHARE);
    }

    private List<Finding> told(List<Finding> findings) {
        List<Finding> all = new ArrayList<>();
        for (Finding f : findings) {
            all.add(new Finding(f.level(), f.code(), told(f.message()), told(f.fix()), f.place()));
        }
        return all;
    }

    /// What stands for the share's path in what people read.
    static final String SHARE = "{share}/";

    boolean over(long millis) throws InterruptedException {
        return over.await(millis, TimeUnit.MILLISECONDS);
    }

    /// Ends it, with its children.
    void cancel() throws InterruptedException {
        thread.interrupt();
        thread.join();
    }

    /// Whether the node still waits for it: else its folder is gone.
    boolean wanted() {
        return !Files.notExists(own);
    }

    void renewed() {
        leased = Instant.now();
    }

    Answer answer() {
        Answer.Ending how = ending;
        return answer(how == null ? new Answer.Bug("it ended without a word") : how);
    }

    Answer answer(Answer.Ending how) {
        return new Answer(asked.part(), asked.attempt(), name, how);
    }

    Report.Job job() {
        At now = at;
        return new Report.Job(
                asked.part(),
                asked.attempt(),
                name,
                lane,
                asked.item(),
                asked.name(),
                delivery,
                since,
                leased,
                now == null ? "" : now.what(),
                now == null ? -1 : now.fraction(),
                now == null ? 0 : now.speed());
    }

    @Override
    public void at(String what, double fraction, double speed) {
        at = new At(what, fraction, speed);
    }
}
