package v2v.torrent.seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.torrent.HeardNotes;
import v2v.torrent.Offer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/// What a seedbox is asked, by one that speaks as Transmission does. The real ones are asked in
/// SeedboxClientIT.
class BoxSeederTest {
    @TempDir Path folder;
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] said = exchange.getRequestBody().readAllBytes();
            String body = new String(said, StandardCharsets.UTF_8);
            asked.add(body.replaceAll("(?s).*\"method\":\"([a-z-]+)\".*", "$1"));
            byte[] answer =
                    "{\"result\":\"success\",\"arguments\":{\"torrents\":[]}}"
                            .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private long times(String method) {
        return asked.stream().filter(method::equals).count();
    }

    @Test
    void manyReleasesAreHandedOverAfterOneLookAtTheList() throws Exception {
        Path torrent = Files.createFile(folder.resolve("film.torrent"));
        List<Offer> offers = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            offers.add(new Offer("%040x".formatted(i), null, torrent, folder));
        }
        InetSocketAddress here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        HttpServer server = HttpServer.create(here, 0);
        server.createContext("/", this::answer);
        server.start();
        URI url = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        BoxSettings settings = new BoxSettings(BoxSettings.By.TRANSMISSION, url, "", "", "");
        try (BoxSeeder seeder = new BoxSeeder(settings, folder, new HeardNotes())) {
            seeder.seed(offers);
            for (int i = 0; i < 2000 && seeder.seeding() < offers.size(); i++) {
                Thread.sleep(10);
            }
            assertEquals(40, times("torrent-add"));
            assertTrue(times("torrent-get") < 10, asked::toString); // a slow machine may take two
        } finally {
            server.stop(0);
        }
    }
}
