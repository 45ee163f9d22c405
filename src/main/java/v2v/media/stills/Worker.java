package v2v.media.stills;

import org.bytedeco.javacv.FrameGrabber;
import org.jspecify.annotations.Nullable;

import java.io.PrintStream;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The program of the child process that decodes frames and prints what it measured, a line each.
public final class Worker {
    private static final int UNREADABLE = 3;

    /// Fewer key frames than this say little: then every frame is decoded on the way.
    private static final int ENOUGH = 5;

    private final Job job;
    private final PrintStream out;
    private final long deadline;

    private Worker(Job job, PrintStream out) {
        this.job = job;
        this.out = out;
        this.deadline = System.nanoTime() + Duration.ofSeconds(job.seconds()).toNanos();
    }

    /// Measures one file's frames.
    public static void main(String[] arguments) {
        Job job = Job.parse(List.of(arguments));
        try {
            new Worker(job, System.out).work();
        } catch (FrameGrabber.Exception e) {
            System.err.println(e.getMessage());
            System.exit(UNREADABLE);
        }
    }

    private void work() throws FrameGrabber.Exception {
        int measured = job.keys() ? keys() : 0;
        if (measured < Math.min(ENOUGH, job.micros().size())) {
            straight();
        }
    }

    private boolean late() {
        return System.nanoTime() > deadline;
    }

    private int keys() throws FrameGrabber.Exception {
        Set<Long> seen = new HashSet<>();
        try (Film film = Film.open(job)) {
            for (long time : job.micros()) {
                Film.Still still = late() ? null : film.key(time);
                if (still == null) {
                    break;
                }
                if (seen.add(still.micros())) {
                    measure(still, film);
                }
            }
        }
        return seen.size();
    }

    private void straight() throws FrameGrabber.Exception {
        try (Film film = Film.open(job)) {
            Film.Still still = film.next();
            for (long time : job.micros()) {
                while (still != null && still.micros() < time && !late()) {
                    still = film.next();
                }
                if (still == null || late()) {
                    break;
                }
                still = measure(still, film);
            }
        }
    }

    /// @return the frame that the film stands at then
    private Film.@Nullable Still measure(Film.Still still, Film film)
            throws FrameGrabber.Exception {
        return switch (job.measure()) {
            case MARGINS -> {
                say(margins(still).line());
                yield still;
            }
            case SIGHTS -> {
                long micros = still.micros();
                Raster now = still.raster();
                Film.Still next = film.next();
                say(Sight.of(micros, now, next == null ? null : next.raster()).line());
                yield next;
            }
        };
    }

    private Margins margins(Film.Still still) {
        return Margins.of(
                still.micros(),
                still.lines(),
                still.stride(),
                still.width(),
                still.height(),
                job.skip());
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
