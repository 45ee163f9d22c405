package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/// Who we are: our id, and our address as others see it. One other can lie; most of several, asked
/// at different addresses, are believed (BEP 42).
final class Identity {
    private static final int ENOUGH = 5;
    private static final int REMEMBERED = 16;

    private final InetAddress bound;
    private final RandomGenerator random;
    private final Map<InetAddress, InetAddress> voices =
            new LinkedHashMap<>() {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<InetAddress, InetAddress> eldest) {
                    return size() > REMEMBERED;
                }
            };
    private volatile Id id;

    Identity(Id id, InetAddress bound, RandomGenerator random) {
        this.id = id;
        this.bound = bound;
        this.random = random;
    }

    Id id() {
        return id;
    }

    /// Somebody sees us there.
    ///
    /// @return whether we have another id because of it
    synchronized boolean seen(InetAddress us, InetAddress by) {
        if (Scope.of(us) != Scope.of(by)) {
            return false; // near ones see us as near, far ones as far
        }
        voices.remove(by);
        voices.put(by, us);
        InetAddress most = most(Scope.PUBLIC, ENOUGH);
        if (most == null || IdRule.fits(id, most)) {
            return false;
        }
        id = IdRule.derive(most, random);
        return true;
    }

    /// Our address for somebody so far away; null when we do not know it.
    synchronized @Nullable InetAddress address(Scope asker) {
        return bound.isAnyLocalAddress() ? most(asker, 1) : bound;
    }

    private @Nullable InetAddress most(Scope scope, int enough) {
        Map<InetAddress, Long> said =
                voices.values().stream()
                        .filter(us -> Scope.of(us) == scope)
                        .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
        long all = said.values().stream().mapToLong(Long::longValue).sum();
        return said.entrySet().stream()
                .max(Comparator.comparingLong(Map.Entry::getValue))
                .filter(most -> all >= enough && 2 * most.getValue() > all)
                .map(Map.Entry::getKey)
                .orElse(null);
    }
}
