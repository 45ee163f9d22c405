package v2v.web;

import v2v.item.Library;
import v2v.item.Successor;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// What a library has released: its list, the folders, the torrents. The appearance of the torrent
/// is the release; a folder without one is between two steps of publishing and is not seen.
final class Showcase implements Site {
    /// More rows than this no phone can show, and no node should write for every visitor.
    static final int MOST = 5_000;

    private static final String TORRENT = ".torrent";
    private static final String MAGNET = ".magnet";
    private static final Comparator<Dated> NEWEST =
            Comparator.comparing(Dated::at).reversed().thenComparing(Dated::name);

    private static final String STONES = "/tombstones/";
    private static final String RELEASES = "/releases/";
    private static final String CATALOGUE = "/catalogue";

    private final Library library;
    private final Path root;
    private final Shelves releases;
    private final Path torrents;
    private final Listed listed = new Listed();
    private final String publisher;
    private final Web.Away away;
    private final FirstPage first;

    /// Releases never change, so what was read once stays true. Holds only what is listed.
    private final Map<String, Card> cards = new ConcurrentHashMap<>();

    /// Shows the library as it is from now on.
    ///
    /// @param publisher whose it is; empty when nobody said
    /// @param away knows which files others keep
    /// @throws IOException when the library has no such folders
    Showcase(Library library, String publisher, Web.Away away) throws IOException {
        this.library = library;
        this.away = away;
        this.releases = new Shelves(library.releases());
        this.torrents = new Shelves(library.torrents()).root();
        this.root = library.root().toRealPath();
        this.publisher = publisher;
        this.first =
                new FirstPage(
                        List.of(
                                torrents,
                                releases.root(),
                                library.tombstones(),
                                library.successor("any").resolveSibling("")));
    }

    private record Dated(String name, FileTime at) {}

    @Override
    public Place at(String path) throws IOException {
        if (path.equals("/")) {
            return new Place.Page(first.html(this::list));
        }
        if (path.startsWith("/torrents/")) {
            return torrent(path.substring("/torrents/".length()));
        }
        if (path.startsWith(STONES)) {
            return stone(path.substring(STONES.length()));
        }
        if (path.equals(CATALOGUE + TORRENT) || path.equals(CATALOGUE + MAGNET)) {
            return packed(path.substring(1));
        }
        if (path.equals(CATALOGUE) || path.startsWith(CATALOGUE + "/")) {
            return catalogue(path);
        }
        return path.startsWith(RELEASES) ? below(path.substring(RELEASES.length())) : release(path);
    }

    private Place release(String path) throws IOException {
        int end = path.indexOf('/', 1);
        String name = path.substring(1, end < 0 ? path.length() : end);
        return released(name) ? inside(name, path) : absent(name);
    }

    /// The same again, where it lies in the library's own folders: links of the static catalogue
    /// lead there, and whoever made a torrent with a web seed may have written it so.
    private Place below(String path) throws IOException {
        return switch (release("/" + path)) {
            case Place.Moved(String to) -> new Place.Moved(RELEASES + to.substring(1));
            case Place place -> place;
        };
    }

    /// Its files and no others. It may be a link, so that it can be exchanged whole: to a folder of
    /// the library, but to none that is private.
    private Place catalogue(String path) throws IOException {
        Path real;
        try {
            real = library.catalogue().toRealPath();
        } catch (FileSystemException e) {
            return new Place.Nowhere();
        }
        boolean ours = real.startsWith(root) && !real.equals(root) && Files.isDirectory(real);
        if (!ours || secret().anyMatch(real::startsWith)) {
            return new Place.Nowhere();
        }
        if (path.equals(CATALOGUE)) {
            return new Place.Moved(CATALOGUE + "/");
        }
        Place place = new Shelves(real).at(path.substring(CATALOGUE.length()));
        return switch (place) {
            case Place.Moved(String to) -> new Place.Moved(CATALOGUE + to);
            case Place.Page listing -> new Place.Nowhere(); // whatever has a page there, has a file
            case Place other -> other;
        };
    }

    /// The newest edition as a torrent: it lies beside the edition's folder.
    private Place packed(String file) throws IOException {
        try {
            Path real = library.catalogue().toRealPath();
            Path packed = real.resolveSibling(file);
            return real.startsWith(root.resolve(library.relative(library.editions())))
                            && Files.isRegularFile(packed, LinkOption.NOFOLLOW_LINKS)
                    ? Shelves.film(
                            packed, Files.readAttributes(packed, BasicFileAttributes.class), file)
                    : new Place.Nowhere();
        } catch (FileSystemException e) {
            return new Place.Nowhere();
        }
    }

