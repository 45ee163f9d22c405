package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Machines of their own, as far as the network goes: one network namespace each, all at one
/// switch, none with a way out. They are gone when their processes are, a quarter of an hour after
/// the test at the latest.
public final class Hosts implements Closeable {
    private static final List<String> WAITS = List.of("sleep", "900");

    private final Process hub;
    private final Map<String, Process> hosts = new LinkedHashMap<>();

    /// Makes the switch.
    public Hosts() throws IOException, InterruptedException {
        // a user namespace around all of them: nobody has to be root for it
        List<String> command = new ArrayList<>(List.of("unshare", "--map-root-user", "--net"));
        command.addAll(WAITS);
        hub = waiting(command);
        at(hub, "ip link add hub type bridge && ip link set hub up");
    }

    /// Adds a machine.
    ///
    /// @return its address
    public String add(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(enter(hub, "--user", "--preserve-credentials"));
        command.addAll(List.of("unshare", "--net"));
        command.addAll(WAITS);
        Process host = waiting(command);
        hosts.put(name, host);
        int number = hosts.size();
        at(
                hub,
                "ip link add port%d type veth peer name line netns %d && ip link set port%d master hub up"
                        .formatted(number, host.pid(), number));
        String address = "10.77.0." + number;
        at(
                host,
                "ip link set lo up && ip address add %s/24 dev line && ip link set line up"
                        .formatted(address));
        return address;
    }

    /// Pulls its cable out of the switch: nothing arrives, and nobody is told.
    public void cut(String name) throws IOException, InterruptedException {
        port(name, "down");
    }

    /// Puts it in again.
    public void mend(String name) throws IOException, InterruptedException {
        port(name, "up");
    }

    private void port(String name, String how) throws IOException, InterruptedException {
        int number = new ArrayList<>(hosts.keySet()).indexOf(name) + 1;
        at(hub, "ip link set port%d %s".formatted(number, how));
    }

    /// What stands before a command that is to run there.
    public List<String> on(String name) {
        Process host = hosts.get(name);
        if (host == null) {
            throw new IllegalArgumentException("no host " + name);
        }
        return enter(host, "--user", "--net", "--preserve-credentials");
    }

    private static List<String> enter(Process process, String... what) {
        List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + process.pid()));
        command.addAll(List.of(what));
        return command;
    }

    private static void at(Process host, String script) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(enter(host, "--user", "--net", "--preserve-credentials"));
        command.addAll(List.of("sh", "-c", script));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), script + ": " + said);
    }

    /// Returns when it has become the command that waits, so that its namespaces are there.
    private static Process waiting(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Path name = Path.of("/proc/" + process.pid() + "/comm");
        for (int i = 0; i < 500 && process.isAlive(); i++) {
            if (Files.readString(name).strip().equals(WAITS.getFirst())) {
                return process;
            }
            Thread.sleep(10);
        }
        String said =
                new String(
                        process.getInputStream().readAllBytes(),
                        java.nio.charset.StandardCharsets.UTF_8);
        process.destroyForcibly();
        throw new IOException(
                "Can not make a network namespace ("
                        + command
                        + "): "
                        + said
                        + " It takes root, or a kernel that lets users make namespaces;"
                        + " and: apt-get install util-linux iproute2");
    }

    @Override
    public void close() throws IOException {
        hosts.values().forEach(Process::destroyForcibly);
        hub.destroyForcibly();
        try {
            hub.waitFor(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
