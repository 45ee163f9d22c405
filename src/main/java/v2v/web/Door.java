package v2v.web;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Answers requests: reads only, whole files or parts of them, and plain words when there is
/// nothing to show.
///
/// Looking at the disk happens beside the event loop, so that a slow disk holds up nobody else.
final class Door implements Handler<HttpServerRequest> {
    /// Pages load nothing from elsewhere and send nothing anywhere; subtitles may stand in them.
    private static final String POLICY =
            "default-src 'none'; media-src 'self' data:; img-src 'self' data:; script-src 'self';"
                    + " style-src 'self' 'unsafe-inline'; connect-src 'self'; font-src 'self';"
                    + " base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    /// What peers ask, not people.
    private static final Set<String> TRACKED = Set.of("/announce", "/scrape");

    /// Seconds until it is worth asking again for what is away.
    private static final String SOON = "300";

    private static final String LATER = "3600";

    /// What browsers ask for beside every page.
    private static final byte[] ICON = icon();

    private final Vertx vertx;
    private final Site site;
    private final Web.@Nullable Asked tracker;
    private final Doorman doorman;
    private final @Nullable Console console;

    Door(Vertx vertx, Site site, Web.Behind behind) {
        this.vertx = vertx;
        this.site = site;
        tracker = behind.tracker();
        doorman = new Doorman(behind.proxies(), behind.guests());
        console = behind.backstage() == null ? null : new Console(behind.backstage());
    }

