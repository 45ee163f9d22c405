package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import v2v.edition.Shelf;
import v2v.ledger.View;
import v2v.torrent.dht.Pointer;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "catalogue",
        description =
                "Write the static catalogue of all that is released, signed, as a torrent too.",
        footer = {
            "",
            "It lies in the library's folder catalogue, and works from a file, any web host or a"
                    + " mirror. A running node writes it every night.",
            "Exit status: 0 written, or nothing is new; 3 there is no such library."
        })
final class CatalogueCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Option(names = "--force", description = "a new edition even when nothing is new")
    private boolean force;

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() throws IOException {
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Exit.REFUSED.status;
        }
        try (View ledger = view.get()) {
            Optional<Shelf.Written> written = Wiring.cataloguing(where, ledger::out).write(force);
            if (written.isEmpty()) {
                System.err.println("v2v: nothing is new since the last edition");
            } else {
                tell(written.get());
            }
        }
        return Exit.DONE.status;
    }

    private void tell(Shelf.Written edition) throws IOException {
        Say say = output.say();
        String magnet = Files.readString(edition.magnet()).strip();
        String follow =
                edition.head().places().stream().filter(Pointer::isOne).findFirst().orElse(null);
        if (say.json()) {
            say.object(
                    "catalogue",
                    "sequence",
                    edition.head().sequence(),
                    "items",
                    edition.head().items(),
                    "tombstones",
                    edition.head().tombstones(),
                    "folder",
                    where.library().catalogue(),
                    "torrent",
                    edition.torrent(),
                    "magnet",
                    magnet,
                    "follow",
                    follow,
                    "key",
                    edition.head().key(),
                    "written",
                    edition.written());
            return;
        }
        say.line(
                "edition  %d, %d works"
                        .formatted(edition.head().sequence(), edition.head().items()));
        say.line("folder   " + where.library().catalogue());
        say.line("key      " + edition.head().key());
        say.line("magnet   " + magnet);
        if (follow != null) {
            say.line("follow   " + follow);
        }
    }
}
