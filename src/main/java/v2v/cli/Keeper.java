package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Copies;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Successor;
import v2v.ledger.Keeping;
import v2v.ledger.LedgerFault;
import v2v.torrent.Metainfo;
import v2v.torrent.SeedTrust;
import v2v.torrent.census.Census;
import v2v.torrent.census.Keep;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Looks at how many others hold each release, one after another in a thread of its own, and lets
/// the film and the sound of those go that enough hold (`release.keep`).
///
/// The order survives a death at any point. The release is no longer given, so that nobody passes
/// our own bytes back to us; one more look finds enough; the ledger says `going`, for good; the
/// files are removed; the ledger says `away`. Before `going` nothing has changed on the disk, and
/// after it the next start removes the rest. Masters lie elsewhere and are in no torrent.
final class Keeper implements AutoCloseable {
    /// After a start the tracker knows nobody yet: each peer comes back within its interval.
    private static final Duration HEARD = Duration.ofMinutes(35);

    private static final Duration LIST = Duration.ofMinutes(1);
    private static final long IDLE_MILLIS = 500;
    private static final long REST_MILLIS = 60_000;

    /// Who holds a copy that is away, for the time after a restart.
    private static final int MOST_KNOWN = 50;

    private final Library library;
    private final Keeping ledger;
    private final Keep rule;
    private final Census census;
    private final Absent absent;
    private final InstantSource clock;
    private final Instant started;
    private final Deque<Keeping.Subject> due = new ArrayDeque<>();
    private Instant listed = Instant.MIN;
    private final Thread thread;
    private volatile boolean closed;

    Keeper(Library library, Keeping ledger, Keep rule, Census census, Absent absent) {
        this.library = library;
        this.ledger = ledger;
        this.rule = rule;
        this.census = census;
        this.absent = absent;
        this.clock = InstantSource.system();
        this.started = clock.instant().plus(first());
        this.thread = Thread.ofPlatform().daemon().name("keep-looks").unstarted(this::walk);
    }

    private Duration first() {
        return switch (rule) {
            case Keep.Always always -> Duration.ZERO;
            case Keep.UntilSeeds many -> many.pace().compareTo(HEARD) < 0 ? many.pace() : HEARD;
        };
    }

    void start() {
        thread.start();
    }

    private void walk() {
        while (!closed) {
            try {
                absent.finish();
                switch (rule) {
                    case Keep.Always always -> all();
                    case Keep.UntilSeeds many -> next(many);
                }
                Thread.sleep(due.isEmpty() ? IDLE_MILLIS : 0);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException | IOException e) {
                pause(e);
                if (!rested()) {
                    return;
                }
            }
        }
    }

    /// What fails now is looked at again in its turn; a ledger that is locked or a disk that is
    /// full must not end the looks.
    private void pause(Exception e) {
        if (!closed) {
            String why = e instanceof LedgerFault || e instanceof IOException ? "" : e + ": ";
            System.err.println("v2v: copies of others: " + Screen.plain(why + e.getMessage()));
            due.clear();
            listed = clock.instant();
        }
    }

