package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/// A node of the DHT (BEP 5, 33, 42, 43, 44): one socket, one thread that hears, one that keeps the
/// table. Whoever searches does so on his own thread; any number may at once, and share
/// [DhtSettings#packetsPerSecond].
public final class Dht implements Closeable {
    private static final long SECOND = 1_000_000_000;

    /// A search and what is stored after it, all in all.
    private static final long LONGEST = 15 * SECOND;

    private static final long JOINING = 4 * SECOND;
    private static final long STORING = 3 * SECOND;
    private static final long SAVE = TimeUnit.MINUTES.toNanos(10);
    private static final int MOST_PEERS = 2_000;

    private final DhtSettings settings;
    private final @Nullable Path memory;
    private final Counters counters = new Counters();
    private final Identity self;
    private final Table table;
    private final Line line;
    private final Answers.Stores stores;
    private final Keeper keeper;
    private final Thread keeping;
    private long saved = System.nanoTime();

    /// Opens the port, answers from now on, and joins the network in the background.
    ///
    /// @param memory where id and known nodes are kept between runs; null: nowhere
    /// @param clock tells when what is stored, and who was heard, has become old
    /// @throws IOException when another program has the port, or the memory can not be read
    public Dht(DhtSettings settings, @Nullable Path memory, InstantSource clock)
            throws IOException {
        this.settings = settings;
        this.memory = memory;
        Memory before = memory == null ? null : Memory.read(memory);
        SecureRandom random = new SecureRandom();
        Id id = before == null ? Id.random(random) : before.id();
        self = new Identity(id, settings.address(), random);
        table = new Table(id, clock);
        if (before != null) {
            before.nodes().forEach(table::remembered);
        }
        line = new Line(settings, self, counters);
        stores = new Answers.Stores(new PeerStore(clock), new OwnPeer(clock), new ItemStore(clock));
        Pace answering = new Pace(settings.packetsPerSecond(), 4 * settings.packetsPerSecond());
        Answers answers = new Answers(self, table, stores, counters, answering, clock);
        keeper = new Keeper(line, table, settings.bootstrap(), this::chores);
        line.start(
                new Hearing(
                        new Hearing.Parts(line, self, table, answers, keeper, counters),
                        settings.readOnly()));
        keeping = Thread.ofPlatform().daemon().name("dht-keeper").start(keeper::run);
    }

    /// The UDP port.
    public int port() {
        return line.port();
    }

    /// How many nodes we know that answered lately.
    public int nodes() {
        return table.good();
    }

    public Counters counters() {
        return counters;
    }

    /// Who has it. Blocks for 15 seconds at most.
    ///
    /// @param hash 20 bytes: SHA-1, or the first 20 of SHA-256 (BEP 52)
    /// @return TCP addresses, none when nobody is known to have it
    /// @throws IOException when no node answers at all
    public List<InetSocketAddress> peers(byte[] hash) throws IOException {
        Id id = Id.of(hash);
        Set<InetSocketAddress> peers = new LinkedHashSet<>();
        peers.addAll(stores.peers().peers(id, MOST_PEERS, Scope.LOOPBACK));
        try {
            peers.addAll(named(search(id, new Ask.GetPeers(id, true), deadline())));
        } catch (IOException e) {
            if (peers.isEmpty()) {
                throw e;
            }
        }
        return List.copyOf(peers);
    }

