package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Companion;
import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/// Goes through a whole delivery before anything of it is taken in: every row of every table, every
/// list of sums, every file that lies there. One fault never hides another, and nothing is kept of
/// a row but what tells it from the others, so that a hundred thousand rows are no matter.
public final class DeliveryCheck {
    private final IntakeSettings settings;
    private final Mapping mapping;
    private final Review review;
    private final Function<String, Optional<String>> licenses;
    private final InstantSource clock;
    private final Progress progress;

    /// @param licenses the canonical address of the one licence that words mean
    public DeliveryCheck(
            IntakeSettings settings,
            Mapping mapping,
            Review review,
            Function<String, Optional<String>> licenses,
            InstantSource clock,
            Progress progress) {
        this.settings = settings;
        this.mapping = mapping;
        this.review = review;
        this.licenses = licenses;
        this.clock = clock;
        this.progress = progress;
    }

    /// What is to be checked.
    ///
    /// @param target a folder, or one table in it
    /// @param checksums whether every byte is read and compared with the vendor's sums
    /// @param corrected where the copy of the first table goes; null for none
    public record What(Path target, boolean checksums, @Nullable Path corrected) {}

    /// Checks, and tells each finding as it comes.
    ///
    /// @throws Refusal when there is no such folder or table
    public Diagnosis run(What what, Consumer<RowFinding> reader) throws IOException {
        Path target = what.target().toAbsolutePath().normalize();
        boolean folder = Files.isDirectory(target);
        if (!folder && !Files.isRegularFile(target)) {
            throw new Refusal(
                    Code.FILE_MISSING,
                    target.toString(),
                    "there is no such folder or table",
                    "name the folder of a delivery, or its manifest");
        }
        Path base = folder ? target : Manifests.base(target);
        return new Run(base, what, new Findings(reader))
                .through(folder ? tables(base) : one(target));
    }

    /// The table that a person names, and the rights beside it.
    private static List<Path> one(Path table) {
        List<Path> tables = new ArrayList<>(List.of(table));
        Manifests.in(Manifests.base(table)).stream()
                .filter(t ->
                        !t.equals(table)
                                && Names.name(t)
                                        .toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("rights."))
                .forEach(tables::add);
        return tables;
    }

    /// Those with a known name; else the only table there is, whatever it is called.
    private static List<Path> tables(Path folder) throws IOException {
        List<Path> known = Manifests.in(folder);
        if (!known.isEmpty()) {
            return known;
        }
        try (Stream<Path> all = Files.list(folder)) {
            List<Path> any =
                    all.filter(f -> Names.name(f).matches("(?i)[^.].*\\.(csv|tsv)"))
                            .filter(Files::isRegularFile)
                            .filter(f -> !isSidecar(f))
                            .limit(2)
                            .toList();
            return any.size() == 1 ? any : List.of();
        }
    }

    private static boolean isSidecar(Path table) {
        Path stem = table.resolveSibling(Names.stem(Names.name(table)));
        if (Files.exists(stem)) {
            return true;
        }
        try (Stream<Path> all = Files.list(table.toAbsolutePath().getParent())) {
            return all.filter(Names::isFootage)
                    .anyMatch(f -> Names.stem(Names.name(f)).equals(Names.name(stem)));
        } catch (IOException e) {
            return false;
        }
    }

    /// One check of one delivery.
    private final class Run {
        private final Path base;
        private final What what;
        private final Findings findings;
        private final NamedFile files;
        private final Seen claimed = new Seen();
        private final Map<String, List<Checksum>> sums = new HashMap<>();
        private final Map<String, String> read = new LinkedHashMap<>();
        private long rows;
        private long normalised;
        private @Nullable Path corrected;
        private long there;

        Run(Path base, What what, Findings findings) {
            this.base = base;
            this.what = what;
            this.findings = findings;
            this.files = new NamedFile(base, clock.instant(), settings.settle());
        }

