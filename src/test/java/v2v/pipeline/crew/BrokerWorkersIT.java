package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// What the other tests lean on: the broker that a test makes is one, and keeps what it has.
class BrokerWorkersIT {
    @TempDir Path folder;

    @Test
    void hereAndAgain() throws Exception {
        int port = Broker.free();
        int controller = Broker.free();
        Path home = folder.resolve("here");
        try (Broker broker = Broker.start(home, port, controller, "127.0.0.1")) {
            broker.topics(1, "one");
            broker.topics(1, "one", "two");
        }
        try (Broker again = Broker.start(home, port, controller, "127.0.0.1")) {
            assertTrue(names(again.bootstrap()).containsAll(Set.of("one", "two")));
        }
    }

    @Test
    void inAProcessOfItsOwnThatIsKilled() throws Exception {
        int port = Broker.free();
        int controller = Broker.free();
        Path home = folder.resolve("there");
        String bootstrap = "127.0.0.1:" + port;
        Process process = Broker.spawn(home, port, controller, "127.0.0.1");
        try {
            Broker.topics(bootstrap, 1, "one");
        } finally {
            process.destroyForcibly().waitFor();
        }
        process = Broker.spawn(home, port, controller, "127.0.0.1");
        try {
            assertTrue(names(bootstrap).contains("one"));
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static Set<String> names(String bootstrap) throws Exception {
        try (Admin admin = Broker.admin(bootstrap)) {
            return admin.listTopics().names().get(30, TimeUnit.SECONDS);
        }
    }
}
