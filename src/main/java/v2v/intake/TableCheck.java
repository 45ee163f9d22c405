package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Record.Unread;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Goes through one table, row by row.
final class TableCheck {
    /// What all tables of a delivery have in common.
    record Setting(
            Path base,
            Mapping mapping,
            Review review,
            Function<String, Optional<String>> licenses,
            NamedFile files,
            Seen claimed,
            Map<String, List<Checksum>> sums,
            List<RightsTable> rights,
            boolean checksums,
            Progress progress) {}

    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+).*");
    private static final Pattern LIST = Pattern.compile("[;|,]");
    private static final int REPORT_EVERY = 1_000;
    private static final int MOST_KNOWN = 1_000;

    /// The word that a rule's code is about, where it names no place.
    private static final Map<Code, Word> ABOUT = about();

    private final Path file;
    private final String name;
    private final Setting setting;
    private final Findings findings;
    private final Map<String, String> known = new HashMap<>();
    private final Seen ids = new Seen();
    private final Seen paths = new Seen();
    private Heads heads = new Heads(List.of(), Mapping.NONE);
    private long[] unknown = new long[0];
    private String written = "";
    private long rows;
    private long normalised;

    TableCheck(Path file, String name, Setting setting, Findings findings) {
        this.file = file;
        this.name = name;
        this.setting = setting;
        this.findings = findings;
    }

    private static Map<Code, Word> about() {
        Map<Code, Word> about = new EnumMap<>(Code.class);
        for (Code code : Code.values()) {
            if (code.name().startsWith("LICENSE_")) {
                about.put(code, Word.LICENSE);
            }
        }
        about.put(Code.RIGHTS_STATEMENT_IS_NOT_A_LICENSE, Word.LICENSE);
        about.put(Code.NOT_FREE_CULTURAL, Word.LICENSE);
        about.put(Code.CC0_BY_NON_HOLDER, Word.ROLE);
        about.put(Code.ROLE_MISSING, Word.ROLE);
        about.put(Code.PDM_WITHOUT_BASIS, Word.PD_BASIS);
        about.put(Code.ATTRIBUTION_MISSING, Word.ATTRIBUTION);
        about.put(Code.TITLE_REQUIRED_BY_LICENSE, Word.TITLE);
        about.put(Code.TITLE_MISSING, Word.TITLE);
        about.put(Code.DESCRIPTION_MISSING, Word.DESCRIPTION);
        about.put(Code.LANGUAGE_MISSING, Word.LANGUAGE);
        about.put(Code.LANGUAGE_NOT_BCP47, Word.LANGUAGE);
        about.put(Code.DATE_MISSING, Word.DATE);
        about.put(Code.DATE_NOT_EDTF, Word.DATE);
        about.put(Code.DATE_IMPLAUSIBLE, Word.DATE);
        about.put(Code.TERRITORY_LIMITED, Word.TERRITORY);
        about.put(Code.LICENSE_EXPIRES, Word.EXPIRES);
        about.put(Code.EMBARGO_ACTIVE, Word.EMBARGO);
        about.put(Code.CLEARANCE_PENDING, Word.THIRD_PARTY);
        about.put(Code.CLEARANCE_REFUSED, Word.THIRD_PARTY);
        about.put(Code.CONSENT_MISSING, Word.THIRD_PARTY);
        about.put(Code.MUSIC_ND_SYNC, Word.THIRD_PARTY);
        about.put(Code.THIRD_PARTY_UNDECLARED, Word.THIRD_PARTY);
        about.put(Code.ACCESS_RESTRICTION_ON_CC, Word.ACCESS);
        about.put(Code.NEVER_PUBLISHED_UNCONFIRMED, Word.PUBLICATION);
        return about;
    }

    long rows() {
        return rows;
    }

    long normalised() {
        return normalised;
    }

    /// How the table is written; empty when that could not be found out.
    String written() {
        return written;
    }

    /// Reads it to its end.
    ///
    /// @param corrected where the copy for the vendor goes; null for none
    /// @throws Refusal when the table, or the rest of it, can not be read
    void run(@Nullable Path corrected) throws IOException {
        try (Table table = Table.open(file, setting.mapping())) {
            written = table.written();
            heads = new Heads(table.heads().cells(), setting.mapping());
            unknown = new long[heads.count()];
            if (heads.file() < 0) {
                throw Table.fault(
                        file,
                        "no column says which file a row is about, read as " + written,
                        "add a column \"filename\"");
            }
            mixed(table.lettering());
            if (corrected == null) {
                rows(table, null);
            } else {
                try (CorrectedCopy copy = new CorrectedCopy(corrected, table)) {
                    rows(table, copy);
                    copy.finish();
                }
            }
        } finally {
            columns();
        }
    }

    private void mixed(Lettering lettering) {
        if (lettering.stray() > 0) {
            findings.block(
                    name,
                    "",
                    Code.MANIFEST_UNREADABLE,
                    "line %d is not UTF-8, and other lines are: the table was glued together from two"
                            .formatted(lettering.stray()),
                    "save it again as UTF-8, and look at the letters with accents");
        }
    }

    private void rows(Table table, @Nullable CorrectedCopy copy) throws IOException {
        for (Table.Row row = table.next(); row != null; row = table.next()) {
            if (row.blank()) {
                if (copy != null) {
                    copy.blank(row);
                }
                continue;
            }
            rows++;
            if (rows % REPORT_EVERY == 0) {
                setting.progress().at("Checking row " + rows, -1, 0);
            }
            One one = new One(row);
            one.check();
            if (copy != null) {
                copy.write(row, one.corrected(), one.problems());
            }
        }
    }

    /// A fault of a whole column is said once.
    private void columns() {
        for (int i = 0; i < unknown.length; i++) {
            boolean restricts = heads.head(i).kind() == Heads.Kind.MAY_RESTRICT;
            if (unknown[i] > 0) {
                Finding finding =
                        new Finding(
                                restricts ? Level.BLOCK : Level.WARN,
                                Code.COLUMN_UNKNOWN,
                                "nobody knows what the column means, and %d rows have a value in it%s"
                                        .formatted(
                                                unknown[i],
                                                restricts ? " that may forbid the release" : ""),
                                "give it another head, or say in a mapping what it means, or to"
                                        + " ignore it",
                                null);
                findings.add(new RowFinding(name, 0, i + 1, heads.head(i).name(), "", finding));
            }
        }
    }

    /// One row.
    private final class One {
        private final Table.Row row;
        private final List<Finding> problems = new ArrayList<>();
        private final Set<String> told = new HashSet<>();
        private final SourceText source = new SourceText(file, "");
        private String path = "";
        private @Nullable String real;

        One(Table.Row row) {
            this.row = row;
        }

        void check() throws IOException {
            if (row.fault() != null) {
                add(
                        0,
                        block(
                                Code.MANIFEST_UNREADABLE,
                                row.fault(),
                                "put the quotes right: a quote inside a cell is doubled"));
                claimWhatItMayMean();
                return;
            }
            path = heads.cell(row, heads.file());
            cells();
            file();
            boolean astray = count();
            duplicates();
            if (!astray) {
                List<Checksum> sums = sums();
                record();
                compare(sums);
            }
        }

        /// The file of a row with broken quotes is not one that nobody named.
        private void claimWhatItMayMean() throws IOException {
            if (heads.file() == 0) {
                String first = row.text().split("[,;\t|]", 2)[0].replace("\"", "").strip();
                claim(setting.files().look(first).relative());
            }
        }

        private void claim(@Nullable String relative) {
            if (relative != null && !relative.isEmpty()) {
                setting.claimed().put(relative, row.number());
            }
        }

        private void cells() {
            for (int i = 0; i < row.cells().size(); i++) {
                String cell = row.cells().get(i);
                boolean own = i < heads.count() && heads.head(i).name().equals(Heads.PROBLEM);
                if (!own && Heads.isFormula(cell)) {
                    add(
                            i + 1,
                            new Finding(
                                    Level.WARN,
                                    Code.FORMULA,
                                    "a spreadsheet runs this cell as a formula",
                                    "begin it with another sign",
                                    null));
                }
                if (i != heads.file() && hasControl(cell)) {
                    add(
                            i + 1,
                            block(
                                    Code.MANIFEST_UNREADABLE,
                                    "the cell holds a control character",
                                    "save the table again as plain text"));
                }
                if (i < heads.count() && !cell.isBlank()) {
                    switch (heads.head(i).kind()) {
                        case UNKNOWN, MAY_RESTRICT -> unknown[i]++;
                        case MEANT, LEFT -> {}
                    }
                }
            }
        }

        private void file() throws IOException {
            NamedFile.Found found = setting.files().look(path);
            real = found.relative();
            if (found.finding() != null) {
                add(heads.file() + 1, found.finding());
            }
            claim(real);
        }

        /// Whether its values may stand under the wrong heads.
        private boolean count() {
            int extra = heads.tooMany(row);
            if (extra >= 0) {
                add(
                        extra + 1,
                        block(
                                Code.MANIFEST_UNREADABLE,
                                "the row has %d cells and the table %d heads"
                                        .formatted(row.cells().size(), heads.count()),
                                "put quotes around the value that holds a delimiter"));
            } else if (row.cells().size() < heads.count()) {
                add(
                        0,
                        new Finding(
                                Level.WARN,
                                Code.MANIFEST_UNREADABLE,
                                "the row has %d cells and the table %d heads"
                                        .formatted(row.cells().size(), heads.count()),
                                "look whether a delimiter is missing",
                                null));
            }
            return extra >= 0;
        }

        private void duplicates() {
            if (heads.isRights()) {
                return;
            }
            String relative = real != null ? real : path;
            if (!relative.isEmpty()) {
                int before = paths.put(RowPath.fold(relative), row.number());
                if (before > 0) {
                    add(
                            heads.file() + 1,
                            block(
                                    Code.DUPLICATE_ID,
                                    "row %d names the same file, or differs from it in case or accents only"
                                            .formatted(before),
                                    "give each file one row and a name of its own"));
                }
            }
            int column = heads.first(Word.IDENTIFIER);
            String id = column < 0 ? "" : heads.cell(row, column);
            int before = id.isEmpty() ? 0 : ids.put(RowPath.fold(id), row.number());
            if (before > 0) {
                add(
                        column + 1,
                        block(
                                Code.DUPLICATE_ID,
                                "row %d has the same identifier, or differs from it in case or accents only"
                                        .formatted(before),
                                "give each work an identifier of its own"));
            }
        }

        private List<Checksum> sums() {
            List<Checksum> sums = new ArrayList<>();
            for (int i = 0; i < Math.min(heads.count(), row.cells().size()); i++) {
                Meaning meaning = heads.head(i).meaning();
                String cell = heads.cell(row, i);
                if (meaning == null || meaning.word() != Word.CHECKSUM || cell.isEmpty()) {
                    continue;
                }
                String field =
                        Word.CHECKSUM.field()
                                + (meaning.detail() == null ? "" : "." + meaning.detail());
                Optional<Checksum> sum =
                        Checksum.of(
                                new Provenance(field, source.name(), heads.where(row, i), cell));
                if (sum.isPresent()) {
                    sums.add(sum.get());
                } else {
                    add(
                            i + 1,
                            block(
                                    Code.CHECKSUM_MISMATCH,
                                    "\"%s\" is no %s"
                                            .formatted(
                                                    cell,
                                                    meaning.detail() == null
                                                            ? "sum"
                                                            : meaning.detail() + " sum"),
                                    "write all its hexadecimal digits"));
                }
            }
            return sums;
        }

        private void record() {
            Draft draft = new Draft();
            for (int i = 0; i < Math.min(heads.count(), row.cells().size()); i++) {
                if (heads.head(i).kind() == Heads.Kind.MEANT) {
                    say(draft, i);
                }
            }
            try {
                if (heads.isRights()) {
                    RightsRow.of(heads, row, source).fill(draft);
                }
                for (RightsTable each : setting.rights()) {
                    each.say(
                            draft,
                            real != null ? real : RowPath.of(path, setting.base()).relative());
                }
                heads.constants(draft, source);
            } catch (Refusal refusal) {
                add(0, block(Code.RECORD_UNREADABLE, shortly(refusal), refusal.fix()));
            }
            Record record = draft.record();
            for (Finding each : setting.review().of(record, real != null ? real : path)) {
                add(column(each, record), each);
            }
            record.unread().forEach(this::unread);
        }

        private void say(Draft draft, int column) {
            try {
                heads.say(draft, column, row, source);
            } catch (Refusal refusal) {
                Meaning meaning = heads.head(column).meaning();
                boolean day = meaning != null && meaning.word() == Word.EMBARGO;
                add(
                        column + 1,
                        block(
                                day ? Code.DATE_NOT_EDTF : Code.RECORD_UNREADABLE,
                                shortly(refusal),
                                "write it as YYYY-MM-DD"));
            }
        }

        /// Without the place, which the row and the column say.
        private static String shortly(Refusal refusal) {
            String message = String.valueOf(refusal.getMessage());
            return message.substring(message.indexOf("): ") < 0 ? 0 : message.indexOf("): ") + 3);
        }

        private void unread(Unread said) {
            Code code =
                    switch (said.field()) {
                        case "dates" -> Code.DATE_NOT_EDTF;
                        case "languages" -> Code.LANGUAGE_NOT_BCP47;
                        default -> Code.RECORD_UNREADABLE;
                    };
            String what =
                    switch (code) {
                        case DATE_NOT_EDTF -> "the date \"%s\" is none, or could be two";
                        case LANGUAGE_NOT_BCP47 -> "no language is known as \"%s\"";
                        default -> "\"%s\" is not understood";
                    };
            add(place(said.place()), block(code, what.formatted(said.value()), said.advice()));
        }

        private int column(Finding finding, Record record) {
            int said = place(finding.place());
            if (said > 0) {
                return said;
            }
            Word word = ABOUT.get(finding.code());
            String field =
                    finding.place() != null ? finding.place() : word == null ? "" : word.field();
            int proved =
                    record.provenance().stream()
                            .filter(p ->
                                    p.field().equals(field) && p.source().equals(source.name()))
                            .mapToInt(p -> place(p.place()))
                            .filter(p -> p > 0)
                            .reduce(0, (first, next) -> next);
            return proved > 0 || word == null ? proved : heads.first(word) + 1;
        }

        /// The column, when the place is one of this row.
        private int place(@Nullable String place) {
            Matcher parts = PLACE.matcher(place == null ? "" : place);
            return parts.matches() && Long.parseLong(parts.group(1)) == row.line()
                    ? Integer.parseInt(parts.group(2))
                    : 0;
        }

        private void compare(List<Checksum> sums) throws IOException {
            if (!setting.checksums()
                    || real == null
                    || problems.stream().anyMatch(TableCheck::isOfTheFile)) {
                return;
            }
            List<Checksum> all = new ArrayList<>(sums);
            all.addAll(setting.sums().getOrDefault(RowPath.fold(real), List.of()));
            if (all.isEmpty()) {
                return;
            }
            Path footage = setting.base().resolve(real);
            Set<Hash> kinds = all.stream().map(Checksum::hash).collect(Collectors.toSet());
            Fixity fixity =
                    Fixity.of(
                            footage, java.nio.file.Files.size(footage), setting.progress(), kinds);
            fixity.differences(all).forEach(f -> add(place(f.place()), f));
        }

        private static Finding block(Code code, String message, String fix) {
            return new Finding(Level.BLOCK, code, message, fix, null);
        }

        /// The same code about the same cell is one fault, whoever found it first.
        private void add(int column, Finding finding) {
            boolean again = !told.add(finding.code() + " " + column);
            if (finding.level() == Level.OFF || again) {
                return;
            }
            problems.add(finding);
            String head =
                    column > 0 && column <= heads.count() ? heads.head(column - 1).name() : "";
            findings.add(new RowFinding(name, row.number(), column, head, path, finding));
        }

        String problems() {
            StringJoiner text = new StringJoiner(" | ");
            problems.forEach(p -> text.add(p.code() + ": " + p.message() + "; " + p.fix()));
            return text.toString();
        }

        List<String> corrected() {
            if (row.fault() != null) {
                return row.cells();
            }
            List<String> cells = new ArrayList<>(row.cells());
            for (int i = 0; i < Math.min(heads.count(), cells.size()); i++) {
                String better = better(i, cells.get(i));
                if (!better.equals(cells.get(i).strip())) {
                    cells.set(i, better);
                    normalised++;
                }
            }
            for (int i = 0; i < cells.size(); i++) {
                if (Heads.isFormula(cells.get(i))) {
                    cells.set(i, "'" + cells.get(i));
                }
            }
            return cells;
        }

        /// The same value as everybody writes it, where it means one thing only.
        private String better(int column, String raw) {
            Meaning meaning = heads.head(column).meaning();
            String cell = raw.strip();
            if (meaning == null || cell.isEmpty()) {
                return cell;
            }
            return switch (meaning.word()) {
                case FILE ->
                        real != null && RowPath.of(cell, setting.base()).unsafe() == null
                                ? real
                                : cell;
                case LICENSE -> license(cell);
                case DATE, EMBARGO -> Edtf.of(setting.mapping().read(meaning, cell)).orElse(cell);
                case LANGUAGE -> languages(cell);
                default -> cell;
            };
        }

        private static String languages(String cell) {
            StringJoiner tags = new StringJoiner("; ");
            for (String each : LIST.split(cell, -1)) {
                Optional<String> tag = Languages.tag(each);
                if (tag.isEmpty()) {
                    return cell;
                }
                tags.add(tag.get());
            }
            return tags.toString();
        }
    }

    private static boolean hasControl(String cell) {
        // no stream: it is asked of every cell
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                return true;
            }
        }
        return false;
    }

    /// A sheet says the same in every row.
    private String license(String cell) {
        if (known.size() > MOST_KNOWN) {
            known.clear();
        }
        return known.computeIfAbsent(cell, c -> setting.licenses().apply(c).orElse(c));
    }

    private static boolean isOfTheFile(Finding finding) {
        return switch (finding.code()) {
            case FILE_MISSING, FILE_EMPTY, FILE_UNREADABLE, UNSAFE_PATH -> true;
            default -> false;
        };
    }
}