        Diagnosis through(List<Path> tables) throws IOException {
            lists();
            List<RightsTable> rights = rights(tables);
            List<Path> others =
                    tables.stream()
                            .filter(t -> rights.stream().noneMatch(r -> r.file().equals(t)))
                            .toList();
            for (Path table : others) {
                check(table, rights, table.equals(others.getFirst()));
            }
            if (others.isEmpty()) {
                for (RightsTable each : rights) {
                    check(each.file(), List.of(), each.equals(rights.getFirst()));
                }
            }
            Rest rest = new Rest(tables.isEmpty());
            Files.walkFileTree(base, rest);
            if (tables.isEmpty() && rest.withoutRecord) {
                findings.block(
                        "",
                        "",
                        Code.MANIFEST_UNREADABLE,
                        "there is no manifest in the folder",
                        "send a manifest.csv with the heads filename, title, license, attribution");
            }
            for (String file : files.grown()) {
                findings.block(
                        "",
                        file,
                        Code.FILE_STILL_GROWING,
                        "the file changed while the delivery was checked",
                        "check again when the copy is complete");
            }
            return new Diagnosis(
                    Map.copyOf(read),
                    rows,
                    there,
                    findings.blocks(),
                    findings.warnings(),
                    findings.counts(),
                    normalised,
                    corrected);
        }

        private List<RightsTable> rights(List<Path> tables) throws IOException {
            List<RightsTable> rights = new ArrayList<>();
            for (Path table : tables) {
                try {
                    RightsTable.read(
                                    table,
                                    mapping,
                                    name(table),
                                    tables.size() > 1 ? findings : new Findings(f -> {}))
                            .ifPresent(rights::add);
                } catch (Refusal unreadable) {
                    // it is told when the table is read in its turn
                }
            }
            return rights;
        }

        private void check(Path table, List<RightsTable> rights, boolean first) throws IOException {
            TableCheck.Setting setting =
                    new TableCheck.Setting(
                            base,
                            mapping,
                            review,
                            licenses,
                            files,
                            claimed,
                            sums,
                            rights,
                            what.checksums(),
                            progress);
            Path copy = first ? what.corrected() : null;
            TableCheck check = new TableCheck(table, name(table), setting, findings);
            try {
                check.run(copy);
                corrected = copy == null ? corrected : copy;
            } catch (Refusal unreadable) {
                findings.add(name(table), unreadable);
            }
            read.put(name(table), check.written());
            rows += check.rows();
            normalised += check.normalised();
        }

        private String name(Path file) {
            return base.relativize(file).toString();
        }

