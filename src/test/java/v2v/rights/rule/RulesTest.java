package v2v.rights.rule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import v2v.item.Digest;
import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Json;
import v2v.item.Record;
import v2v.item.Refusal.Code;
import v2v.item.Tapes;
import v2v.item.Treatment;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Every rule, by the rows of `cases.txt`.
class RulesTest {
    private static final Licenses BOOK = Licenses.load();
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final List<Rule> RULES = Rules.all(false);

    /// @param level that the rule must give; OFF where it must be silent
    record Row(int line, Code code, Level level, String json, String sentence) {
        @Override
        public String toString() {
            return code + ", line " + line;
        }
    }

    /// What a row may have beside the fields of a record.
    record More(
            @Nullable String file,
            @Nullable Instant now,
            @Nullable List<String> acts,
            @Nullable List<Record.Provenance> embedded) {}

    static List<Row> rows() throws IOException {
        try (var in = RulesTest.class.getResourceAsStream("cases.txt")) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            List<Row> rows = new ArrayList<>();
            Code code = Code.LICENSE_MISSING;
            int number = 0;
            for (String line : text.lines().toList()) {
                number++;
                if (line.startsWith("== ")) {
                    code = Code.valueOf(line.substring(3));
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    rows.add(row(number, code, line));
                }
            }
            return rows;
        }
    }

    private static Row row(int number, Code code, String line) {
        Level level =
                switch (line.substring(0, 2)) {
                    case "x " -> Level.BLOCK;
                    case "~ " -> Level.WARN;
                    case ". " -> Level.OFF;
                    default -> throw new IllegalArgumentException(number + ": " + line);
                };
        String[] sides = line.substring(2).split(" => ", 2);
        assertEquals(level != Level.OFF, sides.length == 2, () -> number + ": " + line);
        return new Row(number, code, level, sides[0], sides.length == 2 ? sides[1] : "");
    }

    private static Case work(String json) {
        Record record = Json.read(json, Record.class);
        More more = Json.read(json, More.class);
        Instant now = more.now() == null ? NOW : more.now();
        String file = more.file() == null ? "/tapes/a.mxf" : more.file();
        return Case.of(record, file, inspection(record, more), now, BOOK);
    }

    private static Inspection inspection(Record record, More more) {
        Digest digest = new Digest("0123456789abcdef".repeat(4));
        Footage footage = Tapes.footage(digest, Path.of("/tapes/a.mxf"), record);
        List<Treatment.Act> acts = new ArrayList<>();
        acts.add(new Treatment.Act(Treatment.Nature.TECHNICAL, "access", "made smaller", "fits"));
        for (String act : Objects.requireNonNullElse(more.acts(), List.<String>of())) {
            acts.add(new Treatment.Act(Treatment.Nature.ADAPTIVE, "access", act, "asked for"));
        }
        return Tapes.inspected(
                footage,
                Duration.ofSeconds(1),
                new Treatment("access", List.copyOf(acts)),
                Objects.requireNonNullElse(more.embedded(), List.of()));
    }

    private static Rule rule(Code code) {
        return RULES.stream().filter(rule -> rule.code() == code).findFirst().orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachRow(Row row) {
        List<Finding> findings = rule(row.code()).check(work(row.json()));
        assertEquals(
                row.sentence(),
                findings.stream().map(Finding::message).collect(Collectors.joining(" + ")));
        for (Finding finding : findings) {
            assertEquals(row.level(), finding.level());
            assertEquals(row.code(), finding.code());
            assertFalse(finding.message().endsWith("."), finding.message());
            assertTrue(finding.fix().matches("[^A-Z].*[^.]"), finding.fix());
            assertTrue(finding.place() != null && !finding.place().isBlank(), finding.message());
        }
    }

    /// A rule without a row that trips it, or without one that just does not, is not proved.
    @Test
    void everyRuleHasItsTable() throws IOException {
        Set<Code> tripped = EnumSet.noneOf(Code.class);
        Set<Code> silent = EnumSet.noneOf(Code.class);
        rows().forEach(row -> (row.level() == Level.OFF ? silent : tripped).add(row.code()));
        Set<Code> there = RULES.stream().map(Rule::code).collect(Collectors.toSet());
        assertEquals(new TreeSet<>(there), new TreeSet<>(tripped), "rows that trip");
        assertEquals(new TreeSet<>(there), new TreeSet<>(silent), "rows that do not");
    }

    @Test
    void everyRuleIsAsked() {
        Set<String> written =
                new ClassFileImporter()
                        .importPackages("v2v.rights.rule").stream()
                                .filter(c -> c.isAssignableTo(Rule.class) && !c.isInterface())
                                .map(JavaClass::getSimpleName)
                                .collect(Collectors.toCollection(TreeSet::new));
        List<String> asked = RULES.stream().map(rule -> rule.getClass().getSimpleName()).toList();
        assertTrue(written.size() > 30, () -> written.toString());
        assertEquals(written, new TreeSet<>(asked));
        assertEquals(written.size(), asked.size(), "one class, one rule");
        assertEquals(
                RULES.size(), RULES.stream().map(Rule::code).distinct().count(), "one code each");
    }

    /// What is shown of a rule has its place in a document, where there is one.
    @Test
    void aFindingSaysWhereItWasRead() {
        String json =
                """
                {"rights":{"territory":"DE"},"provenance":[{"field":"rights.territory",
                 "source":"a.csv","place":"line 2, column 4 (Gebiet)","value":"DE"}]}
                """;
        assertEquals(
                "a.csv, line 2, column 4 (Gebiet)",
                new TerritoryLimited().check(work(json)).getFirst().place());
        assertEquals(
                "rights.territory",
                new TerritoryLimited()
                        .check(work("{\"rights\":{\"territory\":\"DE\"}}"))
                        .getFirst()
                        .place());
    }

    @Test
    void pendingMusicHasMoreThanOneWayOut() {
        String json =
                """
                {"clearances":[{"kind":"music","status":"pending","startMillis":723000,
                 "endMillis":790000},{"kind":"music"},{"kind":"script"}]}
                """;
        assertEquals(
                List.of(
                        "clear it, write status cleared into the record, then order it again; or"
                                + " order a copy with 0:12:03–0:13:10 muted, or one with"
                                + " 0:12:03–0:13:10 cut out; or hold the work until it is cleared",
                        "clear it, write status cleared into the record, then order it again; or"
                                + " order a copy with the music muted, or one with the music cut"
                                + " out; or hold the work until it is cleared",
                        "clear it, write status cleared into the record, then order it again"),
                new ClearancePending().check(work(json)).stream().map(Finding::fix).toList());
    }

    @Test
    void aHouseMayAcceptThatThereIsNoCopyright() {
        RightsStatement accepting = new RightsStatement(true);
        String beside =
                "{\"rights\":{\"license\":\"CC0\",\"rightsStatement\":"
                        + "\"http://rightsstatements.org/vocab/%s/1.0/\"}}";
        assertEquals(List.of(), accepting.check(work(beside.formatted("NoC-US"))));
        assertEquals(1, accepting.check(work(beside.formatted("InC"))).size());
    }
}
