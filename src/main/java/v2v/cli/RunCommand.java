package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.item.Settings;
import v2v.ledger.Ledger;
import v2v.web.Guests;
import v2v.web.Proxies;
import v2v.web.Web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;

@Command(
        name = "run",
        description = "The node: watches a folder, runs the pipeline, seeds, serves the releases.",
        footer = {
            "",
            "Ends on Ctrl-C or SIGTERM within two seconds; the next start goes on where this one"
                    + " stopped.",
            "Exit status: 130 or 143 after a signal, 75 another node owns the library, 78 bad"
                    + " configuration."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Option(
            names = "--inbox",
            paramLabel = "DIR",
            description = "the watch folder (default: intake.folder of v2v.properties)")
    private @Nullable Path inbox;

    @Option(
            names = "--http",
            paramLabel = "HOST:PORT",
            description = "serve the releases there (default: not at all)")
    private @Nullable String http;

    @Option(
            names = "--kafka",
            paramLabel = "HOST:PORT",
            description = "share the work with workers (default: v2v.kafka.bootstrap)")
    private @Nullable String kafka;

    @Override
    public Integer call() throws IOException, InterruptedException {
        where.kafka(kafka);
        Ledger ledger = Wiring.ownOrExplain(where.library());
        Wiring wiring = Wiring.over(ledger, where, Wiring.Seeding.AS_SET);
        Web web = null;
        try {
            web = http == null ? null : serve(http, wiring);
            Closing.onSignal(wiring, web);
            Path folder = inbox != null ? inbox : wiring.intake().folder();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            wiring.start(folder);
            wiring.seedAll();
            wiring.save();
            wiring.correspond();
            System.err.println(
                    "v2v: running on "
                            + where.library().root()
                            + (folder == null ? "" : ", watching " + folder.toAbsolutePath())
                            + (web == null ? "" : ", serving http://" + http + "/"));
            Wiring.untilInterrupted();
        } finally {
            Closing.now(wiring, web);
        }
        return Exit.DONE.status;
    }

    private Web serve(String address, Wiring wiring) throws IOException {
        Settings settings = where.settings();
        int colon = address.lastIndexOf(':');
        try {
            return Web.library(
                    address.substring(0, Math.max(0, colon)),
                    Integer.parseInt(address.substring(colon + 1)),
                    where.library(),
                    settings.text("publisher.name", ""),
                    new Web.Behind(wiring.tracker(), Proxies.read(settings), wiring.away())
                            .showing(wiring.backstage(), Guests.read(settings)));
        } catch (NumberFormatException e) {
            throw new v2v.item.BadConfig("--http", "expected HOST:PORT, found: " + address);
        }
    }
}
