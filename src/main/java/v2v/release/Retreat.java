package v2v.release;

import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Tombstone;
import v2v.item.Withdrawal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/// Publishing backwards: tombstone, then torrent, magnet, folder. With the tombstone's appearance
/// the release is withdrawn; what follows only puts things away.
///
/// Each step looks at what is there and not at what was done before, so that a crash after any of
/// them is answered by running all of them again. Nothing is deleted.
final class Retreat {
    private final Library library;
    private final Withdrawal withdrawal;
    private final String name;

    Retreat(Library library, Withdrawal withdrawal) {
        this.library = library;
        this.withdrawal = withdrawal;
        this.name = String.valueOf(Path.of(withdrawal.released().folder()).getFileName());
    }

    Tombstone run(Publisher publisher, PublisherKey key) throws IOException {
        requireRoom();
        Files.createDirectories(library.tombstones());
        Files.createDirectories(library.withdrawn());
        Path file = library.tombstone(name);
        // what was said once in public stands, whatever is said the second time
        Optional<Tombstone> said = Tombstones.read(file, key.open());
        Tombstone stone = said.orElseGet(() -> stone(publisher, key));
        if (said.isEmpty()) {
            Tombstones.write(file, stone, key);
        }
        away(library.torrents().resolve(name + ".torrent"));
        away(library.torrents().resolve(name + ".magnet"));
        away(library.releases().resolve(name));
        return stone;
    }

    /// Somebody has put a copy back: which of the two to keep is not ours to say.
    private void requireRoom() {
        Path folder = library.releases().resolve(name);
        Path taken = library.withdrawn().resolve(name);
        if (Files.exists(folder, LinkOption.NOFOLLOW_LINKS)
                && Files.exists(taken, LinkOption.NOFOLLOW_LINKS)) {
            throw new Refusal(
                    Refusal.Code.WITHDRAWN,
                    folder.toString(),
                    "it was withdrawn before, and " + library.relative(taken) + " still lies there",
                    "delete or move one of the two folders, then withdraw it again");
        }
    }

    private void away(Path from) throws IOException {
        if (Files.exists(from, LinkOption.NOFOLLOW_LINKS)) {
            Disk.move(from, library.withdrawn().resolve(from.getFileName()));
        }
    }

    private Tombstone stone(Publisher publisher, PublisherKey key) {
        return new Tombstone(
                withdrawal.item(),
                name,
                Clean.line(withdrawal.title()),
                withdrawal.released().infohash(),
                withdrawal.released().infohashV2(),
                withdrawal.at(),
                Clean.text(withdrawal.why()).strip(),
                Clean.line(publisher.name()),
                key.fingerprint(),
                Tombstones.CANNOT_BE_UNDONE);
    }
}
