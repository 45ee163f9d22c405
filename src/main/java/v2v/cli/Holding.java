package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.item.Library;
import v2v.item.Released;
import v2v.ledger.Formers;
import v2v.ledger.ItemState;
import v2v.ledger.Items;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// One folder that must be what it was: by the ledger, by the catalogue where there is none, or
/// because it lies where such folders lie.
///
/// @param id of its item; null when its name tells none
/// @param known whether they say that it should be there
/// @param released what they have of it; null for a master, and for what they do not know
record Holding(
        @Nullable String id, What what, Path folder, boolean known, @Nullable Released released) {
    enum What {
        RELEASE,
        MASTER;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    private static final int PAGE = 500;
    private static final int ID = 16;

    /// Everything that a library holds.
    ///
    /// @param view its ledger; null when it has none
    static List<Holding> all(Library library, @Nullable View view) throws IOException {
        // the folders before the ledger: what is released in between is then in both
        TreeMap<Path, Holding> all = new TreeMap<>();
        for (String name : names(library.releases())) {
            Path folder = library.releases().resolve(name);
            all.put(folder, new Holding(id(name), What.RELEASE, folder, false, null));
        }
        for (String name : names(library.masters())) {
            if (!name.endsWith(".next") && !name.endsWith(".old")) {
                Path folder = library.masters().resolve(name);
                all.put(folder, new Holding(id(name), What.MASTER, folder, false, null));
            }
        }
        for (Items.Standing item : view == null ? List.<Items.Standing>of() : items(view)) {
            if (item.state().moving()) {
                // between two steps of the node: not recorded yet, and no fault
                all.values().removeIf(h -> item.id().equals(h.id()) && h.what() == What.RELEASE);
            }
            of(library, item).stream()
                    .filter(h -> expected(library, item, h) || all.containsKey(h.folder()))
                    .forEach(h -> all.put(h.folder(), h));
            if (view != null) {
                former(library, view, item).forEach(h -> all.put(h.folder(), h));
            }
        }
        if (view == null) {
            listed(library).forEach(h -> all.put(h.folder(), h));
        }
        return List.copyOf(all.values());
    }

    /// Where there is no ledger, as in a mirror, the signed catalogue says what should be there: of
    /// what it lists, what was taken.
    private static List<Holding> listed(Library library) throws IOException {
        List<Holding> listed = new ArrayList<>();
        ShownEdition edition = ShownEdition.of(library).orElse(null);
        for (Entry entry : edition == null ? List.<Entry>of() : edition.entries()) {
            Path folder = library.releases().resolve(entry.folder());
            boolean taken =
                    Files.exists(folder)
                            || Files.exists(library.torrents().resolve(entry.folder() + ".magnet"));
            Holding holding =
                    new Holding(entry.id(), What.RELEASE, folder, true, Rebuilding.released(entry));
            if (taken && !holding.withdrawn(library)) {
                listed.add(holding);
            }
        }
        return listed;
    }

    /// The folders of one item, whether they must be there or may be.
    private static List<Holding> of(Library library, Items.Standing item) {
        List<Holding> folders = new ArrayList<>();
        if (item.released() != null) {
            folders.add(holding(library, item, item.released()));
        }
        Path bag = library.masters().resolve(item.id());
        folders.add(new Holding(item.id(), What.MASTER, bag, true, null));
        return folders;
    }

    private static Holding holding(Library library, Items.Standing item, Released released) {
        Path folder = library.resolve(released.folder());
        return new Holding(item.id(), What.RELEASE, folder, true, released);
    }

    /// Versions that were replaced stay out, whatever becomes of the one after them.
    private static List<Holding> former(Library library, View view, Items.Standing item) {
        return view.formers(item.id()).stream()
                .filter(Formers.Former::out)
                .map(Formers.Former::released)
                .map(out -> holding(library, item, out))
                .filter(h -> !h.withdrawn(library))
                .toList();
    }

    /// Whether it is a release that was taken back; its folder may be deleted.
    boolean withdrawn(Library library) {
        return what == What.RELEASE
                && Files.exists(library.tombstone(String.valueOf(folder.getFileName())));
    }

    /// A bag is kept before its release is recorded, and stays when the release is refused.
    private static boolean expected(Library library, Items.Standing item, Holding holding) {
        return switch (holding.what()) {
            case RELEASE -> item.state() != ItemState.WITHDRAWN && !holding.withdrawn(library);
            case MASTER -> item.release() != null && item.release().renditions().master() != null;
        };
    }

    private static List<Items.Standing> items(View view) {
        List<Items.Standing> all = new ArrayList<>(view.after("", PAGE));
        for (int last = 0; last < all.size(); ) {
            last = all.size();
            all.addAll(view.after(all.getLast().id(), PAGE));
        }
        return all;
    }

    private static TreeSet<String> names(Path folder) throws IOException {
        TreeSet<String> names = new TreeSet<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> all = Files.list(folder)) {
                all.forEach(path -> names.add(path.getFileName().toString()));
            }
        }
        return names;
    }

    /// `harbour-0123456789abcdef` and `0123456789abcdef` end with an id, and so does the first part
    /// of `harbour-0123456789abcdef-v2`.
    private static @Nullable String id(String folder) {
        String name = folder.replaceFirst("-v\\d+$", "");
        String end = name.substring(Math.max(0, name.length() - ID));
        return end.matches("[0-9a-f]{16}") ? end : null;
    }
}
