package v2v.torrent.dht;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Keeps the table: joins the network, asks newcomers back, looks after those that were silent and
/// after parts of the space that were not heard of. A thread of its own, because the names of the
/// well-known nodes are looked up on it, which can take long.
final class Keeper {
    private static final long SECOND = 1_000_000_000;

    /// How often it looks whether there is something to do.
    private static final long LOOK = SECOND / 4;

    /// The longest between attempts to join when nobody is known, and when few are: others may have
    /// come since. The first attempts follow each other quickly.
    private static final long ALONE = 15 * SECOND;

    private static final long AMONG_FEW = 5 * 60 * SECOND;

    /// The same when somebody is waiting for it.
    private static final long HURRY = 2 * SECOND;

    private static final long CHORES = 60 * SECOND;
    private static final long JOIN = 15 * 60 * SECOND;
    private static final long SEARCH = 8 * SECOND;
    private static final int VERY_FEW = 4;
    private static final int MOST_WAITING = 64;
    private static final int MOST_PINGS = 16;
    private static final int MOST_SEARCHES = 4;

    private final Line line;
    private final Table table;
    private final List<String> bootstrap;
    private final Runnable chore;
    private final SecureRandom random = new SecureRandom();

    private final BlockingQueue<Contact> strangers = new ArrayBlockingQueue<>(MOST_WAITING);
    private volatile boolean hurry;
    private long pause = SECOND / 2;
    private long attempts;

    /// @param chore what else is to be done every minute
    Keeper(Line line, Table table, List<String> bootstrap, Runnable chore) {
        this.line = line;
        this.table = table;
        this.bootstrap = bootstrap;
        this.chore = chore;
    }

    /// Until the line is closed and this thread interrupted.
    void run() {
        try {
            long joined = join();
            long chores = joined;
            while (!line.closed()) {
                Contact stranger = strangers.poll(LOOK, TimeUnit.NANOSECONDS);
                if (stranger != null) {
                    ping(List.of(stranger));
                }
                if (System.nanoTime() - joined > untilJoin()) {
                    joined = join();
                }
                if (System.nanoTime() - chores > CHORES) {
                    look();
                    chores = System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed
        }
    }

    private long untilJoin() {
        return hurry ? Math.min(HURRY, pause) : pause;
    }

    private long nextPause() {
        int good = table.good();
        if (good >= Table.K) {
            return JOIN;
        }
        return Math.min(2 * pause, good == 0 ? ALONE : AMONG_FEW);
    }

    /// Somebody unknown asked us something.
    void met(Contact stranger) {
        if (!strangers.contains(stranger)) {
            boolean _ = strangers.offer(stranger); // when many wait, this one comes again
        }
    }

    /// Joins again soon.
    void hurry() {
        hurry = true;
    }

    /// Waits until somebody is known, or one attempt to join has failed.
    synchronized void await(long deadline) throws InterruptedException {
        if (bootstrap.isEmpty() && attempts > 0) {
            return; // nobody to be asked
        }
        long before = attempts;
        hurry = true;
        while (table.start(line.self()).isEmpty()
                && attempts == before
                && !line.closed()
                && System.nanoTime() - deadline < 0) {
            wait(TimeUnit.NANOSECONDS.toMillis(LOOK));
        }
    }

    private long join() throws InterruptedException {
        hurry = false;
        search(line.self(), table.start(line.self()));
        if (table.good() < VERY_FEW) {
            search(line.self(), introduced());
        }
        pause = nextPause();
        synchronized (this) {
            attempts++;
            notifyAll();
        }
        return System.nanoTime();
    }

    private void search(Id target, List<Contact> start) throws InterruptedException {
        if (!start.isEmpty()) {
            new Lookup(line, table, target, new Ask.FindNode(target, true))
                    .from(start, System.nanoTime() + SEARCH);
        }
    }

    /// Whom the well-known nodes name, and themselves.
    private List<Contact> introduced() throws InterruptedException {
        Map<InetSocketAddress, Ask> questions = new HashMap<>();
        for (String name : bootstrap) {
            for (InetSocketAddress address : resolve(name)) {
                questions.put(address, new Ask.FindNode(line.self(), true));
            }
        }
        List<Contact> named = new ArrayList<>();
        long deadline = System.nanoTime() + SEARCH;
        for (Call.Heard heard : Round.ask(line, table, questions, deadline)) {
            if (heard.message() instanceof Message.Response response) {
                Contact node = new Contact(response.from(), heard.call().to());
                named.add(node);
                if (response.reply().nodes() != null) {
                    response.reply().nodes().stream()
                            .filter(other -> node.scope().knows(other.scope()))
                            .forEach(named::add);
                }
            }
        }
        return named;
    }

    private static List<InetSocketAddress> resolve(String name) {
        int colon = name.lastIndexOf(':');
        int port = Integer.parseInt(name.substring(colon + 1));
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            for (InetAddress address : InetAddress.getAllByName(name.substring(0, colon))) {
                if (address instanceof Inet4Address) {
                    addresses.add(new InetSocketAddress(address, port));
                }
            }
        } catch (UnknownHostException e) {
            return List.of(); // gone, or our line is cut: tried again later
        }
        return addresses;
    }

    private void ping(List<Contact> contacts) throws InterruptedException {
        Map<InetSocketAddress, Ask> questions = new HashMap<>();
        contacts.forEach(contact -> questions.put(contact.address(), new Ask.Ping()));
        Round.ask(line, table, questions, System.nanoTime() + SEARCH);
    }

    private void look() throws InterruptedException {
        chore.run();
        List<Contact> doubtful = table.doubtful();
        ping(doubtful.subList(0, Math.min(MOST_PINGS, doubtful.size())));
        for (Id target : table.stale(random, MOST_SEARCHES)) {
            search(target, table.start(target));
        }
    }
}
