package v2v.cli;

import v2v.item.Library;
import v2v.ledger.Keeping;
import v2v.ledger.Ledger;
import v2v.ledger.View;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Brings an item's film and sound back at somebody's word: the node that owns the library does it,
/// or, where none runs, this process.
final class Recalling {
    private static final long LOOK_MILLIS = 100;
    private static final int LOOKS = 600;

    private final Where where;
    private final Sources sources;
    private final Screen screen;

    /// @param sources where to look besides what torrents name
    Recalling(Where where, Sources sources, Screen screen) {
        this.where = where;
        this.sources = sources;
        this.screen = screen;
    }

    /// What of an item is away.
    List<Keeping.Row> away(String item) {
        try (View view = View.of(where.library()).orElseThrow()) {
            return away(view, item);
        }
    }

    static List<Keeping.Row> away(View view, String item) {
        return view.keeping(item).stream()
                .filter(row -> row.state() != Keeping.State.HERE)
                .toList();
    }

    /// Orders it, and waits: as long as it takes where this process does it, a minute for a node.
    ///
    /// @param by who wants it
    /// @return whether all of it is back
    /// @throws IOException when it can not be had now; the order stands
    boolean run(String item, String by) throws IOException, InterruptedException {
        try (Ledger ledger = Ledger.guest(where.library())) {
            for (Keeping.Row row : away(item)) {
                ledger.keeping().want(row.subject().folder(), by);
            }
        }
        Optional<Ledger> own = Ledger.own(where.library());
        if (own.isEmpty()) {
            for (int i = 0; i < LOOKS && !away(item).isEmpty(); i++) {
                Thread.sleep(LOOK_MILLIS);
            }
            return away(item).isEmpty();
        }
        try (Ledger ledger = own.get()) {
            for (Keeping.Row row : away(item)) {
                bring(ledger.keeping(), row);
            }
        }
        return true;
    }

    private void bring(Keeping ledger, Keeping.Row row) throws IOException {
        Keeping.Subject subject = row.subject();
        Library library = where.library();
        Restoring restoring = new Restoring(library, PeerWiring.fetcher(where));
        Restoring.Made made =
                restoring.make(
                        library.resolve(subject.torrent()),
                        subject.magnet(),
                        library.resolve(subject.folder()),
                        Peers.with(sources, row.keepers()),
                        (good, all) -> draw(subject, good, all));
        screen.clear();
        restoring.place(made);
        ledger.isBack(
                subject.folder(), made.fetched().bytesFromPeers() + made.fetched().bytesFromWeb());
    }

    private void draw(Keeping.Subject subject, long good, long all) {
        screen.draw(
                String.format(
                        Locale.ROOT,
                        "bringing back %s: %,d of %,d MB",
                        Screen.plain(subject.folder()),
                        good / CheckSettings.MEGA,
                        all / CheckSettings.MEGA));
    }
}
