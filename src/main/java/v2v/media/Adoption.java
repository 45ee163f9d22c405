package v2v.media;

import v2v.item.Inspection;
import v2v.item.Master;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/// Takes over what was made elsewhere: a stranger's bytes, until they were checked.
///
/// The file that says that a part is whole goes last, so that a crash in between leaves nothing
/// that is taken for finished; another call goes on where it ended. A part that is there already is
/// left as it is, whatever else is brought.
///
/// @param transcoder knows what should have been made
/// @param bench the work's own
record Adoption(Transcoder transcoder, Workbench bench) {
    /// @param own the maker's folder, on the same file system
    /// @throws IOException when it is not what should have come; nothing was taken over
    void of(Part part, Delivered delivered, Path own) throws IOException {
        String recipe = transcoder.recipe();
        if (!delivered.recipe().equals(Recipe.digest(recipe))) {
            throw new IOException(
                    part
                            + " was made by another recipe: the machine that made it has another"
                            + " version of V2V or FFmpeg");
        }
        if (!whole(part, bench)) {
            Places places = Places.of(part, bench, transcoder);
            for (Delivered.File file : delivered.files()) {
                check(part, file, places, own);
            }
            Workbench both = new Workbench(bench.library(), bench.folder(), bench.release(), own);
            requireAlike(delivered.files(), own);
            if (!whole(part, both) || !told(part, delivered, both, places)) {
                throw new IOException(part + " is not whole: a file of it is missing or wrong");
            }
            report(delivered);
            take(delivered.files(), places, own);
            if (!whole(part, bench)) {
                throw new IOException(part + " is not whole: it did not name all of its files");
            }
        }
        switch (part) {
            case Part.Whole w -> bench.tidy();
            case Part.Finish f -> bench.tidy();
            case Part.Prepare p -> {}
            case Part.Sound s -> {}
            case Part.Master m -> {}
            case Part.Film f -> {}
        }
    }

    /// Whether all that this part makes lies on this bench.
    private boolean whole(Part part, Workbench on) throws IOException {
        String recipe = transcoder.recipe();
        return switch (part) {
            case Part.Prepare p -> on.prepared(Recipe.digest(recipe)).isPresent();
            case Part.Sound s -> on.sounded(recipe).isPresent();
            case Part.Master m -> {
                Mastering mastering = transcoder.mastering();
                yield mastering != null && on.keptMaster(mastering.recipe()).isPresent();
            }
            case Part.Film film -> transcoder.filming(on).there(film.prepared(), film.index());
            case Part.Whole w -> on.finished(recipe).isPresent();
            case Part.Finish f -> on.finished(recipe).isPresent();
        };
    }

    /// Whether what was told is what the notes beside the files say, and names no file elsewhere.
    private boolean told(Part part, Delivered delivered, Workbench both, Places places)
            throws IOException {
        return switch (part) {
            case Part.Prepare p -> {
                Prepared found = delivered.prepared();
                yield found != null
                        && found.sane()
                        && both.prepared(found.recipe()).filter(found::equals).isPresent();
            }
            case Part.Whole w -> made(delivered, both, places);
            case Part.Finish f -> made(delivered, both, places);
            case Part.Master m -> mastered(both, places);
            case Part.Sound s -> true;
            case Part.Film f -> true;
        };
    }

    private boolean made(Delivered delivered, Workbench both, Places places) throws IOException {
        Delivered.Made made = delivered.made();
        Optional<Workbench.Facts> facts = both.finished(transcoder.recipe());
        if (made == null || facts.isEmpty()) {
            return false;
        }
        Master master = facts.get().master();
        boolean kept =
                master == null
                        || (master.work().equals(bench.masterPlace())
                                && places.hold(Workbench.MASTER, master.files()));
        return kept
                && places.hold(String.valueOf(bench.release().getFileName()), made.files())
                && facts.get().files().equals(made.files())
                && Objects.equals(master, made.master());
    }

    private boolean mastered(Workbench both, Places places) throws IOException {
        Mastering mastering = transcoder.mastering();
        return mastering != null
                && both.keptMaster(mastering.recipe())
                        .filter(files -> places.hold(Workbench.MASTER, files))
                        .isPresent();
    }

    /// There below the maker's folder; or in its place already, after a crash in between.
    private void check(Part part, Delivered.File file, Places places, Path own) throws IOException {
        String place = file.place();
        if (!places.holds(place)) {
            throw new IOException("no file of " + part + " belongs there: " + place);
        }
        for (Path step = Path.of(place); step != null; step = step.getParent()) {
            if (Files.isSymbolicLink(own.resolve(step))) {
                throw new IOException(part + " brought a link in place of a file: " + step);
            }
        }
        Path there = own.resolve(place);
        Path here = bench.folder().resolve(place);
        Path found = Files.exists(there, LinkOption.NOFOLLOW_LINKS) ? there : here;
        if (!Files.isRegularFile(found, LinkOption.NOFOLLOW_LINKS)
                || Files.size(found) != file.bytes()) {
            throw new IOException(
                    part + " did not bring " + place + " with " + file.bytes() + " bytes");
        }
    }

    /// A piece that a decoder could not go on with after those that lie here already is not taken:
    /// it is made again, where joining them hours later could only give up.
    private void requireAlike(List<Delivered.File> files, Path own) throws IOException {
        for (Delivered.File file : files) {
            Path piece = own.resolve(file.place());
            Path shelf = bench.folder().resolve(file.place()).getParent();
            if (file.place().endsWith(".ivf") && Files.exists(piece) && shelf != null) {
                Optional<Path> other = neighbour(shelf, piece);
                if (other.isPresent()) {
                    Ivf.requireAlike(other.get(), piece);
                }
            }
        }
    }

    /// Another piece of the same copy.
    private static Optional<Path> neighbour(Path shelf, Path piece) throws IOException {
        if (!Files.isDirectory(shelf)) {
            return Optional.empty();
        }
        String copy = String.valueOf(piece.getFileName()).replaceFirst("-\\d+\\.ivf$", "-");
        try (Stream<Path> all = Files.list(shelf)) {
            return all.filter(
                            other -> {
                                String name = String.valueOf(other.getFileName());
                                return name.startsWith(copy) && name.endsWith(".ivf");
                            })
                    .findFirst();
        }
    }

    private void report(Delivered delivered) throws IOException {
        Delivered.Made made = delivered.made();
        if (made != null) {
            Inspection inspection = transcoder.plan().inspection();
            String text = Report.of(inspection, made.notes());
            Report.write(bench.library(), inspection.footage(), text);
        }
    }

    private void take(List<Delivered.File> files, Places places, Path own) throws IOException {
        List<String> order =
                files.stream()
                        .map(Delivered.File::place)
                        .sorted(Comparator.comparing(places.seal()::equals))
                        .toList();
        for (String place : order) {
            Path there = own.resolve(place);
            if (Files.exists(there)) {
                bench.place(there, bench.folder().resolve(place));
            }
        }
    }
}