    private static byte[] icon() {
        try (InputStream in = Door.class.getResourceAsStream("icon.svg")) {
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void handle(HttpServerRequest request) {
        guard(request.response());
        String path = Optional.ofNullable(request.path()).orElse("");
        if (tracker != null && TRACKED.contains(path)) {
            track(request, path, tracker);
            return;
        }
        if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
            request.response().putHeader("Allow", "GET, HEAD");
            say(request, 405, "This library can only be read.");
            return;
        }
        if (path.equals("/favicon.ico")) {
            request.response().putHeader("Cache-Control", "max-age=86400");
            bytes(request, 200, "image/svg+xml", ICON);
            return;
        }
        if (console != null && Console.knows(path) && doorman.welcome(request)) {
            backstage(request, path, console);
            return;
        }
        show(request, path);
    }

    /// No page of somebody else's may read it, and nobody keeps it. Whoever is not welcome hears
    /// what he hears of any path at which there is nothing.
    private void backstage(HttpServerRequest request, String path, Console shows) {
        request.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin")
                .headers()
                .remove("Access-Control-Allow-Origin");
        vertx.executeBlocking(() -> shows.at(path), false)
                .onSuccess(shown -> text(request, 200, shown.type(), shown.text()))
                .onFailure(e -> say(request, 503, "The ledger can not be read now."));
    }

    private void show(HttpServerRequest request, String path) {
        boolean whole = fromItsBeginning(request);
        vertx.executeBlocking(() -> settled(answer(path), whole), false)
                .onSuccess(answer -> give(request, answer))
                .onFailure(
                        e -> say(request, 503, "The disk can not be read now. Try again later."));
    }

    /// Here, not beside the event loop: a flood of announces then waits in the network, and not in
    /// our memory.
    private void track(HttpServerRequest request, String path, Web.Asked asked) {
        if (!request.method().equals(HttpMethod.GET)) { // even a HEAD would be an announce
            request.response().putHeader("Allow", "GET");
            say(request, 405, "A tracker is asked with GET.");
            return;
        }
        Optional<InetSocketAddress> caller = doorman.caller(request);
        if (caller.isEmpty()) {
            return; // gone already
        }
        asked.answer(path, request.query(), caller.get())
                .ifPresentOrElse(
                        answer -> {
                            request.response().putHeader("Cache-Control", "no-store");
                            bytes(request, 200, "text/plain", answer);
                        },
                        () -> show(request, path));
    }

    private Place answer(String path) throws IOException {
        Optional<String> plain = Address.plain(path);
        return plain.isPresent() ? site.at(plain.get()) : new Place.Nowhere();
    }

    /// Whoever asks for a part from the middle is a torrent program, which has peers to ask.
    private static boolean fromItsBeginning(HttpServerRequest request) {
        String range = request.getHeader("Range");
        return request.method().equals(HttpMethod.GET)
                && (range == null || range.startsWith("bytes=0-"));
    }

    /// Beside the event loop too: an order is written down.
    private static Place settled(Place place, boolean wanted) {
        return place instanceof Place.Elsewhere away
                ? new Place.Awaited(away.folder(), wanted && away.order().getAsBoolean())
                : place;
    }

    private void give(HttpServerRequest request, Place place) {
        if (request.response().closed()) {
            return;
        }
        switch (place) {
            case Place.Film film -> film(request, film);
            case Place.Page(String html) -> page(request, 200, html);
            case Place.Moved(String to) -> {
                request.response().putHeader("Location", to);
                say(request, 301, "It is here: " + to);
            }
            case Place.Gone gone -> gone(request, gone);
            case Place.Elsewhere away -> awaited(request, new Place.Awaited(away.folder(), false));
            case Place.Awaited awaited -> awaited(request, awaited);
            case Place.Nowhere nowhere ->
                    say(request, 404, "There is nothing here. The first page lists what there is.");
        }
    }

    /// It is part of the release and will be here again: neither gone nor unknown.
    private static void awaited(HttpServerRequest request, Place.Awaited file) {
        request.response().putHeader("Retry-After", file.coming() ? SOON : LATER);
        say(
                request,
                503,
                (file.coming()
                                ? "This file is with others for now and is being brought back:"
                                        + " come again in some minutes."
                                : "This file is with others for now and is not here at once.")
                        + " Torrent programs have it without waiting: /torrents/"
                        + file.folder()
                        + ".torrent");
    }

    /// People's programs name HTML in what they accept; who names JSON alone, or first, is another.
    private static void gone(HttpServerRequest request, Place.Gone gone) {
        request.response().putHeader("Vary", "Accept");
        String accept = Optional.ofNullable(request.getHeader("Accept")).orElse("");
        int json = accept.indexOf("application/json");
        int html = accept.indexOf("text/html");
        if (json >= 0 && (html < 0 || json < html)) {
            text(request, 410, Types.of(".json"), gone.json());
        } else {
            page(request, 410, gone.html());
        }
    }

    private static void film(HttpServerRequest request, Place.Film film) {
        HttpServerResponse response = request.response();
        String tag = film.tag();
        label(response, film, tag);
        if (!Conditions.match(request, tag, film.modified())) {
            say(request, 412, "The file is not the one that you have a part of.");
            return;
        }
        if (Conditions.known(request, tag, film.modified())) {
            response.setStatusCode(304).end();
            return;
        }
        switch (extent(request, film, tag)) {
            case Extent.Whole whole -> send(request, film, 0, film.bytes());
            case Extent.Part part -> {
                response.setStatusCode(206)
                        .putHeader(
                                "Content-Range",
                                "bytes %d-%d/%d".formatted(part.from(), part.to(), film.bytes()));
                send(request, film, part.from(), part.length());
            }
            case Extent.Outside outside -> {
                response.putHeader("Content-Range", "bytes */" + film.bytes());
                say(request, 416, "The file has %d bytes.".formatted(film.bytes()));
            }
        }
    }

    private static void label(HttpServerResponse response, Place.Film film, String tag) {
        response.putHeader("ETag", tag)
                .putHeader("Last-Modified", Conditions.date(film.modified()))
                .putHeader("Accept-Ranges", "bytes")
                .putHeader("Cache-Control", "public, max-age=60")
                .putHeader("Content-Type", Types.of(film.file().getFileName().toString()));
        if (!film.sha256().isEmpty()) {
            // RFC 9530: who has it whole can prove it without a second file
            response.putHeader("Repr-Digest", "sha-256=:" + base64(film.sha256()) + ":");
        }
        if (!film.successor().isEmpty()) {
            // RFC 5829: the released folder is as it was, so its pages can not say it
            response.putHeader("Link", "<" + film.successor() + ">; rel=\"successor-version\"");
        }
        if (!film.keepAs().isEmpty()) {
            response.putHeader("Content-Disposition", attachment(film.keepAs()));
        }
    }

    private static String base64(String hex) {
        return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex));
    }

    /// RFC 6266: a name that any browser can read, and the true one where that is another.
    private static String attachment(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9._-]", "_");
        String file = "attachment; filename=\"" + plain + "\"";
        String full = URLEncoder.encode(name, StandardCharsets.UTF_8);
        return plain.equals(name)
                ? file
                : file + "; filename*=UTF-8''" + full.replace("+", "%20").replace("*", "%2A");
    }

    /// A part is of use only to somebody who has the rest of the same file.
    private static Extent extent(HttpServerRequest request, Place.Film film, String tag) {
        String known = request.getHeader("If-Range");
        boolean same =
                known == null
                        || known.equals(tag)
                        || known.equals(Conditions.date(film.modified()));
        return Extent.of(same ? request.getHeader("Range") : null, film.bytes());
    }

    private static void send(HttpServerRequest request, Place.Film film, long from, long bytes) {
        HttpServerResponse response = request.response();
        response.putHeader("Content-Length", Long.toString(bytes));
        if (bytes == 0 || request.method().equals(HttpMethod.HEAD)) {
            response.end();
            return;
        }
        response.sendFile(film.file().toString(), from, bytes)
                .onFailure(e -> request.connection().close()); // a shorter body must not look whole
    }

    private static void say(HttpServerRequest request, int status, String sentence) {
        request.response()
                .headers()
                .remove("ETag")
                .remove("Cache-Control")
                .remove("Content-Disposition");
        page(request, status, Pages.sentence(sentence));
    }

    private static void page(HttpServerRequest request, int status, String html) {
        text(request, status, Types.HTML, html);
    }

    private static void text(HttpServerRequest request, int status, String type, String text) {
        bytes(request, status, type, text.getBytes(StandardCharsets.UTF_8));
    }

    private static void bytes(HttpServerRequest request, int status, String type, byte[] bytes) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status)
                .putHeader("Content-Type", type)
                .putHeader("Content-Length", Integer.toString(bytes.length));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    /// What is free to all may be used by any page (subtitles, IIIF viewers ask for that leave).
    private static void guard(HttpServerResponse response) {
        response.putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", POLICY)
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Access-Control-Allow-Origin", "*");
    }
}
