package v2v.cli;

import v2v.Hosts;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// What happens to machines: they die, stand still, and lose each other. By chance, but the same
/// for the same seed.
final class Chaos implements AutoCloseable {
    private static final String BROKER = "broker";

    /// A third loss would be taken for the tape's fault, and rightly.
    private static final int WORN = 2;

    private final CrewWorld world;
    private final Hosts hosts;
    private final Map<String, Supervisor> machines;
    private final Random random;
    private final Duration longest;
    private final Instant since = Instant.now();
    private final List<String> timeline = new CopyOnWriteArrayList<>();
    private final Map<String, Trouble> troubled = new ConcurrentHashMap<>();
    private final Map<What, Integer> counts = new LinkedHashMap<>();
    private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();

    private enum What {
        KILL_WORKER,
        STOP_WORKER,
        CUT_WORKER,
        CUT_BROKER,
        KILL_BROKER
    }

    private interface Trouble {
        void ends() throws Exception;
    }

    /// @param machines by the names of their hosts, the broker among them
    /// @param longest that one of them stands still
    Chaos(
            CrewWorld world,
            Hosts hosts,
            Map<String, Supervisor> machines,
            long seed,
            Duration longest) {
        this.world = world;
        this.hosts = hosts;
        this.machines = machines;
        this.longest = longest;
        random = new Random(seed);
        say("seed " + seed);
    }

    /// Makes trouble for so long; what is broken then may still be.
    void rage(Duration length) throws Exception {
        Instant end = Instant.now().plus(length);
        for (int i = 0; Instant.now().isBefore(end); i++) {
            What[] all = What.values();
            // each at least once, then by chance
            happen(i < all.length ? all[i] : all[random.nextInt(all.length)]);
            Thread.sleep(3000 + random.nextInt(7000));
        }
    }

    private void happen(What what) throws Exception {
        boolean broker = what == What.CUT_BROKER || what == What.KILL_BROKER;
        List<String> names = broker ? List.of(BROKER) : workers();
        String name = names.get(random.nextInt(names.size()));
        long millis = 20_000 + random.nextLong(Math.max(1, longest.toMillis() - 20_000));
        if (troubled.containsKey(name) || (!broker && worn(name))) {
            return;
        }
        counts.merge(what, 1, Integer::sum);
        switch (what) {
            case KILL_WORKER -> {
                say("kill -9 " + name + doing(name));
                hand(name).kill();
            }
            case STOP_WORKER -> {
                List<Long> all = processes(name);
                signal("-STOP", all);
                lasts(
                        name,
                        millis,
                        "stands still" + doing(name),
                        () -> signal("-CONT", all.reversed()));
            }
            case CUT_WORKER -> {
                hosts.cut(name);
                lasts(name, millis, "is cut off" + doing(name), () -> hosts.mend(name));
            }
            case CUT_BROKER -> {
                hosts.cut(name);
                lasts(name, millis / 2, "is cut off from all", () -> hosts.mend(name));
            }
            case KILL_BROKER -> {
                say("kill -9 " + name);
                hand(name).kill();
            }
        }
    }

    private void lasts(String name, long millis, String how, Trouble end) {
        say("%s %s for %d s".formatted(name, how, millis / 1000));
        troubled.put(name, end);
        var _ = later.schedule(() -> end(name), millis, TimeUnit.MILLISECONDS);
    }

    private void end(String name) {
        Trouble trouble = troubled.remove(name);
        if (trouble != null) {
            try {
                trouble.ends();
                say(name + " is back");
            } catch (Exception e) { // whatever it is, the test's end will tell
                say(name + " can not be brought back: " + e);
            }
        }
    }

    private List<String> workers() {
        return machines.keySet().stream().filter(name -> !name.equals(BROKER)).toList();
    }

    private CrewWorld.Hand hand(String name) {
        Supervisor machine = machines.get(name);
        if (machine == null) {
            throw new IllegalArgumentException(name);
        }
        return machine.hand();
    }

    private boolean worn(String name) throws Exception {
        CrewWorld.Hand worker = hand(name);
        return world.parts().stream().anyMatch(p -> worker.is(p.run()) && p.lost() >= WORN);
    }

    private String doing(String name) throws Exception {
        CrewWorld.Hand worker = hand(name);
        List<String> all = new ArrayList<>();
        world.parts().stream()
                .filter(part -> part.state().equals("out") && worker.is(part.run()))
                .forEach(part -> all.add(part.name() + " of " + part.item().substring(0, 6)));
        return all.isEmpty() ? " (does nothing)" : " (does " + String.join(", ", all) + ")";
    }

    private List<Long> processes(String name) {
        Process process = hand(name).process();
        return Stream.concat(
                        Stream.of(process.pid()), process.descendants().map(ProcessHandle::pid))
                .toList();
    }

    private static void signal(String which, List<Long> processes)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("kill", which));
        processes.forEach(pid -> command.add(Long.toString(pid)));
        // one that has ended meanwhile is none of ours
        int _ = new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
    }

    /// Notes something.
    void say(String what) {
        double seconds = Duration.between(since, Instant.now()).toMillis() / 1000.0;
        timeline.add(String.format(Locale.ROOT, "%7.1f s  %s", seconds, what));
    }

    /// All machines are well again.
    void heal() {
        for (String name : Set.copyOf(troubled.keySet())) {
            end(name);
        }
        say("all is well again; troubles: " + counts);
    }

    List<String> timeline() {
        return List.copyOf(timeline);
    }

    @Override
    public void close() {
        heal();
        later.shutdownNow();
    }
}
