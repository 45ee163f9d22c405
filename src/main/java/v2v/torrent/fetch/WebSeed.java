package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo;
import v2v.torrent.Metainfo.Entry;
import v2v.torrent.Pieces.Part;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/// A web server that holds the same files (BEP 19), asked for what is missing, range by range.
final class WebSeed implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int BLOCK = 16 << 10;

    /// Pieces are asked for together up to so many bytes.
    private static final int RUN = 4 << 20;

    /// Requests in a row that come to nothing before a server is left alone.
    private static final int ATTEMPTS = 3;

    private static final long PAUSE_MILLIS = 1_000;
    private static final long IDLE_MILLIS = 100;
    private static final int PARTIAL = 206;
    private static final int WHOLE = 200;

    private final String url;
    private final HttpClient http;
    private final Draft draft;
    private final Claims claims;
    private final Pace pace;
    private final BooleanSupplier wanted;
    private final AtomicLong received = new AtomicLong();
    private volatile boolean closed;
    private volatile boolean lied;
    private volatile @Nullable String fault;
    private volatile @Nullable InputStream body;
    private volatile long moved = System.nanoTime();

    /// Helps from now on.
    ///
    /// @param wanted whether its help is needed at this moment
    WebSeed(
            String url,
            HttpClient http,
            Draft draft,
            Claims claims,
            Pace pace,
            BooleanSupplier wanted) {
        this.url = url;
        this.http = http;
        this.draft = draft;
        this.claims = claims;
        this.pace = pace;
        this.wanted = wanted;
        Thread.ofVirtual().name("fetch-web").start(this::work);
    }

    /// What a server can not be forgiven.
    private static final class Unusable extends IOException {
        private static final long serialVersionUID = 1;

        Unusable(String message) {
            super(message);
        }
    }

    private void work() {
        int failures = 0;
        try {
            while (!closed && fault == null) {
                List<Integer> run = wanted.getAsBoolean() ? claim() : List.of();
                if (run.isEmpty()) {
                    Thread.sleep(IDLE_MILLIS);
                    continue;
                }
                String trouble = attempt(run);
                failures = trouble == null ? 0 : failures + 1;
                if (failures >= ATTEMPTS) {
                    fault = trouble;
                } else if (failures > 0) {
                    Thread.sleep(PAUSE_MILLIS << (failures - 1));
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Missing pieces that follow one another and that nobody else is fetching.
    private List<Integer> claim() {
        List<Integer> run = new ArrayList<>();
        long bytes = 0;
        for (int piece = draft.missing(0); piece >= 0; piece = draft.missing(piece + 1)) {
            boolean next = run.isEmpty() || piece == run.getLast() + 1;
            if (!run.isEmpty() && (!next || bytes >= RUN)) {
                break;
            }
            if (claims.take(piece)) {
                run.add(piece);
                bytes += draft.pieces().length(piece);
            } else if (!run.isEmpty()) {
                break;
            }
        }
        return run;
    }

    /// @return what went wrong and may go right another time; null when nothing did
    private @Nullable String attempt(List<Integer> run) {
        moved = System.nanoTime();
        try {
            take(run);
            return null;
        } catch (Unusable e) {
            fault = String.valueOf(e.getMessage());
            return fault;
        } catch (IOException e) {
            return String.valueOf(e.getMessage());
        } finally {
            body = null;
            run.forEach(claims::release);
        }
    }

    private void take(List<Integer> run) throws IOException {
        int at = 0;
        List<Part> parts = new ArrayList<>();
        List<Integer> ends = new ArrayList<>(); // after how many parts each piece is complete
        for (int piece : run) {
            draft.pieces().parts(piece).stream().filter(p -> !pad(p)).forEach(parts::add);
            ends.add(parts.size());
        }
        int piece = 0;
        while (at < parts.size()) {
            int end = at + 1;
            while (end < parts.size() && parts.get(end).entry() == parts.get(at).entry()) {
                end++;
            }
            Part last = parts.get(end - 1);
            try (InputStream in = open(parts.get(at), last.from() + last.length())) {
                body = in;
                for (; at < end; at++) {
                    read(in, parts.get(at));
                    if (ends.get(piece) == at + 1) {
                        prove(run.get(piece++));
                    }
                }
            }
        }
    }

    private boolean pad(Part part) {
        return draft.metainfo().info().entries().get(part.entry()).pad();
    }

    /// A piece is asked of one server whole, so a wrong one is its fault.
    private void prove(int piece) throws IOException {
        if (!draft.check(piece)) {
            lied = true;
            throw new Unusable("gives wrong bytes");
        }
    }

    private void read(InputStream in, Part part) throws IOException {
        int piece = draft.pieces().at(part.at());
        byte[] block = new byte[BLOCK];
        for (int done = 0; done < part.length(); ) {
            int got = in.readNBytes(block, 0, Math.min(BLOCK, part.length() - done));
            if (got == 0) {
                throw new IOException("gives less than it promised");
            }
            received.addAndGet(got);
            moved = System.nanoTime();
            claims.renew(piece);
            put(part, done, ByteBuffer.wrap(block, 0, got));
            done += got;
            pace.take(got);
        }
    }

    /// A disk that fails is no fault of the server.
    private void put(Part part, int done, ByteBuffer bytes) throws IOException {
        try {
            draft.write(part.entry(), part.from() + done, bytes);
        } catch (IOException e) {
            draft.broken(e);
            throw e;
        }
    }

    private InputStream open(Part first, long end) throws IOException {
        Entry entry = draft.metainfo().info().entries().get(first.entry());
        HttpRequest request =
                HttpRequest.newBuilder(address(entry))
                        .timeout(PATIENCE)
                        .header("Range", "bytes=" + first.from() + "-" + (end - 1))
                        .header("Accept-Encoding", "identity")
                        .build();
        HttpResponse<InputStream> response = send(request);
        String doubt = doubt(response, first.from(), end, entry.bytes());
        if (doubt != null) {
            response.body().close();
            boolean later = response.statusCode() >= 500 || response.statusCode() == 429;
            throw later ? new IOException(doubt) : new Unusable(doubt);
        }
        return response.body();
    }

    private HttpResponse<InputStream> send(HttpRequest request) throws IOException {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } catch (IOException e) {
            String why = e.getMessage();
            throw new IOException(why == null ? "does not answer" : why, e);
        }
    }

    /// Why this is no answer to what was asked; null when it is one. A whole file in place of a
    /// part is taken only where the part is the whole file.
    private static @Nullable String doubt(
            HttpResponse<InputStream> response, long from, long end, long size) {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(end - from);
        boolean all = from == 0 && end == size;
        int status = response.statusCode();
        if (status != PARTIAL && !(status == WHOLE && all)) {
            return status == WHOLE ? "gives no parts of files" : "answers " + status;
        }
        if (length != end - from) {
            return "promises " + length + " bytes where " + (end - from) + " were asked for";
        }
        String range = "bytes " + from + "-" + (end - 1) + "/";
        String given = response.headers().firstValue("Content-Range").orElse("");
        if (status == PARTIAL && !given.equals(range + size) && !given.equals(range + "*")) {
            return "gives another part than was asked for";
        }
        return null;
    }

    /// BEP 19: a URL of a folder of torrents ends in a slash; that of a single file need not.
    private URI address(Entry entry) throws IOException {
        Metainfo.InfoDict info = draft.metainfo().info();
        StringBuilder out = new StringBuilder(url);
        if (info.folder()) {
            out.append(url.endsWith("/") ? "" : "/").append(escaped(info.name()));
            entry.path().forEach(name -> out.append('/').append(escaped(name)));
        } else if (url.endsWith("/")) {
            out.append(escaped(info.name()));
        }
        try {
            return URI.create(out.toString());
        } catch (IllegalArgumentException e) {
            throw new Unusable("is no address");
        }
    }

    private static String escaped(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /// Hangs up when nothing has come for too long.
    void watch() {
        InputStream open = body;
        if (open != null && System.nanoTime() - moved > PATIENCE.toNanos()) {
            try {
                open.close();
            } catch (IOException e) {
                fault = "went silent";
            }
        }
    }

    boolean live() {
        return fault == null;
    }

    /// Whether it gave wrong bytes.
    boolean lied() {
        return lied;
    }

    long received() {
        return received.get();
    }

    /// For a sentence.
    String tried() {
        return "web seed " + url + (fault == null ? "" : " (" + fault + ")");
    }

    @Override
    public void close() throws IOException {
        closed = true;
        InputStream open = body;
        if (open != null) {
            open.close();
        }
    }
}
