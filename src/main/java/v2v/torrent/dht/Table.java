package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The nodes that we know (BEP 5), many near us and few far away: eight for each number of leading
/// bits that they share with us. Who answers stays; a newcomer waits until somebody does not.
final class Table {
    static final int K = 8;

    private final InstantSource clock;
    private final @Nullable Bucket[] buckets = new @Nullable Bucket[Id.BITS];
    private Id self;

    Table(Id self, InstantSource clock) {
        this.self = self;
        this.clock = clock;
    }

    /// It answered a question of ours.
    synchronized void answered(Contact contact) {
        Bucket bucket = bucket(contact);
        if (bucket != null && !twice(contact)) {
            bucket.answered(contact, clock.millis());
        }
    }

    /// It asked us something.
    ///
    /// @return whether to ask it back: we do not know it, and could use it
    synchronized boolean asked(Contact contact) {
        Bucket bucket = bucket(contact);
        return bucket != null
                && !bucket.asked(contact, clock.millis())
                && bucket.wants()
                && !twice(contact);
    }

    /// It did not answer.
    synchronized void silent(InetSocketAddress address) {
        all().forEach(bucket -> bucket.silent(address, clock.millis()));
    }

    /// It was known when the program ran before.
    synchronized void remembered(Contact contact) {
        Bucket bucket = bucket(contact);
        if (bucket != null && !twice(contact)) {
            bucket.remembered(contact);
        }
    }

    private @Nullable Bucket bucket(Contact contact) {
        int shared = self.shared(contact.id());
        if (shared == Id.BITS || contact.scope() == Scope.NOWHERE) {
            return null; // ourselves, or nobody
        }
        Bucket bucket = buckets[shared];
        if (bucket == null) {
            bucket = new Bucket(shared, clock.millis());
            buckets[shared] = bucket;
        }
        return bucket;
    }

    /// On the internet one address is one node: else a single machine could be all of our table.
    private boolean twice(Contact contact) {
        return contact.scope() == Scope.PUBLIC
                && nodes().anyMatch(node ->
                        !node.bad()
                                && !node.contact().equals(contact)
                                && node.contact()
                                        .address()
                                        .getAddress()
                                        .equals(contact.address().getAddress()));
    }

    private Stream<Bucket> all() {
        return Arrays.stream(buckets).filter(Objects::nonNull).map(Objects::requireNonNull);
    }

    private Stream<Node> nodes() {
        return all().flatMap(Bucket::nodes);
    }

    /// The nearest nodes that answered lately, of those that the asker can reach.
    synchronized List<Contact> nearest(Id target, Scope asker) {
        long now = clock.millis();
        return nodes().filter(node -> node.good(now))
                .map(Node::contact)
                .filter(contact -> asker.knows(contact.scope()))
                .sorted(Comparator.comparing(Contact::id, target.nearest()))
                .limit(K)
                .toList();
    }

    /// Where to begin a search: those that did not fail; when all did, for instance because our own
    /// line was cut, all.
    synchronized List<Contact> start(Id target) {
        List<Node> alive = nodes().filter(node -> !node.bad()).toList();
        return (alive.isEmpty() ? nodes() : alive.stream())
                .map(Node::contact)
                .sorted(Comparator.comparing(Contact::id, target.nearest()))
                .limit(2 * K)
                .toList();
    }

    /// How many answered lately.
    synchronized int good() {
        long now = clock.millis();
        return (int) nodes().filter(node -> node.good(now)).count();
    }

    /// Those to be asked whether they are there still, longest silent first.
    synchronized List<Contact> doubtful() {
        long now = clock.millis();
        return nodes().filter(node -> !node.good(now))
                .sorted(Comparator.comparingLong(Node::seen))
                .map(Node::contact)
                .toList();
    }

    /// A point in each part of the space of which nothing was heard for a quarter of an hour; it is
    /// then taken as heard of.
    synchronized List<Id> stale(RandomGenerator random, int most) {
        long now = clock.millis();
        return all().filter(bucket -> bucket.stale(now))
                .limit(most)
                .map(bucket -> self.beside(bucket.shared(), random))
                .toList();
    }

    /// All that are worth remembering.
    synchronized List<Contact> contacts() {
        return nodes().filter(node -> !node.bad()).map(Node::contact).toList();
    }

    /// We have another id from now on.
    synchronized void move(Id to) {
        List<Node> before = new ArrayList<>(nodes().toList());
        self = to;
        Arrays.fill(buckets, null);
        for (Node node : before) {
            Bucket bucket = bucket(node.contact());
            if (bucket != null) {
                bucket.move(node);
            }
        }
    }
}
