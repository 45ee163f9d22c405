package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.IDefaultValueProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

import v2v.catalog.Found;
import v2v.catalog.Question;
import v2v.catalog.Search;
import v2v.item.Delivery;
import v2v.item.Order;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Rendition;
import v2v.ledger.Ledger;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;
import v2v.torrent.Verdict;
import v2v.web.Web;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "demo",
        defaultValueProvider = DemoCommand.Own.class,
        description =
                "Make a tape, release it, search it, serve it: the whole way, in half a minute.",
        footer = {
            "",
            "Exit status: with --once 0 when everything was proved, else 130 on Ctrl-C; 70 when a"
                    + " proof fails."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Duration LENGTH = Duration.ofSeconds(10);

    @Mixin private final Where where = new Where();

    @Option(names = "--once", description = "end after everything was proved")
    private boolean once;

    /// A library of its own: a demonstration has no business in the real one.
    static final class Own implements IDefaultValueProvider {
        @Override
        public @Nullable String defaultValue(ArgSpec option) {
            boolean library =
                    option instanceof OptionSpec named && named.longestName().equals("--library");
            return library ? "library-demo" : null;
        }
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Wiring.logBugsOnly();
        Say say = new Say(System.out, System.err, false);
        Ledger ledger = Wiring.ownOrExplain(where.library().prepare());
        Wiring wiring =
                Wiring.over(ledger, where, once ? Wiring.Seeding.NONE : Wiring.Seeding.HERE_ONLY);
        Web web = null;
        try {
            Path tape = tape();
            wiring.start(null);
            Follow follow = new Follow(where.library(), ledger, say, new Screen(System.err, false));
            follow.toTheEnd(ledger.deliver(List.of(delivery(tape))), () -> true);
            if (follow.released().isEmpty()) {
                return follow.exit().status;
            }
            Released released = follow.released().getFirst();
            search();
            web = Web.start("127.0.0.1", 0, where.library().resolve(released.folder()));
            String address = "http://127.0.0.1:" + web.port() + "/";
            prove(address, released, ledger);
            Path page = where.library().resolve(released.folder()).resolve("index.html");
            say.line("look at  " + (once ? page.toString() : address));
            if (once) {
                return Exit.DONE.status;
            }
            System.err.println("v2v: serving and seeding on this machine only, until Ctrl-C");
            Closing.onSignal(web, wiring);
            Wiring.untilInterrupted();
        } finally {
            Closing.now(web, wiring);
        }
        return Exit.DONE.status;
    }

    /// Made once a library: the second demo shows that the same bytes are recognised.
    private Path tape() throws IOException {
        Path folder = Files.createDirectories(where.library().root().resolve("demo"));
        Path tape = folder.resolve("demo-tape.mxf");
        if (!Files.exists(tape)) {
            System.err.println(
                    "v2v: recording " + tape + ", " + LENGTH.toSeconds() + " s of interlaced PAL");
            new DemoTape(Ffmpeg.find(where.settings())).record(tape, LENGTH);
        }
        Files.writeString(
                folder.resolve("demo-tape.json"),
                """
                {
                  "title": "A test tape for the demonstration",
                  "description": "A moving test picture with a running clock, recorded interlaced as broadcasters did, with a tone of 1 kHz and timecode from 10:00:00:00.",
                  "date": "2026",
                  "language": "zxx",
                  "subjects": ["test pictures", "interlaced video"],
                  "collection": "Demonstrations"
                }
                """);
        return tape;
    }

    private static Delivery delivery(Path tape) throws IOException {
        Order order =
                new Order(
                        "CC BY-SA 4.0",
                        "V2V demonstration",
                        null,
                        null,
                        "access",
                        Person.account());
        Instant modified = Files.getLastModifiedTime(tape).toInstant();
        Path absolute = tape.toAbsolutePath().normalize();
        return new Delivery(absolute, Files.size(tape), modified, null, order, 0);
    }

    private void search() throws IOException {
        try (Search search = new Search(where.library().index())) {
            Found found = search.search(Question.of("interlaced tape"));
            if (found.hits().isEmpty()) {
                throw new IllegalStateException("the released tape is not found by searching");
            }
            Found.Hit hit = found.hits().getFirst();
            System.out.println(
                    "found    'interlaced tape' -> " + hit.title() + ", " + hit.license());
        }
    }

    /// Asks the server for the page and a piece of the film, and compares every byte with the
    /// torrent.
    private void prove(String address, Released released, Ledger ledger)
            throws IOException, InterruptedException {
        Release release =
                ledger.items().find(released.id()).map(item -> item.release()).orElseThrow();
        Rendition film = release.renditions().access();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> page =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address)).build(),
                            HttpResponse.BodyHandlers.ofString());
            HttpResponse<byte[]> piece =
                    client.send(
                            HttpRequest.newBuilder(URI.create(address + film.name()))
                                    .header("Range", "bytes=0-1023")
                                    .build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            if (page.statusCode() != 200
                    || piece.statusCode() != 206
                    || piece.body().length != 1024) {
                throw new IllegalStateException(
                        "the release is not served: "
                                + page.statusCode()
                                + ", "
                                + piece.statusCode());
            }
        }
        Verdict verdict =
                TorrentCheck.verify(
                        Metainfo.read(where.library().resolve(released.torrent())),
                        where.library().resolve(released.folder()),
                        bytes -> {});
        if (!verdict.good()) {
            throw new IllegalStateException(verdict.sentence());
        }
        System.out.println("proved   " + verdict.sentence());
    }
}
