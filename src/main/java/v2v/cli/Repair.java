package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.torrent.fetch.Fetched;
import v2v.torrent.fetch.Fetcher;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

/// Makes a damaged release whole again from those who have it, and says what came of it.
final class Repair {
    private final Library library;
    private final Restoring restoring;
    private final Sources sources;
    private final Screen screen;

    /// What came of one.
    ///
    /// @param files those that were put in place
    /// @param fetched what it took; null when nothing was put in place
    /// @param why it could not be repaired; null when it was
    record Repaired(List<String> files, @Nullable Fetched fetched, @Nullable String why) {}

    Repair(Library library, Fetcher fetcher, Sources sources, Screen screen) {
        this.library = library;
        this.restoring = new Restoring(library, fetcher);
        this.sources = sources;
        this.screen = screen;
    }

    /// Repairs a release.
    Repaired run(Holding holding) {
        Released released = holding.released();
        if (holding.what() != Holding.What.RELEASE || released == null) {
            return failed(
                    holding.what() == Holding.What.MASTER
                            ? "a master is in no torrent: put back a copy of it"
                            : "the ledger does not have it, so nobody knows what it should be");
        }
        String name = String.valueOf(holding.folder().getFileName());
        try {
            Restoring.Made made =
                    restoring.make(
                            library.resolve(released.torrent()),
                            released.magnet(),
                            holding.folder(),
                            sources,
                            (good, all) -> draw(name, good, all));
            screen.clear();
            return new Repaired(restoring.place(made), made.fetched(), null);
        } catch (Refusal e) {
            screen.clear();
            return failed(e.getMessage() + ": " + e.fix());
        } catch (IOException e) {
            screen.clear();
            return failed(String.valueOf(e.getMessage()));
        }
    }

    private static Repaired failed(String why) {
        return new Repaired(List.of(), null, why);
    }

    private void draw(String name, long good, long all) {
        screen.draw(
                String.format(
                        Locale.ROOT,
                        "repairing %s: %,d of %,d MB",
                        Screen.plain(name),
                        good / CheckSettings.MEGA,
                        all / CheckSettings.MEGA));
    }
}
