package v2v;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import kafka.server.KafkaConfig;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

import v2v.cli.Main;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The compose files say what is there: no engine is needed to see that.
class ComposeTest {
    private static final String ONE = "docker/compose.yaml";
    private static final String SEVERAL = "docker/compose.cluster.yaml";
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[A-Z0-9_]+:-([^}]*)}");

    /// What the image starts when it is told nothing else, and how it is asked how it is.
    private static final Pattern JSON_LINE =
            Pattern.compile("(?:ENTRYPOINT|CMD) \\[(.*)]\\s*(?:\\n|$)");

    /// A service of ours has no image but the one that is built here.
    private static boolean ours(Map<?, ?> service) {
        return service.containsKey("build");
    }

    /// The file as it is when nobody sets a variable.
    private static Map<?, ?> read(String file) throws IOException {
        String text = VARIABLE.matcher(Files.readString(Path.of(file))).replaceAll("$1");
        assertFalse(text.contains("${"), "a variable of " + file + " has no default");
        return new Yaml().load(text);
    }

    private static Map<String, Map<?, ?>> services(String file) throws IOException {
        Map<String, Map<?, ?>> all = new TreeMap<>();
        map(read(file), "services").forEach((name, one) -> all.put((String) name, (Map<?, ?>) one));
        return all;
    }

    private static Map<?, ?> service(String name) throws IOException {
        return Objects.requireNonNull(services(SEVERAL).get(name), name);
    }

    private static Map<?, ?> map(Map<?, ?> of, String key) {
        return of.get(key) instanceof Map<?, ?> map ? map : Map.of();
    }

    private static List<String> list(Map<?, ?> of, String key) {
        List<String> all = new ArrayList<>();
        if (of.get(key) instanceof List<?> list) {
            list.forEach(one -> all.add((String) one));
        }
        return all;
    }

    private static void assertUnderstood(String where, List<String> command) {
        assertDoesNotThrow(
                () -> Main.commandLine().parseArgs(command.toArray(String[]::new)),
                where + ": " + command);
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, SEVERAL})
    void everyCommandIsOneOfOurs(String file) throws IOException {
        Set<String> asked = new TreeSet<>();
        for (var service : services(file).entrySet()) {
            if (!ours(service.getValue())) {
                continue;
            }
            List<String> command = list(service.getValue(), "command");
            if (!command.isEmpty()) {
                assertUnderstood(file + ", " + service.getKey(), command);
                asked.add(command.getFirst());
            }
            List<String> health = list(map(service.getValue(), "healthcheck"), "test");
            if (health.size() > 1 && health.get(1).equals("v2v")) {
                assertUnderstood(file + ", " + service.getKey(), health.subList(2, health.size()));
            }
        }
        assertEquals(file.equals(ONE) ? Set.of() : Set.of("kafka", "run", "worker"), asked);
    }

    @Test
    void theImageStartsWhatThereIs() throws IOException {
        Matcher line = JSON_LINE.matcher(Files.readString(Path.of("docker/Dockerfile")));
        List<List<String>> commands = new ArrayList<>();
        while (line.find()) {
            List<String> words = List.of(line.group(1).replace("\"", "").split(", *", -1));
            commands.add(words.getFirst().equals("v2v") ? words.subList(1, words.size()) : words);
        }
        assertEquals(3, commands.size(), "health, entry, command");
        assertEquals(List.of(), commands.get(1));
        assertUnderstood("health", commands.get(0));
        assertUnderstood("command", commands.get(2));
    }

    /// The health of the image is a node's: what is none must have another, or it never is well.
    @Test
    void whoeverIsNoNodeIsAskedSomethingElse() throws IOException {
        for (var service : services(SEVERAL).entrySet()) {
            Map<?, ?> health = map(service.getValue(), "healthcheck");
            assertTrue(
                    health.containsKey("test") || Boolean.TRUE.equals(health.get("disable")),
                    service.getKey());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, SEVERAL})
    void whatIsMountedIsDeclaredOrAFolder(String file) throws IOException {
        Set<String> named = new TreeSet<>();
        for (var service : services(file).entrySet()) {
            for (String volume : list(service.getValue(), "volumes")) {
                String source = volume.substring(0, volume.indexOf(':'));
                if (!source.startsWith(".") && !source.startsWith("/")) {
                    named.add(source);
                }
            }
        }
        Set<String> declared = new TreeSet<>();
        map(read(file), "volumes").keySet().forEach(name -> declared.add((String) name));
        assertEquals(declared, named);
    }

    @ParameterizedTest
    @ValueSource(strings = {ONE, SEVERAL})
    void nobodyOfOursIsRootOrWritesBesideItsFolders(String file) throws IOException {
        services(file)
                .forEach((name, service) -> {
                    if (ours(service)) {
                        assertEquals("10001:10001", service.get("user"), name);
                        assertEquals(true, service.get("read_only"), name);
                        assertEquals(List.of("ALL"), list(service, "cap_drop"), name);
                        assertEquals(List.of("/tmp"), list(service, "tmpfs"), name);
                    }
                });
    }

    /// Node and workers see one folder, and whoever waits waits for somebody who is there.
    @Test
    void allSeeOneShareAndWaitForOneAnother() throws IOException {
        Map<String, Map<?, ?>> all = services(SEVERAL);
        for (String name : List.of("node", "worker")) {
            assertTrue(list(service(name), "volumes").contains("../share:/share"), name);
        }
        all.forEach((name, service) ->
                map(service, "depends_on")
                        .keySet()
                        .forEach(other -> assertTrue(all.containsKey(other), name)));
    }

    /// Who is killed before its grace is over gives nothing back.
    @Test
    void aWorkerIsGivenTheTimeThatItTakes() throws IOException {
        Map<?, ?> worker = service("worker");
        List<String> command = list(worker, "command");
        int grace = Integer.parseInt(command.get(command.indexOf("--grace") + 1));
        int stop = seconds(String.valueOf(worker.get("stop_grace_period")));
        assertTrue(stop >= grace + 30, stop + " s for a grace of " + grace + " s");
    }

    private static int seconds(String text) {
        assertTrue(text.matches("\\d+s"), text);
        return Integer.parseInt(text.substring(0, text.length() - 1));
    }

    private static Properties broker() throws IOException {
        Properties all = new Properties();
        map(service("kafka"), "environment")
                .forEach((name, value) -> {
                    if (!name.equals("KAFKA_HEAP_OPTS")) { // its JVM's
                        String key = ((String) name).substring("KAFKA_".length());
                        all.setProperty(
                                key.toLowerCase(Locale.ROOT).replace('_', '.'), (String) value);
                    }
                });
        return all;
    }

    /// A key that Kafka does not know would be passed over in silence.
    @Test
    void theBrokerKnowsWhatItIsTold() throws IOException {
        Properties told = broker();
        Set<String> unknown = new TreeSet<>(told.stringPropertyNames());
        unknown.removeAll(KafkaConfig.configDef().names());
        assertEquals(Set.of(), unknown);
        assertDoesNotThrow(() -> KafkaConfig.fromProps(told, false));
    }

    /// What `v2v kafka setup` and the clients ask lies within what the broker allows.
    @Test
    void theBrokerAllowsWhatIsAskedOfIt() throws IOException {
        Properties told = broker();
        assertTrue(number(told, "group.share.min.record.lock.duration.ms") <= 15_000);
        assertTrue(number(told, "group.share.max.record.lock.duration.ms") >= 60_000);
        assertTrue(number(told, "group.share.max.delivery.count.limit") >= 10);
        assertTrue(number(told, "group.share.max.size") >= 256);
        assertTrue(number(told, "message.max.bytes") > 4 << 20);
        assertEquals("false", told.getProperty("auto.create.topics.enable"));
        told.forEach((key, value) -> {
            String name = (String) key;
            if (name.endsWith("replication.factor") || name.endsWith("min.isr")) {
                assertEquals("1", value, "one broker has one copy: " + name);
            }
        });
    }

    private static long number(Properties of, String key) {
        return Long.parseLong(of.getProperty(key));
    }

    /// The broker of the compose file is of the version that the tests run against.
    @Test
    void theBrokerIsTheOneThatIsTested() throws IOException {
        String image = (String) service("kafka").get("image");
        Matcher version =
                Pattern.compile("<kafka.version>(.*)</kafka.version>")
                        .matcher(Files.readString(Path.of("pom.xml")));
        assertTrue(version.find(), "kafka.version of the pom");
        assertEquals("apache/kafka:" + version.group(1), image);
    }
}
