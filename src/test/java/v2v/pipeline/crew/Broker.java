package v2v.pipeline.crew;

import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/// A real Kafka broker for tests: one node of KRaft, in this process or ([#main], [#spawn]) in one
/// of its own that can be killed. What was in the folder is there again after a start on the same
/// folder and ports.
public final class Broker implements AutoCloseable {
    private final String bootstrap;
    private final KafkaRaftServer server;
    private boolean closed;

    private Broker(String bootstrap, KafkaRaftServer server) {
        this.bootstrap = bootstrap;
        this.server = server;
    }

    /// On two free ports of the loopback.
    public static Broker start(Path folder) throws IOException {
        return start(folder, free(), free(), "127.0.0.1");
    }

    /// The same broker again, after it was closed or killed.
    ///
    /// @param host where it listens, and what it tells clients to call it
    public static Broker start(Path folder, int port, int controllerPort, String host)
            throws IOException {
        quiet();
        Files.createDirectories(folder);
        if (!Files.exists(folder.resolve("meta.properties"))) {
            format(folder);
        }
        KafkaRaftServer server =
                new KafkaRaftServer(
                        KafkaConfig.fromProps(settings(folder, port, controllerPort, host), false),
                        Time.SYSTEM);
        server.startup();
        return new Broker(host + ":" + port, server);
    }

    private static void format(Path folder) throws IOException {
        try {
            new Formatter()
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(1)
                    .setControllerListenerName("CONTROLLER")
                    .addDirectory(folder.toString())
                    .setMetadataLogDirectory(folder.toString())
                    .setPrintStream(
                            new PrintStream(
                                    OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8))
                    .run();
        } catch (Exception e) { // the formatter declares no narrower one
            throw new IOException("the broker's folder can not be formatted", e);
        }
    }

    private static Properties settings(Path folder, int port, int controllerPort, String host) {
        String controller = host + ":" + controllerPort;
        Properties all = new Properties();
        all.putAll(
                Map.ofEntries(
                        Map.entry("process.roles", "broker,controller"),
                        Map.entry("node.id", "1"),
                        Map.entry("controller.quorum.voters", "1@" + controller),
                        Map.entry(
                                "listeners",
                                "PLAINTEXT://" + host + ":" + port + ",CONTROLLER://" + controller),
                        Map.entry("advertised.listeners", "PLAINTEXT://" + host + ":" + port),
                        Map.entry("controller.listener.names", "CONTROLLER"),
                        Map.entry(
                                "listener.security.protocol.map",
                                "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                        Map.entry("log.dirs", folder.toString()),
                        Map.entry("offsets.topic.replication.factor", "1"),
                        Map.entry("offsets.topic.num.partitions", "1"),
                        Map.entry("transaction.state.log.replication.factor", "1"),
                        Map.entry("transaction.state.log.min.isr", "1"),
                        Map.entry("share.coordinator.state.topic.replication.factor", "1"),
                        Map.entry("share.coordinator.state.topic.min.isr", "1"),
                        Map.entry("share.coordinator.state.topic.num.partitions", "1"),
                        Map.entry("group.share.min.record.lock.duration.ms", "15000"),
                        Map.entry("group.initial.rebalance.delay.ms", "0"),
                        Map.entry("auto.create.topics.enable", "false"),
                        // the largest message that a test sends is hostile
                        Map.entry("message.max.bytes", "20000000"),
                        Map.entry("log.cleaner.enable", "false"),
                        Map.entry("num.network.threads", "2"),
                        Map.entry("num.io.threads", "2"),
                        Map.entry("background.threads", "2")));
        return all;
    }

    /// A server says hundreds of lines that no test is about.
    private static void quiet() {
        for (String name : List.of("kafka", "org.apache.kafka", "state.change.logger")) {
            if (org.slf4j.LoggerFactory.getLogger(name)
                    instanceof ch.qos.logback.classic.Logger logger) {
                logger.setLevel(ch.qos.logback.classic.Level.OFF);
            }
        }
    }

    /// A port that nobody listens on now.
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /// `host:port`.
    public String bootstrap() {
        return bootstrap;
    }

    /// Makes topics of one replica; those that are there already stay as they are.
    public void topics(int partitions, String... names) throws IOException {
        topics(bootstrap, partitions, names);
    }

    /// The same at a broker of another process.
    public static void topics(String bootstrap, int partitions, String... names)
            throws IOException {
        try (Admin admin = admin(bootstrap)) {
            for (String name : names) {
                made(admin, new NewTopic(name, Optional.of(partitions), Optional.of((short) 1)));
            }
        }
    }

    private static void made(Admin admin, NewTopic topic) throws IOException {
        try {
            admin.createTopics(List.of(topic)).all().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw new IOException(topic.name(), e);
            }
        } catch (InterruptedException | java.util.concurrent.TimeoutException e) {
            throw new IOException(topic.name(), e);
        }
    }

    /// For whoever wants more than topics.
    public static Admin admin(String bootstrap) {
        return Admin.create(
                Map.<String, Object>of(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap));
    }

    /// A broker in a process of its own, that may be killed (`destroyForcibly`) and spawned again.
    /// It answers when this returns.
    public static Process spawn(Path folder, int port, int controllerPort, String host)
            throws IOException, InterruptedException {
        Path log = folder.resolveSibling(folder.getFileName() + ".log");
        List<String> command = command(folder, port, controllerPort, host);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        for (int i = 0; i < 300 && process.isAlive(); i++) {
            if (answers(host + ":" + port)) {
                return process;
            }
            Thread.sleep(200);
        }
        process.destroyForcibly();
        throw new IOException("the broker does not start:\n" + Files.readString(log));
    }

    /// What starts a broker in a process of its own; it says `listening on` when it answers.
    public static List<String> command(Path folder, int port, int controllerPort, String host) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        Broker.class.getName(),
                        folder.toString(),
                        Integer.toString(port),
                        Integer.toString(controllerPort),
                        host));
        return command;
    }

    private static boolean answers(String bootstrap) throws IOException, InterruptedException {
        int colon = bootstrap.lastIndexOf(':');
        try (java.net.Socket socket = new java.net.Socket()) {
            socket.connect(
                    new java.net.InetSocketAddress(
                            bootstrap.substring(0, colon),
                            Integer.parseInt(bootstrap.substring(colon + 1))),
                    200);
        } catch (IOException e) {
            return false;
        }
        try (Admin admin = admin(bootstrap)) {
            return !admin.describeCluster().nodes().get(5, TimeUnit.SECONDS).isEmpty();
        } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
            return false;
        }
    }

    /// `DIR PORT CONTROLLER_PORT [HOST]`; runs until it is killed.
    public static void main(String[] args) throws IOException {
        Broker broker =
                start(
                        Path.of(args[0]),
                        Integer.parseInt(args[1]),
                        Integer.parseInt(args[2]),
                        args.length > 3 ? args[3] : "127.0.0.1");
        System.out.println("listening on " + broker.bootstrap());
        broker.server.awaitShutdown();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            server.shutdown();
            server.awaitShutdown();
        }
    }
}
