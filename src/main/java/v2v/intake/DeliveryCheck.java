package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
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

    /// What all parts of one check have in common.
    ///
    /// @param base the folder that the delivery is
    /// @param claimed the files that rows name
    /// @param sums from lists, by folded path of their file
    /// @param checksums whether they are compared
    record Setting(
            Path base,
            Mapping mapping,
            Review review,
            Function<String, Optional<String>> licenses,
            Findings findings,
            NamedFile files,
            Seen claimed,
            Map<String, List<Checksum>> sums,
            boolean checksums,
            Progress progress) {
        /// A file as the delivery names it.
        String name(Path file) {
            return base.relativize(file).toString();
        }
    }

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
        List<Path> tables = folder ? tables(base) : one(target);
        Findings findings = new Findings(reader);
        NamedFile files = new NamedFile(base, clock.instant(), settings.settle());
        Setting setting =
                new Setting(
                        base,
                        mapping,
                        review,
                        licenses,
                        findings,
                        files,
                        new Seen(),
                        DeliveredSums.of(base, what.checksums(), findings),
                        what.checksums(),
                        progress);
        return new Run(setting, what.corrected()).through(tables);
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
        private final Setting setting;
        private final Findings findings;
        private final @Nullable Path copy;
        private final Map<String, String> read = new LinkedHashMap<>();
        private long rows;
        private long normalised;
        private @Nullable Path corrected;

        Run(Setting setting, @Nullable Path copy) {
            this.setting = setting;
            this.findings = setting.findings();
            this.copy = copy;
        }

        Diagnosis through(List<Path> tables) throws IOException {
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
            Unnamed rest = new Unnamed(setting, tables.isEmpty(), settings.profile());
            rest.look();
            for (String file : setting.files().grown()) {
                findings.add(
                        "",
                        file,
                        Finding.block(
                                Code.FILE_STILL_GROWING,
                                "the file changed while the delivery was checked",
                                "check again when the copy is complete"));
            }
            return new Diagnosis(
                    Map.copyOf(read),
                    rows + rest.records(),
                    rest.footage(),
                    findings.blocks(),
                    findings.warnings(),
                    findings.counts(),
                    normalised,
                    corrected);
        }

        private List<RightsTable> rights(List<Path> tables) throws IOException {
            Findings told = tables.size() > 1 ? findings : new Findings(f -> {});
            List<RightsTable> rights = new ArrayList<>();
            for (Path table : tables) {
                try {
                    RightsTable.read(table, mapping, setting.name(table), told)
                            .ifPresent(rights::add);
                } catch (Refusal unreadable) {
                    // it is told when the table is read in its turn
                }
            }
            return rights;
        }

        private void check(Path table, List<RightsTable> rights, boolean first) throws IOException {
            TableCheck check = new TableCheck(table, rights, setting);
            try {
                check.run(first ? copy : null);
                corrected = first ? copy : corrected;
            } catch (Refusal unreadable) {
                findings.add(setting.name(table), unreadable);
            }
            read.put(setting.name(table), check.written());
            rows += check.rows();
            normalised += check.normalised();
        }
    }
}
