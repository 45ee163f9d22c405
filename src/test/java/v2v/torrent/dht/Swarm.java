package v2v.torrent.dht;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// Nodes of ours for a test, each at a loopback address of its own.
abstract class Swarm {
    static final byte[] HASH = Vectors.bytes("mnopqrstuvwxyz123456");

    final List<Dht> swarm = new ArrayList<>();

    @AfterEach
    void close() {
        swarm.forEach(Dht::close);
    }

    static InetAddress host(int number) throws IOException {
        return InetAddress.getByName("127.0.2." + number);
    }

    final Dht open(int number, @Nullable Path memory, String... bootstrap) throws IOException {
        DhtSettings settings = new DhtSettings(host(number), 0, List.of(bootstrap), 1_000, false);
        Dht dht = new Dht(settings, memory, InstantSource.system());
        swarm.add(dht);
        return dht;
    }

    static String name(int number, Dht dht) throws IOException {
        return host(number).getHostAddress() + ":" + dht.port();
    }

    /// So many that know each other, the first of them known to all.
    final void swarm(int count) throws Exception {
        Dht first = open(1, null);
        for (int i = 2; i <= count; i++) {
            open(i, null, name(1, first));
        }
        for (Dht dht : swarm) {
            until(() -> dht.nodes() >= Math.min(count - 1, 6), "nobody joins " + dht.nodes());
        }
    }

    interface Condition {
        boolean holds() throws Exception;
    }

    static void until(Condition condition, String otherwise) throws Exception {
        for (int i = 0; i < 1_000 && !condition.holds(); i++) {
            Thread.sleep(20);
        }
        assertTrue(condition.holds(), otherwise);
    }

    /// A node that says the same to every question, until it is closed.
    ///
    /// @param out from where it answers
    static Contact script(DatagramSocket in, DatagramSocket out, Reply reply) {
        Id id = Id.random(new Random());
        Thread.ofPlatform()
                .daemon()
                .start(() -> {
                    try {
                        for (int i = 0; i < 1_000; i++) {
                            answer(in, out, id, reply);
                        }
                    } catch (IOException | BadMessage e) {
                        return; // closed
                    }
                });
        return new Contact(id, new InetSocketAddress(in.getLocalAddress(), in.getLocalPort()));
    }

    private static void answer(DatagramSocket in, DatagramSocket out, Id id, Reply reply)
            throws IOException, BadMessage {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        in.receive(packet);
        byte[] bytes = Arrays.copyOf(packet.getData(), packet.getLength());
        if (MessageReader.read(bytes) instanceof Message.Query query) {
            byte[] answer =
                    MessageWriter.bytes(new Message.Response(query.transaction(), id, null, reply));
            out.send(new DatagramPacket(answer, answer.length, packet.getSocketAddress()));
        }
    }
}
