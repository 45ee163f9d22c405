package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Up to eight nodes of one part of the space, and some that wait for a place.
final class Bucket {
    private final int shared;
    private final List<Node> nodes = new ArrayList<>(Table.K);

    /// Answered as well, the newest last.
    private final List<Node> waiting = new ArrayList<>();

    private long heard;

    /// @param shared how many leading bits all here share with us
    Bucket(int shared, long now) {
        this.shared = shared;
        this.heard = now;
    }

    int shared() {
        return shared;
    }

    Stream<Node> nodes() {
        return nodes.stream();
    }

    private static @Nullable Node find(List<Node> nodes, Id id) {
        for (Node node : nodes) {
            if (node.contact().id().equals(id)) {
                return node;
            }
        }
        return null;
    }

    /// A known id that answers from elsewhere does not replace one that is there.
    void answered(Contact contact, long now) {
        Node known = find(nodes, contact.id());
        if (known != null && !known.contact().equals(contact)) {
            if (!known.bad()) {
                return;
            }
            nodes.remove(known);
            known = null;
        }
        Node node = known == null ? new Node(contact) : known;
        node.answered(now);
        heard = now;
        if (known == null) {
            move(node);
        }
    }

    /// Takes a place, that of a bad one, or waits.
    void move(Node node) {
        if (nodes.size() >= Table.K) {
            nodes.stream().filter(Node::bad).findFirst().ifPresent(nodes::remove);
        }
        if (nodes.size() < Table.K) {
            nodes.add(node);
        } else {
            await(node);
        }
    }

    /// Of those that wait, the ones whose id is as it should be (BEP 42) wait longest.
    private void await(Node node) {
        waiting.removeIf(other -> other.contact().id().equals(node.contact().id()));
        waiting.add(node);
        if (waiting.size() > Table.K) {
            Node out =
                    waiting.stream()
                            .filter(other -> !other.contact().fits())
                            .findFirst()
                            .orElse(waiting.getFirst());
            waiting.remove(out);
        }
    }

    void remembered(Contact contact) {
        if (nodes.size() < Table.K && find(nodes, contact.id()) == null) {
            nodes.add(new Node(contact));
        }
    }

    /// It asked us something.
    ///
    /// @return whether it is known
    boolean asked(Contact contact, long now) {
        Node known = find(nodes, contact.id());
        if (known != null && known.contact().equals(contact)) {
            known.asked(now);
        }
        return known != null && !known.bad();
    }

    /// Whether there is a place for somebody.
    boolean wants() {
        return nodes.size() < Table.K || nodes.stream().anyMatch(Node::bad);
    }

    void silent(InetSocketAddress address, long now) {
        waiting.removeIf(node -> node.contact().address().equals(address));
        for (Node node : List.copyOf(nodes)) {
            if (node.contact().address().equals(address)) {
                node.silent();
                if (node.bad() && !waiting.isEmpty()) {
                    nodes.remove(node);
                    nodes.add(best(now));
                }
            }
        }
    }

    /// The newest of those that wait, one that fits if there is one.
    private Node best(long now) {
        Node best =
                waiting.reversed().stream()
                        .filter(node -> node.contact().fits() && node.good(now))
                        .findFirst()
                        .orElse(waiting.getLast());
        waiting.remove(best);
        return best;
    }

    boolean stale(long now) {
        boolean stale = heard <= now - Node.FRESH;
        if (stale) {
            heard = now;
        }
        return stale;
    }
}
