package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

import v2v.item.Delivery;
import v2v.item.Order;
import v2v.item.Refusal;
import v2v.ledger.Ledger;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "release",
        description = "Release footage: transcode, license, index, make the torrent.",
        footer = {
            "",
            "Example:",
            "  v2v release tape.mxf --license 'CC BY-SA 4.0' --attribution 'Nordland TV'",
            "",
            "A record beside the footage with the same base name (tape.json, tape.csv) gives title,"
                    + " date,",
            "language, description, license and attribution; what is typed here wins, but two"
                    + " licences that differ are refused.",
            "Exit status: 0 all released, 3 something was refused, 70 a bug, 75 try again later, 78"
                    + " bad configuration."
        })
final class ReleaseCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "footage; it is read where it lies")
    private List<Path> files = List.of();

    @Option(
            names = {"--license", "--licence"},
            paramLabel = "L",
            description = "a Creative Commons licence: its URL, SPDX id, or as people say it")
    private @Nullable String license;

    @Option(names = "--attribution", paramLabel = "NAME", description = "whom to credit")
    private @Nullable String attribution;

    @Option(names = "--title", paramLabel = "T", description = "the title")
    private @Nullable String title;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "a record to read instead of the sidecar")
    private @Nullable Path recordFile;

    @Option(
            names = "--profile",
            paramLabel = "P",
            description = "a profile of pipelines/profiles (default: access)")
    private @Nullable String profile;

    @Option(
            names = "--replaces",
            paramLabel = "ITEM",
            description = "the item whose release this corrects; that one stays as it is")
    private @Nullable String replaces;

    @Option(
            names = "--why",
            paramLabel = "W",
            description = "with --replaces: what is corrected, in words for the public")
    private @Nullable String why;

    @Mixin private final Person person = new Person();

    @Option(names = "--now", description = "before all that waits")
    private boolean now;

    @Option(names = "--seed", description = "seed what was released until interrupted")
    private boolean seed;

    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Wiring.logBugsOnly();
        Say say = output.say();
        if (license != null && !knownLicense(license, say)) {
            return Exit.REFUSED.status;
        }
        Screen screen = output.screen();
        Optional<Order> order = order();
        if (order.isEmpty()) {
            return Exit.REFUSED.status;
        }
        where.library().prepare();
        List<Delivery> open = deliveries(order.get());
        Exit exit = Exit.DONE;
        while (!open.isEmpty()) {
            Optional<Ledger> own = Ledger.own(where.library());
            if (own.isPresent()) {
                return exit.or(alone(own.get(), open, say, screen)).status;
            }
            Follow follow = asGuest(open, say, screen);
            exit = exit.or(follow.exit());
            open = follow.open();
        }
        return exit.status;
    }

    /// Asked before anything is hashed: a typing mistake should cost a second, not an hour.
    private boolean knownLicense(String said, Say say) {
        Licenses licenses = Licenses.load();
        try {
            for (Path file : files) {
                licenses.recognise(said, file.toString());
            }
            return true;
        } catch (Refusal refusal) {
            for (Path file : files) {
                say.refused(
                        new Refusal(
                                refusal.code(),
                                file.toAbsolutePath().normalize().toString(),
                                refusal.getMessage(),
                                refusal.fix()));
            }
            return false;
        }
    }

    private Exit alone(Ledger ledger, List<Delivery> open, Say say, Screen screen)
            throws IOException, InterruptedException {
        try (Wiring wiring =
                Wiring.over(ledger, where, seed ? Wiring.Seeding.AS_SET : Wiring.Seeding.NONE)) {
            // gives the work back: one that was interrupted five times has not failed five times
            Closing.onSignal(wiring, screen::leave);
            wiring.start(null);
            Follow follow = new Follow(where.library(), ledger, say, screen);
            follow.toTheEnd(handIn(ledger, open), () -> true);
            if (seed && !follow.released().isEmpty()) {
                System.err.println("v2v: seeding; Ctrl-C ends it");
                Wiring.untilInterrupted();
            }
            return follow.exit();
        }
    }

    /// Another process owns the library: it does the work, we hand in and watch. It may end before
    /// our work does, as another `v2v release` with less to do; then what is open is ours.
    private Follow asGuest(List<Delivery> open, Say say, Screen screen)
            throws IOException, InterruptedException {
        System.err.println("v2v: another v2v is working on this library; it does the work");
        try (Ledger ledger = Ledger.guest(where.library())) {
            Follow follow = new Follow(where.library(), ledger, say, screen);
            follow.toTheEnd(handIn(ledger, open), this::nodeLives);
            return follow;
        }
    }

    /// What has a number was handed in already.
    private static List<Delivery> handIn(Ledger ledger, List<Delivery> open) {
        return open.getFirst().number() > 0 ? open : ledger.deliver(open);
    }

    private boolean nodeLives() throws IOException {
        return Ledger.owned(where.library());
    }

    private Order plain() {
        String wanted = profile == null ? "access" : profile;
        // absolute: the node that reads it may have been started in another folder
        Path named = recordFile == null ? null : recordFile.toAbsolutePath().normalize();
        Order order = new Order(license, attribution, title, named, wanted, person.name());
        return now ? order.first() : order;
    }

    /// Nothing when the item that it replaces is not known.
    private Optional<Order> order() throws IOException {
        Order plain = plain();
        if (replaces == null && why == null) {
            return Optional.of(plain);
        }
        if (replaces == null || why == null || files.size() != 1) {
            throw new ParameterException(
                    Main.commandLine(),
                    "--replaces takes one FILE, and --why says what is corrected");
        }
        String reason = Person.words("--why", why);
        return Chosen.in(where, replaces).map(item -> plain.replacing(item.id(), reason));
    }

    private List<Delivery> deliveries(Order order) {
        List<Delivery> all = new ArrayList<>();
        for (Path file : files) {
            Path absolute = file.toAbsolutePath().normalize();
            long bytes = 0;
            Instant modified = Instant.EPOCH;
            try {
                BasicFileAttributes look =
                        Files.readAttributes(absolute, BasicFileAttributes.class);
                bytes = look.size();
                modified = look.lastModifiedTime().toInstant();
            } catch (IOException e) {
                // the intake refuses it with the right sentence
                modified = Instant.EPOCH;
            }
            all.add(new Delivery(absolute, bytes, modified, null, order, 0));
        }
        return all;
    }
}
