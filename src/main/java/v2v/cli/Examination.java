package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.bag.Bags;
import v2v.bag.FolderCheck;
import v2v.bag.Problem;
import v2v.bag.Verdict;
import v2v.item.Library;
import v2v.ledger.Ledger;
import v2v.torrent.fetch.Pace;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.LongConsumer;

/// Reads one folder through, while a node may be working on the library.
final class Examination {
    private static final String RELEASE_LIST = "manifest-sha256.txt";
    private static final int ATTEMPTS = 5;
    private static final long PAUSE_MILLIS = 200;
    private static final long REDRAW_NANOS = 200_000_000;

    private final Library library;
    private final Holding holding;
    private final Screen screen;
    private final String place;
    private final Pace pace;
    private @Nullable Object before;
    private long read;
    private long drawn;

    Examination(Library library, Holding holding, Screen screen, String place, Pace pace) {
        this.pace = pace;
        this.library = library;
        this.holding = holding;
        this.screen = screen;
        this.place = place;
    }

    /// A later bag may take the place of the one that is being read: then the later one is read.
    Examined run() throws IOException {
        Examined examined = once();
        for (int i = 1; i < ATTEMPTS && !examined.good() && moved(examined); i++) {
            pause();
            examined = once();
        }
        return examined;
    }

    private Examined once() throws IOException {
        read = 0;
        before = key();
        if (before == null) {
            return new Examined(holding, false, missing());
        }
        try {
            return new Examined(holding, true, recorded(verdict()));
        } catch (NoSuchFileException e) {
            return new Examined(holding, false, missing());
        } catch (IOException e) {
            Problem problem =
                    new Problem(
                            library.relative(holding.folder()),
                            Problem.Kind.UNREADABLE,
                            "can not be read: " + e.getMessage());
            return new Examined(holding, true, new Verdict(0, 0, List.of(problem), List.of()));
        }
    }

    private Verdict verdict() throws IOException {
        LongConsumer more = this::draw;
        return switch (holding.what()) {
            case RELEASE -> silenced(FolderCheck.check(holding.folder(), RELEASE_LIST, more));
            case MASTER -> Bags.check(holding.folder(), more);
        };
    }

    /// A file that was changed under its old time is given away by a node, which looks at times
    /// only: with the time of now it reads it, and gives the release no more until it is whole.
    private Verdict silenced(Verdict verdict) throws IOException {
        for (Problem problem : verdict.problems()) {
            Path file = holding.folder().resolve(problem.file());
            if (problem.kind() == Problem.Kind.ALTERED && Files.exists(file)) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
        }
        return verdict;
    }

    private void draw(long more) {
        read += more;
        try {
            pace.take(more);
        } catch (InterruptedIOException e) {
            throw new UncheckedIOException(e);
        }
        long now = System.nanoTime();
        if (now - drawn > REDRAW_NANOS) {
            drawn = now;
            screen.draw(
                    "%s%s: %s MB read"
                            .formatted(
                                    place,
                                    Screen.plain(library.relative(holding.folder())),
                                    String.format(Locale.ROOT, "%,d", read / 1_000_000)));
        }
    }

    private Verdict recorded(Verdict verdict) {
        boolean withdrawn = holding.withdrawn(library);
        if (holding.known() && !withdrawn) {
            return verdict;
        }
        List<Problem> all = new ArrayList<>();
        all.add(
                new Problem(
                        library.relative(holding.folder()),
                        Problem.Kind.EXTRA,
                        withdrawn
                                ? "lies here, but was withdrawn: withdraw it again, and it is put"
                                        + " away"
                                : "lies here, but is not in the " + book()));
        all.addAll(verdict.problems());
        return new Verdict(verdict.files(), verdict.bytes(), List.copyOf(all), verdict.warnings());
    }

    private Verdict missing() {
        Problem problem =
                new Problem(
                        library.relative(holding.folder()),
                        Problem.Kind.MISSING,
                        interrupted()
                                ? "is missing; a node was ended while a later bag took its place:"
                                        + " start one, and it is there again"
                                : "is missing; the " + book() + " has it");
        return new Verdict(0, 0, List.of(problem), List.of());
    }

    /// Who says what is here; a mirror has no ledger.
    private String book() {
        return Files.exists(library.ledger()) ? "ledger" : "catalogue";
    }

    private boolean interrupted() {
        Path folder = holding.folder();
        return Files.exists(folder.resolveSibling(folder.getFileName() + ".next"))
                || Files.exists(folder.resolveSibling(folder.getFileName() + ".old"));
    }

    /// Whether the folder is another one than when it was begun, or is just about to be.
    private boolean moved(Examined examined) throws IOException {
        boolean changing = !examined.there() && Ledger.owned(library);
        return holding.what() == Holding.What.MASTER && (changing || !same(before, key()));
    }

    private static boolean same(@Nullable Object one, @Nullable Object other) {
        return java.util.Objects.equals(one, other);
    }

    /// Which folder it is, whatever its name; null when it is not there.
    private @Nullable Object key() throws IOException {
        Path folder = holding.folder();
        if (!Files.isDirectory(folder)) {
            return null;
        }
        Object key = Files.readAttributes(folder, BasicFileAttributes.class).fileKey();
        return key == null ? folder : key;
    }

    private static void pause() throws IOException {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new java.io.InterruptedIOException("interrupted");
        }
    }
}
