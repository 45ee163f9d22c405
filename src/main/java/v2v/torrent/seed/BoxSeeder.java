package v2v.torrent.seed;

import v2v.item.Refusal;
import v2v.torrent.Offer;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingDeque;

/// Hands releases over to a seedbox that is there already. The box goes on when this program ends:
/// that is what it is for. Whatever could not be handed over is tried again, and at the next start.
public final class BoxSeeder implements Seeder {
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    /// What the box holds is believed until none was handed over for so long.
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Box box;
    private final Path library;
    private final String folder;
    private final Notes notes;
    private final BlockingDeque<Task> tasks = new LinkedBlockingDeque<>();
    private final Map<String, Offer> offers = new ConcurrentHashMap<>();
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final Set<String> troubled = ConcurrentHashMap.newKeySet();
    private final Map<String, Long> before = new HashMap<>();
    private final Map<String, Long> given = new HashMap<>();
    private final Set<String> there = new HashSet<>();
    private long believed = System.nanoTime();
    private final Thread thread;
    private volatile boolean closed;

    private sealed interface Task {}

    private record HandOver(Offer offer) implements Task {}

    private record TakeBack(Offer offer) implements Task {}

    /// Ready to hand over; nothing is asked of the box yet.
    ///
    /// @param library the library folder as it is here
    public BoxSeeder(BoxSettings settings, Path library, Notes notes) {
        this.box =
                switch (settings.by()) {
                    case TRANSMISSION -> new Transmission(settings);
                    case QBITTORRENT -> new QBittorrent(settings);
                    case NODE -> throw new IllegalArgumentException("the node is no seedbox");
                };
        this.library = library.toAbsolutePath().normalize();
        this.folder = settings.folder();
        this.notes = notes;
        this.thread = Thread.ofVirtual().name("seed-box").start(this::work);
    }

    @Override
    public void seed(Collection<Offer> all) {
        for (Offer offer : all) {
            if (offers.putIfAbsent(offer.release(), offer) == null) {
                tasks.add(new HandOver(offer));
            }
        }
    }

    @Override
    public void stop(Offer offer) {
        offers.remove(offer.release());
        taken.remove(offer.release());
        tasks.add(new TakeBack(offer));
    }

    private void work() {
        Duration pause = PAUSE;
        try {
            while (!closed) {
                Task task = tasks.take();
                try {
                    run(task, known());
                    believed = System.nanoTime();
                    pause = PAUSE;
                } catch (Refusal e) {
                    withdrawn(task, String.valueOf(e.getMessage()));
                } catch (IOException e) {
                    if (closed) {
                        return;
                    }
                    notes.deaf(box.where(), String.valueOf(e.getMessage()));
                    tasks.addFirst(task);
                    Thread.sleep(pause);
                    pause = pause.multipliedBy(2);
                    pause = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// What the box holds: asked once for all tasks that come one after another, for its list may
    /// be long.
    private Set<String> known() throws IOException {
        if (there.isEmpty() || System.nanoTime() - believed > FRESH.toNanos()) {
            there.clear();
            there.addAll(box.held().keySet());
        }
        return there;
    }

    private void run(Task task, Set<String> holds) throws IOException {
        switch (task) {
            case HandOver(Offer offer) -> {
                if (offers.containsKey(offer.release())) {
                    if (!holds.contains(name(offer))) {
                        box.add(offer, folder(offer));
                        holds.add(name(offer));
                    }
                    taken.add(offer.release());
                }
            }
            case TakeBack(Offer offer) -> {
                if (!offers.containsKey(offer.release()) && holds.remove(name(offer))) {
                    box.remove(offer);
                }
            }
        }
    }

    private static String name(Offer offer) {
        return offer.release().toLowerCase(Locale.ROOT);
    }

    /// Where the box finds what the content lies in.
    private String folder(Offer offer) {
        Path parent = offer.content().toAbsolutePath().normalize().resolveSibling("");
        return folder.isEmpty() || !parent.startsWith(library)
                ? parent.toString()
                : Path.of(folder).resolve(library.relativize(parent)).toString();
    }

    private void withdrawn(Task task, String why) {
        if (task instanceof HandOver(Offer offer)) {
            offers.remove(offer.release());
            notes.withdrawn(offer, why);
        }
    }

    /// How many the box has taken.
    @Override
    public int seeding() {
        return taken.size();
    }

    /// What the box has given since this program knows of it. While it does not answer, what it
    /// said last.
    @Override
    public synchronized List<Share> shares() {
        try {
            Map<String, Box.Held> held = box.held();
            offers.forEach((release, offer) -> {
                Box.Held one = held.get(name(offer));
                if (one != null) {
                    before.putIfAbsent(release, one.given());
                    given.put(release, one.given() - before.getOrDefault(release, 0L));
                    look(offer, one);
                }
            });
        } catch (IOException e) {
            notes.deaf(box.where(), String.valueOf(e.getMessage()));
        }
        List<Share> shares = new ArrayList<>();
        given.forEach((release, bytes) -> {
            if (bytes > 0) {
                shares.add(new Share(release, bytes));
            }
        });
        return shares;
    }

    private void look(Offer offer, Box.Held held) {
        if (held.trouble().isEmpty()) {
            if (troubled.remove(offer.release())) {
                notes.restored(offer);
            }
        } else if (troubled.add(offer.release())) {
            notes.withdrawn(offer, "the seedbox does not give it: " + held.trouble());
        }
    }

    @Override
    public void close() {
        closed = true;
        thread.interrupt();
    }
}
