package v2v.torrent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tracker on the loopback (BEP 3, compact answers of BEP 23): enough for two clients to meet.
public final class SmallTracker implements Closeable {
    private static final Pattern FIELD = Pattern.compile("(info_hash|port|event)=([^&]*)");

    final Queue<String> events = new ConcurrentLinkedQueue<>();
    final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger now = new AtomicInteger();
    private final long delayMillis;
    private final HttpServer server;
    private final Map<String, Set<Integer>> swarms = new ConcurrentHashMap<>();

    /// @param delayMillis how long each answer takes
    public SmallTracker(long delayMillis) throws IOException {
        this.delayMillis = delayMillis;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/announce", this::announce);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/announce";
    }

    private void announce(HttpExchange exchange) throws IOException {
        most.accumulateAndGet(now.incrementAndGet(), Math::max);
        try (exchange) {
            Thread.sleep(delayMillis);
            Map<String, String> fields = fields(exchange.getRequestURI().getRawQuery());
            String swarm = fields.getOrDefault("info_hash", "");
            events.add(fields.getOrDefault("event", "") + " " + swarm);
            Set<Integer> ports = swarms.computeIfAbsent(swarm, _ -> ConcurrentHashMap.newKeySet());
            byte[] answer = answer(ports);
            ports.add(Integer.valueOf(fields.getOrDefault("port", "0")));
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            now.decrementAndGet();
        }
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new ConcurrentHashMap<>();
        Matcher matcher = FIELD.matcher(query);
        while (matcher.find()) {
            // bt escapes digits too: port=%36%38
            String value =
                    URLDecoder.decode(
                            matcher.group(2).replace("+", "%2B"), StandardCharsets.ISO_8859_1);
            fields.put(matcher.group(1), value);
        }
        return fields;
    }

    private static byte[] answer(Set<Integer> ports) {
        List<Integer> all = List.copyOf(ports);
        ByteBuffer peers = ByteBuffer.allocate(all.size() * 6);
        for (int port : all) {
            peers.put(InetAddress.getLoopbackAddress().getAddress()).putShort((short) port);
        }
        return new Bencode.Draft()
                .put("interval", Bencode.whole(60))
                .put("complete", Bencode.whole(1))
                .put("incomplete", Bencode.whole(0))
                .put("peers", Bencode.bytes(peers.array()))
                .dict()
                .encoded();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
