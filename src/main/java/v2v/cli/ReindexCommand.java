package v2v.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import v2v.catalog.Catalog;
import v2v.catalog.Published;
import v2v.ledger.Ledger;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

@Command(
        name = "reindex",
        description = "Build the search index again from the ledger.",
        footer = {"", "Exit status: 0 done, 75 a node owns the library: stop it first."})
final class ReindexCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Override
    public Integer call() throws IOException {
        try (Ledger ledger = Wiring.ownOrExplain(where.library());
                Catalog catalog = new Catalog(where.library().index())) {
            List<Published> all = new ArrayList<>();
            ledger.items()
                    .eachReleased((release, released) -> all.add(new Published(release, released)));
            catalog.rebuild(all);
            System.out.println("indexed " + all.size() + (all.size() == 1 ? " work" : " works"));
        }
        return Exit.DONE.status;
    }
}
