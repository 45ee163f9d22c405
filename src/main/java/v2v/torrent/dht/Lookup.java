package v2v.torrent.dht;

import org.jspecify.annotations.Nullable;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A search (BEP 5): the nearest known nodes are asked for nearer ones, until the eight nearest
/// have answered. On the thread of whoever searches.
final class Lookup {
    /// Questions at once.
    private static final int AT_ONCE = 4;

    /// Questions in all.
    private static final int MOST = 60;

    private static final int REMEMBERED = 200;

    /// Nodes that are taken from one answer; eight are usual.
    private static final int MOST_NAMED = 20;

    private final Line line;
    private final Table table;
    private final Ask ask;
    private final LinkedBlockingQueue<Call.Heard> answers = new LinkedBlockingQueue<>();
    private final TreeMap<Id, Step> steps;
    private final Map<Call, Step> flying = new HashMap<>();
    private final Set<InetSocketAddress> addresses = new HashSet<>();
    private final Set<InetAddress> hosts = new HashSet<>();
    private int asked;

    /// What a node answered.
    record Found(Contact who, Reply reply) {}

    private static final class Step {
        private final Contact contact;
        private boolean asked;
        private @Nullable Reply reply;

        Step(Contact contact) {
            this.contact = contact;
        }

        boolean counts() {
            return reply != null && contact.fits();
        }
    }

    Lookup(Line line, Table table, Id target, Ask ask) {
        this.line = line;
        this.table = table;
        this.ask = ask;
        this.steps = new TreeMap<>(target.nearest());
    }

    /// Searches.
    ///
    /// @param deadline of [System#nanoTime]
    /// @return who answered, nearest first; none when nobody did
    List<Found> from(List<Contact> start, long deadline) throws InterruptedException {
        start.forEach(this::add);
        while (System.nanoTime() - deadline < 0 && !line.closed() && askMore(deadline)) {
            Call.Heard heard = answers.poll(line.patience() / 8, TimeUnit.NANOSECONDS);
            while (heard != null) {
                hear(heard);
                heard = answers.poll();
            }
            giveUp();
        }
        flying.keySet().forEach(line::forget);
        return found();
    }

    /// Whether there is something to wait for.
    private boolean askMore(long deadline) throws InterruptedException {
        Step next = next();
        while (next != null && asked < MOST && busy() < AT_ONCE) {
            Call call = line.ask(next.contact.address(), ask, answers, deadline);
            if (call == null) {
                return !flying.isEmpty();
            }
            next.asked = true;
            asked++;
            flying.put(call, next);
            next = next();
        }
        return near().anyMatch(flying::containsValue);
    }

    /// One that is slow does not keep others from being asked.
    private long busy() {
        long slow = line.patience() / 2;
        return flying.keySet().stream().filter(call -> !call.olderThan(slow)).count();
    }

    private @Nullable Step next() {
        return near().filter(step -> !step.asked).findFirst().orElse(null);
    }

    /// All that are as near as the eighth that answered, or nearer. Ids that do not follow from the
    /// address are asked too, and do not count (BEP 42).
    private Stream<Step> near() {
        int[] counted = {0};
        return steps.values().stream()
                .takeWhile(step -> counted[0] < Table.K)
                .peek(step -> counted[0] += step.counts() ? 1 : 0);
    }

    private void hear(Call.Heard heard) {
        Step step = flying.remove(heard.call());
        if (step == null || !(heard.message() instanceof Message.Response response)) {
            return; // a refusal: it is there, and of no use
        }
        Step answered = step;
        if (!response.from().equals(step.contact.id())) {
            // it calls itself something else than we were told
            answered = new Step(new Contact(response.from(), step.contact.address()));
            answered.asked = true;
            if (response.from().equals(line.self())
                    || steps.putIfAbsent(response.from(), answered) != null) {
                return; // the name of another: who bore it first is believed
            }
        }
        answered.reply = response.reply();
        Scope scope = step.contact.scope();
        List<Contact> named = response.reply().nodes();
        if (named != null) {
            named.stream()
                    .limit(MOST_NAMED)
                    .filter(contact -> scope.knows(contact.scope()))
                    .forEach(this::add);
        }
    }

    private void add(Contact contact) {
        if (contact.id().equals(line.self())
                || steps.containsKey(contact.id())
                || contact.scope() == Scope.NOWHERE
                || !addresses.add(contact.address())
                || (contact.scope() == Scope.PUBLIC
                        && !hosts.add(contact.address().getAddress()))) {
            return;
        }
        steps.put(contact.id(), new Step(contact));
        if (steps.size() > REMEMBERED && !steps.lastEntry().getValue().asked) {
            steps.pollLastEntry();
        }
    }

    private void giveUp() {
        long patience = line.patience();
        for (Call call : List.copyOf(flying.keySet())) {
            if (call.olderThan(patience)) {
                flying.remove(call);
                line.forget(call);
                table.silent(call.to());
            }
        }
    }

    private List<Found> found() {
        List<Found> found = new ArrayList<>();
        for (Step step : steps.values()) {
            if (step.reply != null) {
                found.add(new Found(step.contact, step.reply));
            }
        }
        return found;
    }

    /// Where to store: the eight nearest that gave a token. Those whose id follows from their
    /// address come first (BEP 42).
    static List<Found> stores(List<Found> found) {
        List<Found> willing = found.stream().filter(f -> f.reply.token() != null).toList();
        return Stream.concat(
                        willing.stream().filter(f -> f.who.fits()),
                        willing.stream().filter(f -> !f.who.fits()))
                .limit(Table.K)
                .toList();
    }
}