        private void lists() throws IOException {
            Files.walkFileTree(
                    base,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult preVisitDirectory(
                                Path folder, BasicFileAttributes look) {
                            return skipped(folder);
                        }

                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes look)
                                throws IOException {
                            if (look.isRegularFile() && ChecksumList.isOne(file)) {
                                list(file);
                            }
                            return FileVisitResult.CONTINUE;
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException why) {
                            return FileVisitResult.CONTINUE; // told by the second walk
                        }
                    });
        }

        private FileVisitResult skipped(Path folder) {
            return !folder.equals(base) && Names.isSkippedFolder(folder)
                    ? FileVisitResult.SKIP_SUBTREE
                    : FileVisitResult.CONTINUE;
        }

        private void list(Path list) throws IOException {
            try {
                ChecksumList.read(
                        list,
                        entry -> {
                            take(list, entry);
                            return true;
                        });
            } catch (Refusal unreadable) {
                findings.add(name(list), unreadable);
            }
        }

        private void take(Path list, ChecksumList.Entry entry) {
            Checksum sum = entry.sum();
            Optional<Path> file = ChecksumList.file(entry, list);
            if (sum == null || file.isEmpty()) {
                listed(
                        list,
                        entry,
                        Code.CHECKSUM_MISMATCH,
                        "line %d is no sum and name".formatted(entry.line()),
                        "write lines such as sha256sum does");
                return;
            }
            Optional<Path> there = existing(file.get(), entry.name() == null);
            if (there.isEmpty()) {
                listed(
                        list,
                        entry,
                        Code.FILE_MISSING,
                        "line %d names a file that is not there".formatted(entry.line()),
                        "send the file, or take the line out");
            } else if (what.checksums()) {
                sums.computeIfAbsent(RowPath.fold(name(there.get())), k -> new ArrayList<>())
                        .add(sum);
            }
        }

        /// `tape.md5` with a sum alone may be about `tape.mxf`.
        private Optional<Path> existing(Path file, boolean anyExtension) {
            if (Files.exists(file) || !anyExtension) {
                return Optional.of(file).filter(Files::exists);
            }
            try (Stream<Path> all = Files.list(file.getParent())) {
                return all.filter(Names::isFootage)
                        .filter(f -> Names.stem(Names.name(f)).equals(Names.name(file)))
                        .findFirst();
            } catch (IOException e) {
                return Optional.empty();
            }
        }

        private void listed(
                Path list, ChecksumList.Entry entry, Code code, String message, String fix) {
            String file = entry.name() == null ? "" : entry.name();
            findings.add(
                    new RowFinding(
                            name(list),
                            entry.line(),
                            0,
                            "",
                            file,
                            new Finding(Level.BLOCK, code, message, fix, null)));
        }

        /// What no row named.
        private final class Rest extends SimpleFileVisitor<Path> {
            private final boolean noTable;
            private boolean withoutRecord;

            Rest(boolean noTable) {
                this.noTable = noTable;
            }

            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes look) {
                return skipped(folder);
            }

            /// Its footage is taken in with it, but its rows are about a folder of their own.
            private void below(Path table) {
                Path folder = Manifests.base(table);
                if (folder.equals(base)) {
                    return;
                }
                findings.add(
                        new RowFinding(
                                name(table),
                                0,
                                0,
                                "",
                                "",
                                new Finding(
                                        Level.WARN,
                                        Code.MANIFEST_UNREADABLE,
                                        "this table is about a folder of its own and was not read",
                                        "check the folder " + name(folder) + " by itself too",
                                        null)));
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes look)
                    throws IOException {
                if (look.isRegularFile() && Manifests.isOne(file)) {
                    below(file);
                }
                if (!look.isRegularFile() || !Names.isFootage(file)) {
                    return FileVisitResult.CONTINUE;
                }
                there++;
                if (claimed.has(name(file))) {
                    return FileVisitResult.CONTINUE;
                }
                if (Names.sidecars(file).stream()
                        .anyMatch(s -> Files.isRegularFile(s) && !Manifests.isOne(s))) {
                    ownRecord(file);
                } else if (noTable) {
                    withoutRecord = true;
                } else {
                    findings.add(
                            new RowFinding(
                                    "",
                                    0,
                                    0,
                                    "",
                                    name(file),
                                    new Finding(
                                            Level.WARN,
                                            Code.FILE_NOT_IN_MANIFEST,
                                            "no row names the file",
                                            "add a row, or take the file out",
                                            null)));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException why) {
                findings.block(
                        "",
                        name(file),
                        Code.FILE_UNREADABLE,
                        "this user may not open it",
                        "give this user the right to open it");
                return FileVisitResult.CONTINUE;
            }

            /// A record beside its footage is one work, and told as one.
            private void ownRecord(Path file) throws IOException {
                List<Finding> all = new ArrayList<>();
                try {
                    Records.Read said =
                            Records.of(
                                    Intake.deliver(file, Order.plain(settings.profile())), mapping);
                    all.addAll(review.of(said.record(), file.toString()));
                    List<String> sources =
                            said.files().stream().map(Companion::file).map(Names::name).toList();
                    rows += sources.isEmpty() ? 0 : 1;
                } catch (Refusal refusal) {
                    all.addAll(refusal.findings());
                }
                all.forEach(f -> findings.add(new RowFinding("", 0, 0, "", name(file), f)));
            }
        }
    }
}
