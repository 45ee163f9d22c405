package v2v.cli;

import v2v.item.Shift;

import java.io.PrintStream;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// What the house is doing, as lines of `v2v status`.
final class ShiftLines {
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("EEE HH:mm", Locale.ENGLISH);

    private ShiftLines() {}

    static void people(Shift shift, PrintStream out) {
        for (Shift.Work work : shift.works()) {
            out.println("running  " + Screen.line(work));
            if (!work.map().isEmpty()) {
                out.println("         " + work.map());
            }
        }
        for (Shift.Worker worker : shift.workers()) {
            out.println("worker   " + Screen.plain(worker(worker)));
            for (Shift.Job job : worker.jobs()) {
                out.println(
                        "         "
                                + Screen.plain(job.part() + " of " + job.item())
                                + Screen.measure(job.fraction(), job.speed(), null));
            }
        }
        if (shift.parts().lag() > 0) {
            out.printf(
                    Locale.ROOT,
                    "sent     %d parts that no worker has begun, the oldest for %s%n",
                    shift.parts().lag(),
                    Screen.clock(shift.parts().lagging()));
        }
        if (shift.ahead().works() > 0) {
            out.println("ahead    " + ahead(shift));
        }
    }

    /// `encoder-7 heavy 3/4, look 0/1, 4 cores, gpu, lease 0:04`.
    private static String worker(Shift.Worker worker) {
        StringBuilder line = new StringBuilder(worker.name()).append("  ");
        for (String lane : new TreeSet<>(worker.slots().keySet())) {
            line.append("%s %d/%d, ".formatted(lane, worker.busy(lane), worker.slots().get(lane)));
        }
        line.append(worker.cores()).append(worker.cores() == 1 ? " core" : " cores");
        if (!worker.labels().isEmpty()) {
            line.append(", ").append(String.join(" ", worker.labels()));
        }
        Duration lease = worker.lease();
        if (lease != null) {
            line.append(", lease ").append(Screen.clock(lease));
        }
        if (worker.unfit() != null) {
            line.append("; takes nothing: ").append(worker.unfit());
        } else if (worker.draining()) {
            line.append("; ends when it is done");
        }
        return line.toString();
    }

    private static String ahead(Shift shift) {
        Shift.Ahead ahead = shift.ahead();
        Duration left = ahead.left();
        String end =
                left == null
                        ? "unknown when they are done: nothing was done in the last hour"
                        : String.format(
                                Locale.ROOT,
                                "done %s, in %s, at %.1fx as in the last hour",
                                CLOCK.format(shift.at().plus(left).atZone(ZoneId.systemDefault())),
                                Screen.clock(left),
                                ahead.speed());
        return String.format(
                Locale.ROOT,
                "%,d in the lane %s, %s of footage%s; %s",
                ahead.works(),
                ahead.lane(),
                Screen.clock(ahead.footage()),
                shift.speed() > 0 ? String.format(Locale.ROOT, ", %.1fx now", shift.speed()) : "",
                end);
    }

    static void json(Shift shift, Say say) {
        for (Shift.Work work : shift.works()) {
            say.object(
                    "running",
                    "item",
                    work.item(),
                    "title",
                    work.title(),
                    "stage",
                    work.stage(),
                    "what",
                    work.what().isEmpty() ? null : work.what(),
                    "fraction",
                    work.fraction() < 0 ? null : work.fraction(),
                    "speed",
                    work.speed() > 0 ? work.speed() : null,
                    "secondsLeft",
                    work.left() == null ? null : work.left().toSeconds(),
                    "parts",
                    work.map().isEmpty() ? null : work.map());
        }
        for (Shift.Worker worker : shift.workers()) {
            say.object(
                    "worker",
                    "name",
                    worker.name(),
                    "host",
                    worker.host(),
                    "slots",
                    worker.slots(),
                    "busy",
                    worker.slots().keySet().stream()
                            .collect(Collectors.toMap(lane -> lane, worker::busy)),
                    "cores",
                    worker.cores(),
                    "labels",
                    worker.labels(),
                    "leaseSeconds",
                    worker.lease() == null ? null : worker.lease().toSeconds(),
                    "heardSeconds",
                    worker.heard().toSeconds(),
                    "unfit",
                    worker.unfit(),
                    "draining",
                    worker.draining(),
                    "jobs",
                    worker.jobs());
        }
        Shift.Ahead ahead = shift.ahead();
        say.object(
                "ahead",
                "lane",
                ahead.lane(),
                "works",
                ahead.works(),
                "footageSeconds",
                ahead.footage().toSeconds(),
                "speedNow",
                shift.speed(),
                "speedLastHour",
                ahead.speed(),
                "secondsLeft",
                ahead.left() == null ? null : ahead.left().toSeconds(),
                "sentNotBegun",
                shift.parts().lag());
    }
}
