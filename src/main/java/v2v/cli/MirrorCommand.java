package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.item.BadConfig;
import v2v.item.OpenKey;
import v2v.item.Refusal;
import v2v.torrent.dht.DhtSettings;
import v2v.torrent.dht.Pointer;
import v2v.torrent.fetch.Sources;
import v2v.web.Proxies;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "mirror",
        description = "Keep, show and seed a copy of a publisher's library, or of a part of it.",
        footer = {
            "",
            "SOURCE is the address of a library or catalogue on the web, a folder, the magnet link"
                    + " of a catalogue, or that of the publisher's key, which the DHT follows to"
                    + " the newest edition and which names the key. Whatever it"
                    + " gives is believed only when the publisher's key has signed it; an older"
                    + " catalogue than was seen before is refused. What is withdrawn is withdrawn"
                    + " here too.",
            "Without --once it goes on until interrupted, and looks for a new edition every hour.",
            "Exit status: 0 all that is wanted is here (--once), 3 the catalogue is not the"
                    + " publisher's, 75 not everything could be had, try again."
        })
final class MirrorCommand implements Callable<Integer> {
    /// After a round that did not bring all.
    private static final Duration SOON = Duration.ofMinutes(1);

    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "SOURCE",
            arity = "0..*",
            description = "where the library is found (default: as before)")
    private List<String> sources = List.of();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "the publisher's key: its fingerprint (64 hexadecimal digits), or a PEM"
                            + " file (default: as before)")
    private @Nullable String key;

    @ArgGroup(exclusive = false, heading = "Which works:%n")
    private Selection selection = new Selection();

    @Option(
            names = "--peer",
            paramLabel = "HOST:PORT",
            description = "a peer to ask besides those that trackers name")
    private List<String> peers = List.of();

    @Option(names = "--once", description = "one round, and no seeding")
    private boolean once;

    @Option(
            names = "--every",
            paramLabel = "MINUTES",
            defaultValue = "60",
            description = "how often to look for a new edition (default: 60)")
    private int minutes;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "show the library there (default: not at all)")
    private @Nullable String http;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws IOException, InterruptedException {
        // what is written wrongly is said before anything is fetched
        selection.room();
        var _ = new Sources(peers, List.of(), List.of());
        if (minutes < 1) {
            throw new BadConfig("--every", "expected a minute or more, found: " + minutes);
        }
        MirrorBook book = MirrorBook.read(where.library());
        String fingerprint = fingerprint(book);
        if (sources.isEmpty() && book == null) {
            throw new BadConfig("SOURCE", "name where the library is found");
        }
        if (sources.stream().anyMatch(Pointer::isOne) && !DhtSettings.read(where.settings()).on()) {
            throw new BadConfig("dht", "a key's link is followed through the DHT: set dht = yes");
        }
        try (Mirroring mirroring = PeerWiring.mirroring(where, !once)) {
            Closing.onSignal(mirroring);
            if (http != null) {
                serve(mirroring, http);
            }
            mirroring.resume();
            return once ? tell(mirroring, fingerprint) : follow(mirroring, fingerprint);
        }
    }

    private String fingerprint(@Nullable MirrorBook book) throws IOException {
        if (key == null) {
            if (book != null) {
                return book.key();
            }
            return sources.stream()
                    .filter(Pointer::isOne)
                    .findFirst()
                    .map(Signpost::fingerprint)
                    .orElseThrow(() -> new BadConfig("--key", "name the publisher's key"));
        }
        String said =
                key.matches("[0-9a-fA-F]{64}") ? key.toLowerCase(java.util.Locale.ROOT) : read(key);
        if (book != null && !book.key().equals(said)) {
            throw new BadConfig(
                    where.library().root().toString(),
                    "is a mirror of the publisher with the key " + book.key());
        }
        return said;
    }

    private static String read(String file) throws IOException {
        try {
            return OpenKey.read(Files.readString(Path.of(file))).fingerprint();
        } catch (IllegalArgumentException e) {
            throw new BadConfig("--key", file + " is no fingerprint and no public key in PEM");
        }
    }

    private void serve(Mirroring mirroring, String address) throws IOException {
        int colon = address.lastIndexOf(':');
        try {
            var _ =
                    mirroring.serve(
                            address.substring(0, Math.max(0, colon)),
                            Integer.parseInt(address.substring(colon + 1)),
                            where.settings().text("publisher.name", ""),
                            Proxies.read(where.settings()));
        } catch (NumberFormatException e) {
            throw new BadConfig("--http", "expected HOST:PORT, found: " + address);
        }
    }

    private int tell(Mirroring mirroring, String fingerprint) throws IOException {
        Mirror.Round round =
                mirroring.mirror().round(fingerprint, sources, selection, peers, () -> false);
        tell(round);
        if (round.refused() != null) {
            throw round.refused();
        }
        return round.complete() ? Exit.DONE.status : Exit.LATER.status;
    }

    private void tell(Mirror.Round round) {
        Say say = output.say();
        if (say.json()) {
            say.object(
                    "mirror",
                    "sequence",
                    round.head().sequence(),
                    "items",
                    round.head().items(),
                    "wanted",
                    round.wanted(),
                    "held",
                    round.held(),
                    "fetched",
                    round.fetched());
        } else {
            say.line(
                    "edition %d: %d works, %d wanted, %d held, %d of them new"
                            .formatted(
                                    round.head().sequence(),
                                    round.head().items(),
                                    round.wanted(),
                                    round.held(),
                                    round.fetched()));
        }
    }

    /// A wrong catalogue must not silence those who give the right one: what is here is given on.
    private void requireSomething(Refusal refusal) throws IOException {
        MirrorBook book = MirrorBook.read(where.library());
        if (book == null || book.head() == null) {
            throw refusal;
        }
        System.err.println("v2v: " + Screen.plain(String.valueOf(refusal.getMessage())));
    }

    /// A round ends when the next one is due, whatever is still to be fetched: news may be a
    /// withdrawal. What could not be had is tried again soon, then less and less soon.
    private int follow(Mirroring mirroring, String fingerprint)
            throws IOException, InterruptedException {
        long every = Duration.ofMinutes(minutes).toNanos();
        long soon = SOON.toNanos();
        while (true) {
            long due = System.nanoTime() + every;
            boolean whole = round(mirroring, fingerprint, due);
            long left = Math.max(0, due - System.nanoTime());
            Thread.sleep(Duration.ofNanos(whole ? left : Math.min(left, soon)));
            soon = whole ? SOON.toNanos() : Math.min(every, 2 * soon);
        }
    }

    /// @return whether all that is wanted is here
    private boolean round(Mirroring mirroring, String fingerprint, long due) throws IOException {
        try {
            Mirror.Round round =
                    mirroring
                            .mirror()
                            .round(
                                    fingerprint,
                                    sources,
                                    selection,
                                    peers,
                                    () -> System.nanoTime() - due > 0);
            tell(round);
            return round.complete();
        } catch (IOException e) {
            System.err.println("v2v: " + Screen.plain(String.valueOf(e.getMessage())));
        } catch (Refusal e) {
            requireSomething(e);
        }
        return false;
    }
}