    private Place inside(String name, String path) throws IOException {
        Path release = releases.root().resolve(name);
        Place place = releases.within(release, path, real -> listed.names(release, real));
        if (place instanceof Place.Nowhere) {
            return elsewhere(name, release, path);
        }
        if (!(place instanceof Place.Film film)) {
            return place;
        }
        String later = successor(name).map(by -> Pages.href("/" + by) + "/").orElse("");
        return listed.vouched(release, torrents.resolve(name + TORRENT), film).followedBy(later);
    }

    /// A file that the release's own list names, where others keep it.
    private Place elsewhere(String name, Path release, String path) throws IOException {
        String file = path.substring(Math.min(path.length(), name.length() + 2));
        return away.holds(name, file) && listed.has(release, file)
                ? new Place.Elsewhere(name, () -> away.order(name))
                : new Place.Nowhere();
    }

    /// The name of the release that replaces this one and is shown too.
    private Optional<String> successor(String name) throws IOException {
        return Successor.of(library, name).map(Successor::by).filter(this::released);
    }

    private Stream<Path> secret() {
        return Stream.of(
                        library.keys(),
                        library.masters(),
                        library.work(),
                        library.reports(),
                        library.withdrawn())
                .map(folder -> root.resolve(library.relative(folder)));
    }

    /// A release that was withdrawn is gone; of any other name nothing is known.
    private Place absent(String name) throws IOException {
        Optional<Grave> grave = Grave.of(library, name);
        return grave.isPresent()
                ? new Place.Gone(grave.get().page(), grave.get().json())
                : new Place.Nowhere();
    }

    /// The tombstones and their signatures, for whoever mirrors the library.
    private Place stone(String file) throws IOException {
        String name = file.replaceFirst("[.]json([.]sig)?$", "");
        if (name.equals(file) || name.indexOf('/') >= 0 || Grave.of(library, name).isEmpty()) {
            return new Place.Nowhere();
        }
        Path stone = library.tombstones().resolve(file);
        return Files.isRegularFile(stone, LinkOption.NOFOLLOW_LINKS)
                ? Shelves.film(stone, Files.readAttributes(stone, BasicFileAttributes.class), "")
                : new Place.Nowhere();
    }

    /// From its tombstone's appearance a release is withdrawn, wherever its files lie by then.
    private boolean released(String name) {
        try {
            return !Files.exists(library.tombstone(name), LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(
                            torrents.resolve(name + TORRENT), LinkOption.NOFOLLOW_LINKS)
                    && Files.isDirectory(releases.root().resolve(name), LinkOption.NOFOLLOW_LINKS);
        } catch (InvalidPathException noSuchName) {
            return false;
        }
    }

    private Place torrent(String file) throws IOException {
        boolean named = file.endsWith(TORRENT) && file.indexOf('/') < 0;
        if (!named) {
            return new Place.Nowhere();
        }
        String name = file.substring(0, file.length() - TORRENT.length());
        if (!released(name)) {
            return absent(name);
        }
        Path torrent = torrents.resolve(file);
        return Shelves.film(
                torrent, Files.readAttributes(torrent, BasicFileAttributes.class), file);
    }

    /// Which are listed is told by the torrents' own dates, so that a library of any size has few
    /// records read; their order then by what the releases say of themselves, because a copy of the
    /// library may have lost the files' dates.
    private String list() throws IOException {
        List<Dated> all = names();
        List<Card> newest = new ArrayList<>();
        for (Dated release : all.subList(0, Math.min(MOST, all.size()))) {
            newest.add(card(release.name()));
        }
        cards.keySet().retainAll(newest.stream().map(Card::folder).toList());
        newest.sort(Comparator.comparing(Card::described).reversed().thenComparing(Card::folder));
        Map<String, String> later = new HashMap<>();
        for (Card card : newest) {
            successor(card.folder()).ifPresent(by -> later.put(card.folder(), by));
        }
        return Front.page(publisher, newest, later, all.size());
    }

    private List<Dated> names() throws IOException {
        List<Dated> names = new ArrayList<>();
        try (Stream<Path> all = Files.list(torrents)) {
            for (Path path : (Iterable<Path>) all::iterator) {
                String file = path.getFileName().toString();
                if (!file.startsWith(".") && file.endsWith(TORRENT)) {
                    String name = file.substring(0, file.length() - TORRENT.length());
                    if (released(name)) {
                        names.add(new Dated(name, Files.getLastModifiedTime(path)));
                    }
                }
            }
        }
        names.sort(NEWEST);
        return names;
    }

    /// One release that can not be read does not take the others off the list.
    private Card card(String name) {
        Card known = cards.get(name);
        if (known != null) {
            return known;
        }
        try {
            Path magnet = torrents.resolve(name + ".magnet");
            Card read = Card.read(releases.root().resolve(name), magnet);
            cards.put(name, read);
            return read;
        } catch (IOException mayPass) {
            return Card.named(name);
        }
    }
}
