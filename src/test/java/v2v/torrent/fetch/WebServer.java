package v2v.torrent.fetch;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// A web server in front of a folder, true or false in a chosen way.
final class WebServer implements AutoCloseable {
    enum Manner {
        TRUE,
        WRONG_BYTES,
        SHORT,
        LONG,
        ENDLESS,
        WHOLE_FILES,
        OTHER_PART,
        NOT_FOUND,
        BUSY,
        TO_A_FILE,
        SILENT
    }

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final Path root;
    private final Manner manner;
    final AtomicInteger requests = new AtomicInteger();
    final AtomicLong given = new AtomicLong();

    WebServer(Path root, Manner manner) throws IOException {
        this.root = root;
        this.manner = manner;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
        byte[] bytes = Files.readAllBytes(file);
        String[] range = exchange.getRequestHeaders().getFirst("Range").substring(6).split("-", -1);
        int from = Integer.parseInt(range[0]);
        int to = Integer.parseInt(range[1]);
        byte[] part = Arrays.copyOfRange(bytes, from, to + 1);
        given.addAndGet(part.length);
        String label = "bytes " + from + "-" + to + "/" + bytes.length;
        try (exchange;
                OutputStream out = exchange.getResponseBody()) {
            switch (manner) {
                case TRUE -> send(exchange, 206, label, part);
                case WRONG_BYTES -> {
                    part[part.length / 2] ^= 1;
                    send(exchange, 206, label, part);
                }
                case SHORT -> {
                    exchange.getResponseHeaders().set("Content-Range", label);
                    exchange.sendResponseHeaders(206, 0);
                    out.write(part, 0, part.length / 2);
                }
                case LONG -> send(exchange, 206, label, Arrays.copyOf(part, part.length + 1));
                case ENDLESS -> {
                    exchange.getResponseHeaders().set("Content-Range", label);
                    exchange.sendResponseHeaders(206, 0);
                    while (true) {
                        out.write(part);
                    }
                }
                case WHOLE_FILES -> send(exchange, 200, label, bytes);
                case OTHER_PART -> send(exchange, 206, "bytes 0-1/" + bytes.length, part);
                case NOT_FOUND -> send(exchange, 404, "", new byte[] {1});
                case BUSY -> send(exchange, 503, "", new byte[] {1});
                case TO_A_FILE -> {
                    exchange.getResponseHeaders().set("Location", file.toUri().toString());
                    exchange.sendResponseHeaders(302, -1);
                }
                case SILENT -> Thread.sleep(60_000);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void send(HttpExchange exchange, int status, String range, byte[] body)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Range", range);
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
