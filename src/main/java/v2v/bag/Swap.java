package v2v.bag;

import v2v.item.Library;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One item's place under `masters/`, and how a later bag takes it.
///
/// Two folders can not change places in one rename, so it takes four steps, each of them one rename
/// that is forced to the disk:
///
/// | step | from | to |
/// |---|---|---|
/// | 1 | the finished bag in `work/` | `<id>.next` |
/// | 2 | `<id>` | `<id>.old` |
/// | 3 | `<id>.next` | `<id>` |
/// | 4 | `<id>.old` | `work/`, where it is deleted |
///
/// All three names hold whole bags only, so there is one after each step. What is there says which
/// step comes next; the first bag of an item goes straight to its place.
final class Swap {
    /// How many digits an item's id has.
    static final int ID = 16;

    /// The names that are there only while bags change places.
    static final String UNSETTLED = "[0-9a-f]{16}(-bag)?\\.(next|old)";

    private static final String NEXT = ".next";
    private static final String OLD = ".old";

    private final Path place;
    private final Path next;
    private final Path old;
    private final Path discarded;

    Swap(Library library, String item) {
        place = library.masters().resolve(item);
        next = library.masters().resolve(item + NEXT);
        old = library.masters().resolve(item + OLD);
        discarded = library.work().resolve(item + "-bag" + OLD);
    }

    /// Where the item's bag lies, or will lie.
    Path place() {
        return place;
    }

    /// Takes in a bag that is whole and on the disk.
    void take(Path finished) throws IOException {
        settle();
        Files.createDirectories(Disk.parent(place));
        Disk.sync(Disk.parent(Disk.parent(place)));
        Disk.move(finished, Files.exists(place) ? next : place);
        settle();
    }

    /// Ends what a kill has interrupted.
    void settle() throws IOException {
        while (step()) {}
    }

    /// The next of the steps 2 to 4; false when there is none.
    boolean step() throws IOException {
        if (Files.exists(next)) {
            if (Files.exists(place)) {
                Disk.move(place, old);
            } else {
                Disk.move(next, place);
            }
            return true;
        }
        if (!Files.exists(old)) {
            Disk.delete(discarded);
            return false;
        }
        if (!Files.exists(place)) {
            Disk.move(old, place);
            return true;
        }
        Files.createDirectories(Disk.parent(discarded));
        Disk.delete(discarded);
        Disk.move(old, discarded);
        return true;
    }
}
