package v2v.cli;

import v2v.intake.Diagnosis;
import v2v.intake.RowFinding;
import v2v.item.Finding;
import v2v.item.Refusal.Code;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What is wrong with a delivery: for programs each finding as it comes, for people by kind, with
/// the first places of each and what to do.
final class DeliveryReport {
    private static final int PLACES = 5;
    private static final int FIXES = 3;
    private static final int LONGEST = 120;

    private record Kind(Finding.Level level, Code code) {}

    private static final class Group {
        private long count;
        private final List<String> tables = new ArrayList<>();
        private final List<String> places = new ArrayList<>();
        private final Set<String> fixes = new LinkedHashSet<>();
    }

    private final Say say;
    private final Map<Kind, Group> groups =
            new TreeMap<>(Comparator.comparing(Kind::level).thenComparing(Kind::code));

    DeliveryReport(Say say) {
        this.say = say;
    }

    void take(RowFinding found) {
        Finding finding = found.finding();
        if (say.json()) {
            say.object(
                    "finding",
                    "table",
                    found.table().isEmpty() ? null : found.table(),
                    "row",
                    found.row() == 0 ? null : found.row(),
                    "column",
                    found.column() == 0 ? null : found.column(),
                    "head",
                    found.head().isEmpty() ? null : found.head(),
                    "file",
                    found.file().isEmpty() ? null : found.file(),
                    "level",
                    finding.level().name().toLowerCase(java.util.Locale.ROOT),
                    "code",
                    finding.code().name(),
                    "message",
                    finding.message(),
                    "fix",
                    finding.fix());
            return;
        }
        Group group =
                groups.computeIfAbsent(new Kind(finding.level(), finding.code()), k -> new Group());
        group.count++;
        // what ends a whole table must not be one of "and 96 more" rows
        List<String> places = found.row() == 0 ? group.tables : group.places;
        if (places.size() < PLACES) {
            places.add(place(found));
        }
        if (group.fixes.size() < FIXES) {
            group.fixes.add(finding.fix());
        }
    }

    private static String place(RowFinding found) {
        StringBuilder text = new StringBuilder(found.table());
        if (found.row() > 0) {
            text.append(" row ").append(found.row());
        }
        if (found.column() > 0) {
            text.append(", column ").append(found.column());
            text.append(found.head().isEmpty() ? "" : " (" + shortly(found.head()) + ")");
        }
        if (!found.file().isEmpty()) {
            text.append(text.isEmpty() ? "" : ", ").append(shortly(found.file()));
        }
        return Screen.plain(text + ": " + found.finding().message()).strip();
    }

    private static String shortly(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST) + "…";
    }

    void end(Diagnosis diagnosis) {
        if (say.json()) {
            say.object(
                    "summary",
                    "good",
                    diagnosis.good(),
                    "tables",
                    diagnosis.tables(),
                    "rows",
                    diagnosis.rows(),
                    "files",
                    diagnosis.files(),
                    "blocks",
                    diagnosis.blocks(),
                    "warnings",
                    diagnosis.warnings(),
                    "codes",
                    new TreeMap<>(diagnosis.counts()),
                    "corrected",
                    diagnosis.corrected(),
                    "normalised",
                    diagnosis.corrected() == null ? null : diagnosis.normalised());
            return;
        }
        groups.forEach(this::tell);
        diagnosis
                .tables()
                .forEach((table, written) ->
                        say.line(
                                "read     "
                                        + Screen.plain(
                                                table
                                                        + ", "
                                                        + (written.isEmpty()
                                                                ? "not a table"
                                                                : written))));
        say.line(
                "checked  %d rows, %d files: %s"
                        .formatted(
                                diagnosis.rows(),
                                diagnosis.files(),
                                diagnosis.blocks() == 0 && diagnosis.warnings() == 0
                                        ? "all good"
                                        : "%d faults that stop it, %d warnings"
                                                .formatted(
                                                        diagnosis.blocks(), diagnosis.warnings())));
        if (diagnosis.corrected() != null) {
            say.line(
                    "copy     %s, %d cells written as everybody writes them"
                            .formatted(
                                    Screen.plain(diagnosis.corrected().toString()),
                                    diagnosis.normalised()));
        }
    }

    private void tell(Kind kind, Group group) {
        String word =
                switch (kind.level()) {
                    case BLOCK -> "stops";
                    case WARN -> "warns";
                    case OFF -> "off";
                };
        say.line("%-8s %s  %d".formatted(word, kind.code(), group.count));
        group.tables.forEach(p -> say.line("         " + p));
        group.places.forEach(p -> say.line("         " + p));
        long more = group.count - group.tables.size() - group.places.size();
        if (more > 0) {
            say.line("         … and %d more".formatted(more));
        }
        group.fixes.forEach(f -> say.line("         to do: " + f));
    }
}
