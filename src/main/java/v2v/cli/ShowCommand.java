package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

import v2v.item.Correction;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Release;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Successor;
import v2v.item.Treatment;
import v2v.ledger.Formers;
import v2v.ledger.Gate;
import v2v.ledger.Items;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "show",
        description = "Everything about one item.",
        footer = {"", "Exit status: 0 shown, 3 there is no such item."})
final class ShowCommand implements Callable<Integer> {
    @Mixin private final Where where = new Where();

    @Parameters(paramLabel = "ITEM", description = "its id, or the start of it")
    private String item = "";

    @Mixin private final Output output = new Output();

    @Override
    public Integer call() {
        Say say = output.say();
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Exit.REFUSED.status;
        }
        try (View ledger = view.get()) {
            return show(ledger, item, where.library(), say);
        }
    }

    static int show(View ledger, String wanted, Library library, Say say) {
        Optional<Items.Standing> found = Chosen.one(ledger, wanted);
        if (found.isEmpty()) {
            return Exit.REFUSED.status;
        }
        Items.Standing item = found.get();
        List<Gate.Hold> holds = ledger.holds(item.id());
        List<Gate.Approval> approvals = ledger.approvals(item.id(), item.version());
        List<View.Passed> history = ledger.history(item.id(), item.version());
        Optional<View.Doing> doing = ledger.task(item.id(), item.version());
        if (say.json()) {
            json(ledger, item, history, doing, holds, approvals, library, say);
        } else {
            people(item, history, doing, library);
            versions(item, ledger.formers(item.id()), library);
            ledger.keeping(item.id()).stream()
                    .map(Kept::of)
                    .flatMap(kept -> kept.lines().stream())
                    .forEach(System.out::println);
            holds.forEach(ShowCommand::hold);
            approvals.forEach(ShowCommand::approval);
        }
        return Exit.DONE.status;
    }

    private static void json(
            View ledger,
            Items.Standing item,
            List<View.Passed> history,
            Optional<View.Doing> doing,
            List<Gate.Hold> holds,
            List<Gate.Approval> approvals,
            Library library,
            Say say) {
        List<Formers.Former> formers = ledger.formers(item.id());
        List<Kept> kept = ledger.keeping(item.id()).stream().map(Kept::of).toList();
        say.item(
                item,
                "doing",
                doing.orElse(null),
                "stages",
                history,
                "holds",
                holds,
                "approvals",
                approvals,
                "released",
                item.released(),
                "release",
                item.release(),
                "replaces",
                corrects(item),
                "replacedBy",
                item.released() == null
                        ? null
                        : successor(library, item.released().folder()).orElse(null),
                "formers",
                formers.isEmpty() ? null : formers,
                "keptBy",
                kept.isEmpty() ? null : kept);
    }

    private static void people(
            Items.Standing item,
            List<View.Passed> history,
            Optional<View.Doing> doing,
            Library library) {
        System.out.println(
                "item      " + item.id() + "  (order " + item.version() + " for these bytes)");
        System.out.println("title     " + Screen.plain(item.title()));
        System.out.println("state     " + item.state().word());
        doing.ifPresent(d -> System.out.println("doing     " + Screen.line(d)));
        if (item.message() != null) {
            System.out.println("why       " + Screen.why(item));
        }
        item.findings().stream()
                .skip(1)
                .map(finding -> finding.code() + ": " + finding.message() + "; " + finding.fix())
                .forEach(text -> System.out.println("also      " + Screen.plain(text)));
        System.out.println("original  " + Screen.plain(item.source()));
        Path log = library.log(item.id(), item.version());
        if (Files.isDirectory(log)) {
            System.out.println("log       " + log);
        }
        if (item.release() != null) {
            described(item.release());
        }
        if (item.released() != null) {
            System.out.println("folder    " + library.resolve(item.released().folder()));
            System.out.println("torrent   " + library.resolve(item.released().torrent()));
            System.out.println("magnet    " + item.released().magnet());
            System.out.println("released  " + item.released().at());
        }
        for (View.Passed stage : history) {
            System.out.printf(
                    "  %-10s %-8s %s%n",
                    stage.stage(), stage.state(), stage.done() == null ? "" : stage.done());
        }
    }

    /// What it replaces, what was before it, and what replaces it.
    private static void versions(
            Items.Standing item, List<Formers.Former> formers, Library library) {
        Correction corrects = corrects(item);
        if (corrects != null) {
            System.out.println("replaces  " + Screen.plain(corrects.folder()));
            System.out.println("because   " + Screen.plain(corrects.why()));
        }
        for (Formers.Former former : formers) {
            System.out.printf(
                    "before    version %d, %s: %s%n",
                    former.version(),
                    former.out() ? "still out" : "withdrawn",
                    former.released().folder());
        }
        if (item.released() != null) {
            successor(library, item.released().folder())
                    .ifPresent(s ->
                            System.out.println(
                                    "replaced  by " + Screen.plain(s.by() + ": " + s.why())));
        }
    }

    private static @Nullable Correction corrects(Items.Standing item) {
        return item.release() == null
                ? null
                : item.release().renditions().clearance().inspection().footage().corrects();
    }

    private static Optional<Successor> successor(Library library, String folder) {
        try {
            return Successor.of(library, folder.substring(folder.lastIndexOf('/') + 1));
        } catch (IOException e) {
            return Optional.empty(); // the rest is shown all the same
        }
    }

    private static void hold(Gate.Hold hold) {
        System.out.println(
                "held      " + Screen.plain(hold.by() + ", " + hold.at() + ": " + hold.why()));
    }

    private static void approval(Gate.Approval approval) {
        System.out.println(
                (approval.voided() == null ? "approved  " : "void      ")
                        + Screen.plain(
                                approval.by() + ", " + approval.at() + ": " + approval.covers()));
    }

    private static void described(Release release) {
        var clearance = release.renditions().clearance();
        System.out.println(
                "license   " + clearance.license().identifier() + "  " + clearance.license().url());
        System.out.println("credit    " + Screen.plain(clearance.credit()));
        Instant embargo = clearance.record().rights().embargoUntil();
        if (embargo != null) {
            System.out.println("embargo   until " + embargo);
        }
        clearance.findings().stream()
                .map(finding -> finding.message() + "; " + finding.fix())
                .forEach(text -> System.out.println("mind      " + Screen.plain(text)));
        clearance
                .record()
                .notes()
                .forEach(note -> System.out.println("note      " + Screen.plain(note)));
        Renditions made = release.renditions();
        clearance.inspection().treatment().acts().forEach(ShowCommand::act);
        made.files().forEach(file -> file("file      ", file));
        Master master = made.master();
        if (master != null) {
            System.out.println("master    " + Screen.plain(master.why()));
            master.files().forEach(file -> file("kept      ", file));
        }
    }

    private static void act(Treatment.Act act) {
        String why = act.why().isBlank() ? "" : " (" + act.why() + ")";
        System.out.println("done      " + Screen.plain(act.output() + ": " + act.what() + why));
    }

    private static void file(String label, Rendition file) {
        System.out.printf("%s%s  %,d bytes  %s%n", label, file.name(), file.bytes(), file.mime());
    }
}