    /// @return false when it is over
    private static boolean rested() {
        try {
            Thread.sleep(REST_MILLIS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /// Somebody has switched it off: then everything belongs here again.
    private void all() {
        if (listed.plus(LIST).isBefore(clock.instant())) {
            listed = clock.instant();
            ledger.away()
                    .forEach(row -> ledger.want(row.subject().folder(), "release.keep = always"));
        }
    }

    private void next(Keep.UntilSeeds many) throws IOException, InterruptedException {
        Keeping.Subject subject = due.poll();
        if (subject != null) {
            visit(subject, many);
            return;
        }
        Duration pause = many.pace().dividedBy(4);
        Instant again =
                listed.equals(Instant.MIN)
                        ? started
                        : listed.plus(pause.compareTo(LIST) < 0 ? pause : LIST);
        if (!again.isAfter(clock.instant())) {
            list(many);
        }
    }

    /// Everything whose look is due, what has waited longest first.
    private void list(Keep.UntilSeeds many) {
        listed = clock.instant();
        Map<String, Copies> known = new HashMap<>();
        Map<String, Keeping.Subject> all = new HashMap<>();
        for (Keeping.Row row : ledger.all()) {
            known.put(row.subject().folder(), row.copies());
            if (row.state() != Keeping.State.HERE) {
                all.put(row.subject().folder(), row.subject()); // a version that was replaced too
            }
        }
        ledger.subjects().forEach(subject -> all.put(subject.folder(), subject));
        Comparator<Keeping.Subject> longest =
                Comparator.comparing(s -> many.due(copies(known, s), started));
        all.values().stream()
                .filter(s -> !many.due(copies(known, s), started).isAfter(listed))
                .sorted(longest.thenComparing(Keeping.Subject::folder))
                .forEach(due::add);
    }

    private static Copies copies(Map<String, Copies> known, Keeping.Subject subject) {
        return known.getOrDefault(subject.folder(), Copies.UNSEEN);
    }

    private void visit(Keeping.Subject subject, Keep.UntilSeeds many)
            throws IOException, InterruptedException {
        Optional<Keeping.Row> row = ledger.row(subject.folder());
        boolean here = row.isEmpty() || row.get().state() == Keeping.State.HERE;
        Essence essence = essence(subject);
        if (essence == null || (here && !mayBeCounted(subject, essence))) {
            return;
        }
        Copies copies = note(subject, look(subject, essence, here, many), many);
        if (here && many.mayGo(copies, clock.instant())) {
            letGo(subject, essence, many);
        } else if (!here && many.mustReturn(copies)) {
            ledger.want(
                    subject.folder(),
                    "only %d others hold it, fewer than %d"
                            .formatted(copies.seeds(), many.seeds()));
        }
    }

    private @Nullable Essence essence(Keeping.Subject subject) throws IOException {
        try {
            Metainfo metainfo = Metainfo.read(library.resolve(subject.torrent()));
            return new Essence(metainfo, library.resolve(subject.folder()));
        } catch (Refusal e) {
            return null; // the seeder has said it
        }
    }

    /// What could not be fetched again from peers (BEP 52 alone), was replaced, or is not as its
    /// torrent says, stays.
    private boolean mayBeCounted(Keeping.Subject subject, Essence essence) throws IOException {
        Metainfo metainfo = essence.metainfo();
        Path torrent = library.resolve(subject.torrent());
        String name = String.valueOf(essence.folder().getFileName());
        try {
            return essence.bytes() > 0
                    && metainfo.info().hash().v1() != null
                    && essence.folder().normalize().startsWith(library.releases())
                    && Successor.of(library, name).isEmpty()
                    && SeedTrust.believed(metainfo, torrent, essence.folder());
        } catch (Refusal e) {
            return false; // damaged: the seeder has said it, and check --repair mends it
        }
    }

    /// Those who held it before are asked too, and stay known when they do not answer this time.
    private List<String> look(
            Keeping.Subject subject, Essence essence, boolean here, Keep.UntilSeeds many)
            throws IOException, InterruptedException {
        List<String> known =
                ledger.row(subject.folder()).map(Keeping.Row::keepers).orElse(List.of());
        Census.Look look =
                census.look(
                        essence.metainfo(),
                        here ? essence.folder() : null,
                        known.stream().map(Peers::read).toList(),
                        2 * many.seeds());
        List<String> found = look.seeds().stream().map(Peers::text).toList();
        List<String> all = Stream.concat(found.stream(), known.stream()).distinct().toList();
        ledger.keptBy(subject.folder(), all.subList(0, Math.min(all.size(), MOST_KNOWN)));
        return found;
    }

    private Copies note(Keeping.Subject subject, List<String> found, Keep.UntilSeeds many) {
        Copies before = ledger.row(subject.folder()).map(Keeping.Row::copies).orElse(Copies.UNSEEN);
        Copies after = many.after(before, found.size(), clock.instant());
        ledger.looked(subject, after);
        return after;
    }

    private void letGo(Keeping.Subject subject, Essence essence, Keep.UntilSeeds many)
            throws IOException, InterruptedException {
        boolean gone = false;
        absent.rest(subject);
        try {
            List<String> found = look(subject, essence, true, many);
            gone =
                    many.mayGo(note(subject, found, many), clock.instant())
                            && mayBeCounted(subject, essence)
                            && absent.go(subject, essence, found);
        } finally {
            if (!gone) {
                absent.carry(subject);
            }
        }
        if (gone) {
            absent.finish();
            System.err.println(
                    String.format(
                            Locale.ROOT,
                            "v2v: let go: %s: %,d bytes, kept by others",
                            Screen.plain(subject.folder()),
                            essence.bytes()));
        }
    }

    /// Ends within a second; a look that is not over counts for nothing.
    @Override
    public void close() {
        closed = true;
        thread.interrupt();
        absent.close();
    }
}
