package v2v.cli;

import v2v.item.Library;
import v2v.ledger.Checked;
import v2v.ledger.Ledger;
import v2v.ledger.LedgerFault;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Writes into the audit log what was checked: many at a time, for a library has a hundred thousand
/// of them and a node works beside; and never long after, for a check may be stopped.
final class CheckNotes {
    private static final int MANY = 500;
    private static final long LONG = Duration.ofSeconds(5).toNanos();

    private final Library library;
    private final List<Checked> open = new ArrayList<>();
    private long written = System.nanoTime();
    private boolean possible;

    CheckNotes(Library library) {
        this.library = library;
        // a mirror has no ledger
        possible = Files.exists(library.ledger());
    }

    void add(Examined examined) throws IOException {
        Holding holding = examined.holding();
        if (!possible || holding.id() == null) {
            return;
        }
        open.add(
                new Checked(
                        holding.id(),
                        holding.released() == null ? null : holding.released().version(),
                        holding.what().word(),
                        library.relative(holding.folder()),
                        examined.state(),
                        examined.verdict().files(),
                        examined.verdict().bytes()));
        if (open.size() >= MANY || System.nanoTime() - written > LONG) {
            write();
        }
    }

    /// A check is worth having where nothing can be written, too.
    void write() throws IOException {
        if (possible && !open.isEmpty()) {
            try (Ledger ledger = Ledger.guest(library)) {
                ledger.checked(open);
            } catch (LedgerFault e) {
                possible = false;
                System.err.println("v2v: what was checked is not written down: " + e.getMessage());
            }
        }
        open.clear();
        written = System.nanoTime();
    }
}
