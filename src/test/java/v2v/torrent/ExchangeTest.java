package v2v.torrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Servers that answer as they should, and such as never come to an end.
@Timeout(60)
class ExchangeTest {
    private static final String HEAD = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n";

    private static String ask(ServerSocket server, String says, Duration patience)
            throws IOException {
        Thread.ofVirtual().start(() -> answer(server, says));
        URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/");
        HttpRequest request = HttpRequest.newBuilder(url).build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            return Exchange.send(http, request, BodyHandlers.ofString(), patience, 10).body();
        }
    }

    /// Says so much and then nothing, without hanging up.
    private static void answer(ServerSocket server, String says) {
        try (Socket client = server.accept()) {
            client.getOutputStream().write(says.getBytes(StandardCharsets.US_ASCII));
            while (client.getInputStream().read() >= 0) {
                client.getOutputStream().flush();
            }
        } catch (IOException e) {
            return; // it hung up
        }
    }

    private static ServerSocket server() throws IOException {
        return new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @Test
    void aWholeAnswerIsGiven() throws IOException {
        try (ServerSocket server = server()) {
            assertEquals("0123456789", ask(server, HEAD + "0123456789", Duration.ofSeconds(30)));
        }
    }

    @Test
    void aBodyThatNeverEndsIsGivenUp() throws IOException {
        try (ServerSocket server = server()) {
            IOException late =
                    assertThrows(
                            IOException.class,
                            () -> ask(server, HEAD + "01234", Duration.ofSeconds(1)));
            assertEquals("no whole answer within 1 s", late.getMessage());
        }
    }

    @Test
    void aBodyThatIsTooLongIsNotKept() throws IOException {
        try (ServerSocket server = server()) {
            IOException more =
                    assertThrows(
                            IOException.class,
                            () ->
                                    ask(
                                            server,
                                            HEAD.replace("10", "11") + "0123456789A",
                                            Duration.ofSeconds(30)));
            assertTrue(String.valueOf(more.getMessage()).contains("10"), more::toString);
        }
    }
}
