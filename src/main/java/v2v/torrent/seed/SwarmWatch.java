package v2v.torrent.seed;

import v2v.item.Carried;
import v2v.torrent.tracker.Tracker;

import java.io.Closeable;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// Writes down once a minute how the releases fare: what the tracker heard and what the seeder
/// gave. A node that dies loses a minute of it.
public final class SwarmWatch implements Closeable {
    private final Tracker tracker;
    private final Seeder seeder;
    private final Kept kept;
    private final InstantSource clock;

    /// What is written already.
    private final Map<String, Carried> known = new HashMap<>();

    private final ScheduledExecutorService minutes =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("swarm-watch").factory());

    /// Where it is written.
    public interface Kept {
        /// To what was written before.
        ///
        /// @param day in UTC
        /// @return false when it could not be written: then it comes again with the next
        boolean add(LocalDate day, Collection<Carried> since);
    }

    /// Watches from now on.
    ///
    /// @param before sums that the tracker began with
    public SwarmWatch(
            Tracker tracker,
            Seeder seeder,
            Collection<Carried> before,
            Kept kept,
            InstantSource clock) {
        this.tracker = tracker;
        this.seeder = seeder;
        this.kept = kept;
        this.clock = clock;
        for (Carried sum : before) {
            // what was given is counted from this start on
            known.put(
                    sum.release(),
                    new Carried(sum.release(), sum.completed(), sum.taken(), 0, 0, 0));
        }
        var _ = minutes.scheduleWithFixedDelay(this::write, 1, 1, TimeUnit.MINUTES);
    }

    /// Writes what has come since the last time.
    synchronized void write() {
        tracker.tidy();
        Map<String, Tracker.Share> heard = new HashMap<>();
        tracker.shares().forEach(share -> heard.put(share.release(), share));
        Map<String, Long> given = new HashMap<>();
        seeder.shares().forEach(share -> given.put(share.release(), share.given()));
        TreeSet<String> releases = new TreeSet<>(heard.keySet());
        releases.addAll(given.keySet());
        List<Carried> since = new ArrayList<>();
        Map<String, Carried> all = new HashMap<>();
        for (String release : releases) {
            Carried before = known.getOrDefault(release, nothing(release));
            Carried now = now(release, heard.get(release), given.getOrDefault(release, 0L), before);
            if (!now.equals(before)) {
                since.add(difference(now, before));
                all.put(release, now);
            }
        }
        if (!since.isEmpty()
                && kept.add(LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), since)) {
            known.putAll(all);
        }
    }

    private static Carried now(
            String release,
            Tracker.@org.jspecify.annotations.Nullable Share heard,
            long given,
            Carried before) {
        return heard == null
                ? new Carried(release, before.completed(), before.taken(), given, 0, 0)
                : new Carried(
                        release,
                        heard.completed(),
                        heard.taken(),
                        given,
                        heard.seeds(),
                        heard.peers());
    }

    private static Carried nothing(String release) {
        return new Carried(release, 0, 0, 0, 0, 0);
    }

    private static Carried difference(Carried now, Carried before) {
        return new Carried(
                now.release(),
                now.completed() - before.completed(),
                now.taken() - before.taken(),
                now.given() - before.given(),
                now.seeds(),
                now.peers());
    }

    /// Writes the last of it.
    @Override
    public void close() {
        minutes.shutdownNow();
        write();
    }
}
