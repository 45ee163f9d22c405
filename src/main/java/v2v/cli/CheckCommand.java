package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.bag.Problem;
import v2v.item.Library;
import v2v.ledger.Items;
import v2v.ledger.Keeping;
import v2v.ledger.View;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Pace;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "check",
        description = {
            "Read every byte of what is released or kept, and name what is damaged; with --repair,"
                    + " make releases whole again from those who have them."
        },
        footer = {
            "",
            "Works while a node runs. The audit log notes what was read, and how it was found. It"
                    + " also finds folders that the ledger does not know, and the"
                    + " other way round. The edition of the catalogue that is shown is proven too.",
            "A repair fetches only what is damaged or missing, from the trackers and web seeds that"
                    + " the torrent names and from --from, and leaves a release as it was when it"
                    + " can not be had. Masters are in no torrent: they are reported only. A repair"
                    + " of one ITEM also brings back what others keep of it.",
            "Exit status: 0 all is as it was, or is again, 2 there is no such item or library, 3"
                    + " something is damaged or missing: a person must act."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(
            paramLabel = "ITEM",
            arity = "0..1",
            description = "one item, by id or the start of it (default: all)")
    private @Nullable String item;

    @Option(names = "--repair", description = "fetch what is damaged or missing")
    private boolean repair;

    @Option(
            names = "--from",
            paramLabel = "WHERE",
            description =
                    "also from here: a peer as HOST:PORT, a tracker's announce URL, or a web seed"
                            + " (may be repeated)")
    private List<String> from = List.of();

    @Option(
            names = "--rate",
            paramLabel = "MB/S",
            description = "read no faster (default: check.rate of v2v.properties)")
    private @Nullable Integer rate;

    @Mixin private final Output.Slow output = new Output.Slow();

    @Override
    public Integer call() throws IOException, InterruptedException {
        Library library = where.library();
        try (View view = View.of(library).orElse(null)) {
            if (view == null && !Files.isDirectory(library.releases())) {
                System.err.println("v2v: " + library.root() + " holds no library yet");
                return Exit.USAGE.status;
            }
            if (item == null) {
                return check(library, view, Holding.all(library, view));
            }
            Optional<String> id = find(view, item);
            if (view == null || id.isEmpty()) {
                return Exit.USAGE.status;
            }
            if (repair) {
                recall(id.get(), view);
            }
            return check(
                    library,
                    view,
                    Holding.all(library, view).stream()
                            .filter(h -> id.get().equals(h.id()))
                            .toList());
        }
    }

    private static Optional<String> find(@Nullable View view, String wanted) {
        if (view == null) {
            System.err.println("v2v: there is no ledger that knows " + Screen.plain(wanted));
            return Optional.empty();
        }
        return Chosen.one(view, wanted).map(Items.Standing::id);
    }

    /// Who names an item that others keep wants it here.
    private void recall(String id, View view) throws IOException, InterruptedException {
        if (Recalling.away(view, id).isEmpty()) {
            return;
        }
        Screen screen = output.screen();
        try {
            Recalling recalling = new Recalling(where, sources(), screen);
            if (!recalling.run(id, "repair by " + Person.account())) {
                System.err.println("v2v: ordered; the node that owns this library fetches it");
            }
        } catch (IOException e) {
            screen.clear();
            System.err.println("v2v: it can not be brought back now: " + e.getMessage());
        }
    }

    private Sources sources() throws IOException {
        List<String> places = new ArrayList<>(CheckSettings.read(where.settings()).sources());
        places.addAll(from);
        return Sources.of(places);
    }

    private int check(Library library, @Nullable View view, List<Holding> holdings)
            throws IOException {
        Say say = output.say();
        Screen screen = output.screen();
        CheckSettings settings = CheckSettings.read(where.settings());
        Pace pace = new Pace(rate == null ? settings.rate() : (long) rate * CheckSettings.MEGA);
        Repair repairs = repair ? repairs(library, screen) : null;
        CheckNotes notes = new CheckNotes(library);
        int bad = 0;
        for (int i = 0; i < holdings.size(); i++) {
            String place = "[%d/%d] ".formatted(i + 1, holdings.size());
            Holding holding = holdings.get(i);
            Optional<Keeping.Row> before = others(view, library, holding);
            Examined found = new Examination(library, holding, screen, place, pace).run();
            screen.clear();
            Examined examined =
                    before.or(() -> others(view, library, holding))
                            .map(found::keptBy)
                            .orElse(found);
            notes.add(examined);
            boolean good = examined.good();
            if (good || repairs == null) {
                tell(say, library, examined, null);
            } else {
                Repair.Repaired repaired = repairs.run(holding);
                Examined after =
                        repaired.fetched() == null
                                ? examined
                                : new Examination(library, holding, screen, place, pace).run();
                screen.clear();
                good = after.good();
                if (repaired.fetched() != null) {
                    notes.add(after);
                }
                tell(say, library, examined, new Outcome(repaired, after));
            }
            bad += good ? 0 : 1;
        }
        notes.write();
        Optional<ShownEdition> edition = item == null ? ShownEdition.of(library) : Optional.empty();
        if (edition.isPresent() && !edition.get().check(say)) {
            bad++;
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

    /// A repair, and what the release is after it.
    private record Outcome(Repair.Repaired repaired, Examined after) {
        /// For a person.
        String sentence() {
            Fetched fetched = repaired.fetched();
            if (fetched == null) {
                return "not repaired: " + repaired.why();
            }
            String took =
                    String.format(
                            Locale.ROOT,
                            "%,d bytes from peers, %,d from web seeds, %,d of them wasted",
                            fetched.bytesFromPeers(),
                            fetched.bytesFromWeb(),
                            fetched.bytesWasted());
            return after.good()
                    ? "repaired %d files: %s".formatted(repaired.files().size(), took)
                    : "repaired %d files, but it is not whole: %s"
                            .formatted(
                                    repaired.files().size(),
                                    after.verdict().problems().stream()
                                            .map(Problem::sentence)
                                            .toList());
        }
    }

    /// Who keeps its film and sound; asked before and after the reading, for they may go or come
    /// meanwhile.
    private static Optional<Keeping.Row> others(
            @Nullable View view, Library library, Holding holding) {
        if (view == null || holding.id() == null || holding.what() != Holding.What.RELEASE) {
            return Optional.empty();
        }
        String folder = library.relative(holding.folder());
        return Recalling.away(view, holding.id()).stream()
                .filter(row -> row.subject().folder().equals(folder))
                .findFirst();
    }

    private Repair repairs(Library library, Screen screen) throws IOException {
        return new Repair(library, PeerWiring.fetcher(where), sources(), screen);
    }

    private static void tell(
            Say say, Library library, Examined examined, @Nullable Outcome outcome) {
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
                    examined.verdict().warnings(),
                    "after",
                    outcome == null ? null : outcome.after().state(),
                    "repaired",
                    outcome == null ? null : outcome.repaired().files(),
                    "fetched",
                    outcome == null ? null : outcome.repaired().fetched(),
                    "why",
                    outcome == null ? null : outcome.repaired().why(),
                    "keptBy",
                    examined.others() == null ? null : Kept.of(examined.others()));
            return;
        }
        say.line(
                "%-8s %-8s %s"
                        .formatted(
                                examined.state(),
                                holding.what().word(),
                                Screen.plain(library.relative(holding.folder()))));
        if (examined.others() != null) {
            say.line("         " + Kept.of(examined.others()).sentence());
        }
        for (Problem problem : examined.verdict().problems()) {
            say.line("         " + Screen.plain(problem.sentence()));
        }
        if (outcome != null) {
            say.line("         " + Screen.plain(outcome.sentence()));
        }
    }
}
