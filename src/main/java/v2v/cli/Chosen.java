package v2v.cli;

import picocli.CommandLine.Parameters;

import v2v.ledger.Items;
import v2v.ledger.View;

import java.util.List;
import java.util.Optional;

/// The one item that a command is about.
final class Chosen {
    @Parameters(paramLabel = "ITEM", description = "its id, or the start of it")
    private String item = "";

    /// Finds it, or says why not.
    Optional<Items.Standing> in(Where where) {
        return in(where, item);
    }

    /// The one that an option names.
    static Optional<Items.Standing> in(Where where, String item) {
        Optional<View> view = where.view();
        if (view.isEmpty()) {
            return Optional.empty();
        }
        try (View ledger = view.get()) {
            return one(ledger, item);
        }
    }

    /// The one item whose id begins so, or a sentence on the screen.
    static Optional<Items.Standing> one(View view, String wanted) {
        List<Items.Standing> found = view.find(wanted);
        if (found.size() == 1) {
            return Optional.of(found.getFirst());
        }
        System.err.println(
                "v2v: "
                        + (found.isEmpty()
                                ? "no item has the id '"
                                : "more than one item begins with '")
                        + Screen.plain(wanted)
                        + "'"
                        + "; 'v2v status' and 'v2v search' show ids");
        return Optional.empty();
    }
}
