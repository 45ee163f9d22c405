package v2v.torrent.seed;

import v2v.torrent.Exchange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/// The way to a seedbox over HTTP.
final class BoxLine {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// A list of a hundred thousand torrents is a fifth of that.
    private static final long MOST_BYTES = 128L << 20;

    private final URI url;
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .cookieHandler(new CookieManager())
                    .build();

    BoxLine(URI url) {
        this.url = url;
    }

    String where() {
        return url.toString();
    }

    /// @param path below the box's own address
    HttpRequest.Builder to(String path) {
        String base = url.toString().replaceFirst("/+$", "");
        return HttpRequest.newBuilder(URI.create(base + path));
    }

    /// What it answers, whatever that is.
    ///
    /// @throws IOException when it does not
    HttpResponse<String> send(HttpRequest request) throws IOException {
        try {
            return Exchange.send(http, request, BodyHandlers.ofString(), PATIENCE, MOST_BYTES);
        } catch (InterruptedIOException e) {
            throw e;
        } catch (IOException e) {
            throw new IOException("the seedbox " + where() + " does not answer", e);
        }
    }

    /// That it answered this, which is none of the answers that it should give.
    IOException strange(HttpResponse<String> answer) {
        return new IOException(
                switch (answer.statusCode()) {
                    case 401, 403 ->
                            "the seedbox "
                                    + where()
                                    + " does not accept seed.box.user and seed.box.password-file";
                    default -> "the seedbox " + where() + " answers " + answer.statusCode();
                });
    }
}
