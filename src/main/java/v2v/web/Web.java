package v2v.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;
import v2v.item.Shift;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/// Shows a release to browsers, or all that a library has released. Nothing can be changed through
/// it.
///
/// It keeps no thread that would hold a process open.
public final class Web implements AutoCloseable {
    private static final int LOOPS = 2;
    private static final int READERS = 2;
    private static final int IDLE_SECONDS = 120;

    /// Visitors, peers and players at once.
    private static final int MOST = 1_000;

    private static final long OPENING_SECONDS = 20;
    private static final long CLOSING_MILLIS = 900;

    private final Vertx vertx;
    private final HttpServer server;

    private Web(Vertx vertx, HttpServer server) {
        this.vertx = vertx;
        this.server = server;
    }

    /// Opens the door to one folder, as it is.
    ///
    /// @param port 0 takes any that is free; see [#port()]
    /// @param root a release folder
    /// @throws IOException with a sentence for the operator, when the port or the folder can not be
    ///   had
    public static Web start(String host, int port, Path root) throws IOException {
        return open(host, port, new Shelves(root), Behind.NOTHING);
    }

    /// What answers the peers of the releases (BEP 3, BEP 48): the tracker of the node, which this
    /// room does not know.
    public interface Asked {
        /// Must not wait for anything: all visitors would wait with it.
        ///
        /// @param path `/announce` or `/scrape`
        /// @param query as it stood in the request, still escaped; null when there was none
        /// @param who where the request came from
        /// @return the answer; empty when there is nothing at this path
        Optional<byte[]> answer(String path, @Nullable String query, InetSocketAddress who);
    }

    /// Knows which files of releases are kept by others for now, and has them brought back; this
    /// room knows neither.
    public interface Away {
        /// Every file is here.
        Away NOTHING =
                new Away() {
                    @Override
                    public boolean holds(String folder, String file) {
                        return false;
                    }

                    @Override
                    public boolean order(String folder) {
                        return false;
                    }
                };

        /// Whether others keep it, as far as names go.
        ///
        /// @param folder name of a release folder
        /// @param file path in it, with forward slashes
        boolean holds(String folder, String file);

        /// Has a release brought back, unless too many are already: somebody who walks through
        /// everything must not bring back everything. May wait for a disk.
        ///
        /// @return false when it is not, this time
        boolean order(String folder);
    }

    /// Knows what the house is doing, for its operator; this room asks nobody itself.
    public interface Backstage {
        /// May wait for a disk.
        Shift shift();

        /// The same in figures, in the text format of Prometheus. May wait for a disk.
        String metrics();
    }

    /// What stands behind the door of a library.
    ///
    /// @param tracker answers `/announce` and `/scrape`; null for none
    /// @param proxies who may speak for others to the tracker
    /// @param away knows which files others keep
    /// @param backstage what the operator sees at `/console` and `/metrics`; null for neither
    /// @param guests who may see that
    public record Behind(
            @Nullable Asked tracker,
            Proxies proxies,
            Away away,
            @Nullable Backstage backstage,
            Guests guests) {
        /// Nothing for the operator.
        public Behind(@Nullable Asked tracker, Proxies proxies, Away away) {
            this(tracker, proxies, away, null, Guests.NONE);
        }

        /// The same, and the operator sees what goes on.
        public Behind showing(Backstage what, Guests whom) {
            return new Behind(tracker, proxies, away, what, whom);
        }

        /// Nothing but the library.
        static final Behind NOTHING = new Behind(null, Proxies.NONE, Away.NOTHING);

        /// A tracker that believes the connection, and every file is here.
        public static Behind tracker(Asked tracker) {
            return new Behind(tracker, Proxies.NONE, Away.NOTHING);
        }
    }

    /// Opens the door to what a library has released, without a tracker.
    ///
    /// @see #library(String, int, Library, String, Behind)
    public static Web library(String host, int port, Library library, String publisher)
            throws IOException {
        return library(host, port, library, publisher, Behind.NOTHING);
    }

    /// Opens the door to what a library has released: `/` lists it, newest first, `/<folder>/` is a
    /// release (and `/releases/<folder>/` again), `/torrents/<folder>.torrent` its torrent,
    /// `/catalogue/` the static catalogue where there is one. What has no torrent yet is not seen.
    ///
    /// @param port 0 takes any that is free; see [#port()]
    /// @param publisher whose library it is; empty when nobody said Files that others keep are
    ///   answered with 503, and brought back.
    ///
    /// @throws IOException with a sentence for the operator, when the port or the library can not
    ///   be had
    public static Web library(
            String host, int port, Library library, String publisher, Behind behind)
            throws IOException {
        return open(host, port, new Showcase(library, publisher, behind.away()), behind);
    }

    private static Web open(String host, int port, Site site, Behind behind) throws IOException {
        Vertx vertx = vertx();
        HttpServer server =
                vertx.createHttpServer(options())
                        .connectionHandler(new Crowd())
                        .requestHandler(new Door(vertx, site, behind));
        try {
            await(server.listen(port, host).toCompletionStage(), OPENING_SECONDS * 1000);
        } catch (IOException e) {
            Web failed = new Web(vertx, server);
            failed.close();
            throw refused(host, port, e);
        }
        return new Web(vertx, server);
    }

    /// Counts who is connected; of more than there is room for the newest goes.
    private static final class Crowd implements Handler<HttpConnection> {
        private final AtomicInteger connected = new AtomicInteger();

        @Override
        public void handle(HttpConnection connection) {
            connection.exceptionHandler(Crowd::gone);
            connection.closeHandler(_ -> connected.decrementAndGet());
            if (connected.incrementAndGet() > MOST) {
                connection.close();
            }
        }

        /// People close their browsers in the middle of a film all the time: nothing to tell.
        private static void gone(Throwable reset) {}
    }

    /// The port that is really open.
    public int port() {
        return server.actualPort();
    }

    /// Cuts off everybody and is gone within a second.
    @Override
    public void close() throws IOException {
        await(vertx.close().toCompletionStage(), CLOSING_MILLIS);
    }

    /// A node at rest has little memory to give: few threads, and a small pool of buffers in each.
    /// Film goes from the disk to the network without passing through any of them.
    private static Vertx vertx() {
        Netty.tame();
        return Vertx.vertx(
                new VertxOptions()
                        .setEventLoopPoolSize(LOOPS)
                        .setWorkerPoolSize(READERS)
                        .setInternalBlockingPoolSize(READERS)
                        .setUseDaemonThread(true)
                        .setPreferNativeTransport(false)
                        .setFileSystemOptions(
                                new FileSystemOptions()
                                        .setFileCachingEnabled(false)
                                        .setClassPathResolvingEnabled(false)));
    }

    private static HttpServerOptions options() {
        return new HttpServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                // else a connection is not seen before its first byte
                .setHttp2ClearTextEnabled(false)
                .setDecompressionSupported(false);
    }

    private static IOException refused(String host, int port, IOException cause) {
        String sentence =
                cause.getCause() instanceof BindException
                        ? "Port %d on %s can not be opened: %s. Stop the program that holds it, or"
                                + " choose another port (0 takes any that is free)."
                        : "No web server can be opened at port %d on %s: %s. Check the name of the"
                                + " host.";
        Throwable why = cause.getCause() == null ? cause : cause.getCause();
        return new IOException(sentence.formatted(port, host, why.getMessage()), cause);
    }

    private static <T> void await(CompletionStage<T> stage, long millis) throws IOException {
        try {
            stage.toCompletableFuture().get(millis, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getMessage()), e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(
                    "The web server did not answer within %d ms.".formatted(millis), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        }
    }
}