    /// Says that we have it: to the eight nearest nodes, for about half an hour. Blocks for 15
    /// seconds at most.
    ///
    /// @param hash 20 bytes: SHA-1, or the first 20 of SHA-256 (BEP 52)
    /// @param port TCP, where we give it
    /// @param seed whether we have all of it (BEP 33)
    /// @throws IOException when no node answers at all; who asks us is told all the same
    public Announced announce(byte[] hash, int port, boolean seed) throws IOException {
        Id id = Id.of(hash);
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("no such port: " + port);
        }
        stores.own().add(id, port);
        long deadline = deadline();
        List<Lookup.Found> found = search(id, new Ask.GetPeers(id, true), deadline);
        int nodes =
                store(found, token -> new Ask.AnnouncePeer(id, port, false, seed, token), deadline);
        return new Announced(nodes, List.copyOf(named(found)));
    }

    /// The newest genuine value under that key and salt. Blocks for 15 seconds at most.
    ///
    /// @param publicKey Ed25519, 32 raw bytes
    /// @param salt up to 64 bytes; empty for none
    /// @throws IOException when no node answers at all
    public Optional<SignedItem> get(byte[] publicKey, byte[] salt) throws IOException {
        Id target = SignedItem.target(publicKey, salt);
        List<Reply.Stored> seen = new ArrayList<>();
        Reply.Stored own = stores.items().get(target, OptionalLong.empty());
        if (own != null) {
            seen.add(own);
        }
        try {
            Ask ask = new Ask.Get(target, OptionalLong.empty());
            for (Lookup.Found found : search(target, ask, deadline())) {
                Reply.Stored stored = found.reply().stored();
                if (stored != null) {
                    seen.add(stored);
                }
            }
        } catch (IOException e) {
            if (own == null) {
                throw e;
            }
        }
        return SignedItem.newest(seen, publicKey, salt);
    }

    /// Stores it at the eight nearest nodes, for about two hours. Anybody may do it again for its
    /// owner. Blocks for 15 seconds at most.
    ///
    /// @return how many took it; those that have a newer one do not
    /// @throws IllegalArgumentException when it is not genuine
    /// @throws IOException when no node answers at all
    public int put(SignedItem item) throws IOException {
        if (!item.genuine()) {
            throw new IllegalArgumentException("this item is not signed by its key, or too large");
        }
        Ask.Signed signed =
                new Ask.Signed(
                        Bencode.bytes(item.publicKey()),
                        Bencode.bytes(item.salt()),
                        item.sequence(),
                        Bencode.bytes(item.signature()),
                        OptionalLong.empty());
        keep(new Ask.Put(item.value(), signed, Bencode.text("")));
        Id target = item.target();
        long deadline = deadline();
        List<Lookup.Found> found =
                search(target, new Ask.Get(target, OptionalLong.empty()), deadline);
        return store(found, token -> new Ask.Put(item.value(), signed, token), deadline);
    }

    /// We are a node as well.
    private void keep(Ask.Put put) {
        try {
            stores.items().put(put, settings.address());
        } catch (BadMessage e) {
            return; // a newer one is here already
        }
    }

    private static long deadline() {
        return System.nanoTime() + LONGEST;
    }

    private static Set<InetSocketAddress> named(List<Lookup.Found> found) {
        Set<InetSocketAddress> peers = new LinkedHashSet<>();
        for (Lookup.Found answer : found) {
            Scope scope = answer.who().scope();
            answer.reply().peers().stream()
                    .filter(peer -> peers.size() < MOST_PEERS && scope.knows(Scope.of(peer)))
                    .forEach(peers::add);
        }
        return peers;
    }

    private List<Lookup.Found> search(Id target, Ask ask, long deadline) throws IOException {
        try {
            if (table.start(target).isEmpty()) {
                keeper.await(System.nanoTime() + JOINING);
            }
            List<Lookup.Found> found =
                    new Lookup(line, table, target, ask)
                            .from(table.start(target), deadline - STORING);
            if (found.isEmpty()) {
                throw new IOException(
                        "No node of the DHT answers: check that UDP port %d is open, and dht.bootstrap."
                                .formatted(port()));
            }
            return found;
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    /// Asks the eight nearest to keep something.
    ///
    /// @param ask what, with a token
    /// @return how many do
    private int store(List<Lookup.Found> found, Function<Bencode.Text, Ask> ask, long deadline)
            throws IOException {
        Map<InetSocketAddress, Ask> questions = new LinkedHashMap<>();
        for (Lookup.Found store : Lookup.stores(found)) {
            Bencode.Text token = store.reply().token();
            if (token != null) {
                questions.put(store.who().address(), ask.apply(token));
            }
        }
        try {
            return (int)
                    Round.ask(line, table, questions, deadline).stream()
                            .filter(heard -> heard.message() instanceof Message.Response)
                            .count();
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static InterruptedIOException interrupted() {
        Thread.currentThread().interrupt();
        return new InterruptedIOException("interrupted");
    }

    private void chores() {
        stores.expire();
        if (System.nanoTime() - saved > SAVE) {
            saved = System.nanoTime();
            save();
        }
    }

    private synchronized void save() {
        if (memory != null && !settings.readOnly()) { // it would be of a moment only
            try {
                new Memory(self.id(), table.contacts()).write(memory);
            } catch (IOException e) {
                counters.add(Counters.Event.UNSAVED); // the next start begins anew
            }
        }
    }

    /// Searches that are under way end soon.
    @Override
    public void close() {
        boolean first = !line.closed();
        line.close();
        keeping.interrupt();
        if (first) {
            save();
        }
    }
}
