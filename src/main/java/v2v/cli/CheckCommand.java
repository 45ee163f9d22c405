package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import v2v.bag.Problem;
import v2v.item.Library;
import v2v.ledger.Items;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "check",
        description = "Read every byte of what is released or kept, and name what is damaged.",
        footer = {
            "",
            "Works while a node runs. It also finds folders that the ledger does not know, and the"
                    + " other way round.",
            "Exit status: 0 all is as it was, 2 there is no such item or library, 3 something is"
                    + " damaged or missing: a person must act."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "ITEM",
            arity = "0..1",
            description = "one item, by id or the start of it (default: all)")
    private @Nullable String item;

    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    public Integer call() throws IOException {
        Library library = where.library();
        try (View view = View.of(library).orElse(null)) {
            if (view == null && !Files.isDirectory(library.releases())) {
                System.err.println("v2v: " + library.root() + " holds no library yet");
                return Exit.USAGE.status;
            }
            List<Holding> holdings = Holding.all(library, view);
            if (item == null) {
                return check(library, holdings);
            }
            Optional<String> id = find(view, item);
            return id.isEmpty()
                    ? Exit.USAGE.status
                    : check(
                            library,
                            holdings.stream().filter(h -> id.get().equals(h.id())).toList());
        }
    }

    private static Optional<String> find(@Nullable View view, String wanted) {
        if (view == null) {
            System.err.println("v2v: there is no ledger that knows " + Screen.plain(wanted));
            return Optional.empty();
        }
        return Chosen.one(view, wanted).map(Items.Standing::id);
    }

    private int check(Library library, List<Holding> holdings) throws IOException {
        Say say = output.say();
        Screen screen = output.screen();
        int bad = 0;
        for (int i = 0; i < holdings.size(); i++) {
            String place = "[%d/%d] ".formatted(i + 1, holdings.size());
            Examined examined = new Examination(library, holdings.get(i), screen, place).run();
            screen.clear();
            tell(say, library, examined);
            bad += examined.good() ? 0 : 1;
        }
        if (!output.json()) {
            say.line(
                    holdings.isEmpty()
                            ? "nothing is released or kept yet"
                            : "checked %d, %s"
                                    .formatted(
                                            holdings.size(),
                                            bad == 0 ? "all good" : bad + " not as it was"));
        }
        return bad == 0 ? Exit.DONE.status : Exit.REFUSED.status;
    }

    private static void tell(Say say, Library library, Examined examined) {
        Holding holding = examined.holding();
        if (say.json()) {
            say.object(
                    "check",
                    "id",
                    holding.id(),
                    "what",
                    holding.what().word(),
                    "state",
                    examined.state(),
                    "folder",
                    holding.folder(),
                    "files",
                    examined.verdict().files(),
                    "bytes",
                    examined.verdict().bytes(),
                    "problems",
                    examined.verdict().problems(),
                    "warnings",
                    examined.verdict().warnings());
            return;
        }
        say.line(
                "%-8s %-8s %s"
                        .formatted(
                                examined.state(),
                                holding.what().word(),
                                Screen.plain(library.relative(holding.folder()))));
        for (Problem problem : examined.verdict().problems()) {
            say.line("         " + Screen.plain(problem.sentence()));
        }
    }
}
