package v2v.torrent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A request over HTTP that ends: the JDK's own deadline is met by the headers of an answer, and
/// whoever then lets its body drip holds a thread for ever.
public final class Exchange {
    private Exchange() {}

    /// The answer, whatever its status.
    ///
    /// @param patience for all of it, from the connection to the body's last byte
    /// @param most bytes of the body
    /// @throws IOException when it does not come in time, or is longer
    public static <T> HttpResponse<T> send(
            HttpClient http, HttpRequest request, BodyHandler<T> body, Duration patience, long most)
            throws IOException {
        CompletableFuture<HttpResponse<T>> answer =
                http.sendAsync(request, BodyHandlers.limiting(body, most));
        try {
            return answer.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer within " + patience.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true); // hangs up where it has not ended
        }
    }
}
