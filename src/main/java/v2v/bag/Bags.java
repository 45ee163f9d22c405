package v2v.bag;

import v2v.item.Halt;
import v2v.item.Library;
import v2v.item.Master;
import v2v.item.Progress;
import v2v.item.Release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

/// The bags under `masters/`: one for each item that is kept for good.
public final class Bags {
    private static final String LIST = "manifest-sha256.txt";
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB", "PB"};

    private final Library library;
    private final Keeper keeper;
    private final InstantSource clock;
    private final Progress progress;

    /// Who is named in a bag.
    ///
    /// @param organisation empty when nobody said
    /// @param program name and version of what writes the bag
    public record Keeper(String organisation, String program) {}

    public Bags(Library library, Keeper keeper, InstantSource clock, Progress progress) {
        this.library = library;
        this.keeper = keeper;
        this.clock = clock;
        this.progress = progress;
    }

    /// Keeps the original, the master and what is said of them; run again after a crash at any
    /// point, it finishes. A bag that has all of it already stays as it is.
    ///
    /// @throws v2v.item.Refusal when the original is gone or altered
    /// @throws v2v.item.Redo when the master is
    /// @throws IOException when the disk is at fault, or full; `masters/` is as it was then
    public void keep(Release release, Master master) throws IOException {
        Swap swap = new Swap(library, release.item());
        swap.settle();
        List<Part> parts = Contents.of(library, release, master);
        if (holds(swap.place(), parts)) {
            return;
        }
        Path draft = library.work(release.item(), release.version()).resolve("bag");
        try {
            build(draft, parts, release, master);
        } catch (IOException | Halt e) {
            // its bytes may be those that the disk lacks
            clear(draft, e);
            throw e;
        }
        swap.take(draft);
    }

    /// Whether the bag of an item is whole, unaltered, and of the original that its name says.
    ///
    /// @param bag `masters/<id>`
    /// @param more told how many more bytes were read
    public static Verdict check(Path bag, LongConsumer more) throws IOException {
        Verdict verdict = BagCheck.check(bag, more);
        String id = String.valueOf(bag.getFileName());
        boolean its = list(bag).entrySet().stream().anyMatch(e -> original(e, id));
        if (its || !verdict.good()) {
            return verdict;
        }
        Problem other =
                new Problem(LIST, Problem.Kind.MALFORMED, "names no original of the item " + id);
        return new Verdict(verdict.files(), verdict.bytes(), List.of(other), verdict.warnings());
    }

    /// An item's id is the beginning of its original's digest.
    private static boolean original(Map.Entry<String, String> line, String id) {
        return line.getKey().startsWith(Contents.ORIGINAL) && line.getValue().startsWith(id);
    }

    /// Ends every replacement that a kill has interrupted.
    public void settle() throws IOException {
        TreeSet<String> items = new TreeSet<>();
        for (Path folder : List.of(library.masters(), library.work())) {
            if (Files.isDirectory(folder)) {
                try (Stream<Path> all = Files.list(folder)) {
                    all.map(path -> path.getFileName().toString())
                            .filter(name -> name.matches(Swap.UNSETTLED))
                            .map(name -> name.substring(0, Swap.ID))
                            .forEach(items::add);
                }
            }
        }
        for (String item : items) {
            new Swap(library, item).settle();
        }
    }

    /// Whether these very files are kept already, every byte of them.
    private boolean holds(Path bag, List<Part> parts) throws IOException {
        if (!Files.isDirectory(bag)) {
            return false;
        }
        Map<String, String> wanted = new HashMap<>();
        parts.forEach(part -> wanted.put(Names.encode(part.name()), part.sha256().hex()));
        return list(bag).equals(wanted)
                && BagCheck.check(bag, told("Reading what is kept", bytes(parts))).good();
    }

    /// What one of our bags lists; empty when that can not be read as such.
    private static Map<String, String> list(Path bag) throws IOException {
        Path list = bag.resolve(LIST);
        return Files.isRegularFile(list)
                ? Listing.read(
                                list,
                                LIST,
                                Algorithm.SHA256,
                                false,
                                Dialect.RFC,
                                StandardCharsets.UTF_8,
                                new Findings())
                        .digests()
                : Map.of();
    }

    private void build(Path draft, List<Part> parts, Release release, Master master)
            throws IOException {
        for (Part part : parts) {
            part.present();
        }
        Files.createDirectories(Disk.parent(draft));
        room(draft, parts);
        Draft bag = new Draft(draft, told("Copying what is kept", bytes(parts)));
        for (Part part : parts) {
            bag.add(part);
        }
        bag.close(info(parts, release, master));
        Verdict verdict = BagCheck.check(draft, told("Reading what is kept", bytes(parts)));
        if (!verdict.good()) {
            // written and read back within one minute: the disk or the memory is at fault
            throw new IOException(
                    "the bag was not read back as it was written: "
                            + verdict.problems().getFirst().sentence());
        }
    }

    /// Asked before, so that a night is not spent on a copy that can not fit.
    private static void room(Path draft, List<Part> parts) throws IOException {
        long needed =
                parts.stream()
                        .filter(part -> part.origin() != Part.Origin.MADE)
                        .mapToLong(Part::bytes)
                        .sum();
        long free = Files.getFileStore(Disk.parent(draft)).getUsableSpace();
        if (needed > free) {
            throw new IOException(
                    "no room to keep the original: it has %s, and the library's disk has %s left"
                            .formatted(size(needed), size(free)));
        }
    }

    private List<BagInfo.Field> info(List<Part> parts, Release release, Master master) {
        List<BagInfo.Field> info = new ArrayList<>();
        if (!keeper.organisation().isBlank()) {
            info.add(new BagInfo.Field("Source-Organization", keeper.organisation()));
        }
        LocalDate today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        info.add(new BagInfo.Field("Bagging-Date", today.toString()));
        info.add(new BagInfo.Field("External-Identifier", release.item()));
        String title = release.renditions().clearance().title();
        info.add(new BagInfo.Field("External-Description", title));
        info.add(new BagInfo.Field("Internal-Sender-Description", master.why()));
        info.add(new BagInfo.Field("Bag-Size", size(bytes(parts))));
        info.add(new BagInfo.Field(BagInfo.OXUM, bytes(parts) + "." + parts.size()));
        info.add(new BagInfo.Field("Bag-Software-Agent", keeper.program()));
        return info;
    }

    private static long bytes(List<Part> parts) {
        return parts.stream().mapToLong(Part::bytes).sum();
    }

    /// In units of 1000, as disks are sold.
    private static String size(long bytes) {
        double count = bytes;
        int unit = 0;
        while (count >= 1000 && unit < UNITS.length - 1) {
            count /= 1000;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", count, UNITS[unit]);
    }

    private LongConsumer told(String what, long whole) {
        long[] read = {0};
        return more -> {
            read[0] += more;
            progress.at(what, whole == 0 ? 1 : Math.min(1, (double) read[0] / whole), 0);
        };
    }

    private static void clear(Path draft, Exception fault) {
        try {
            Disk.delete(draft);
        } catch (IOException e) {
            fault.addSuppressed(e);
        }
    }
}
