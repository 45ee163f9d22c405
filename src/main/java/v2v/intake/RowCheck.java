package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Record.Unread;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Collectors;

/// Checks one row of a table: its cells, the file that it names, what it repeats, its sums and what
/// it says of the work.
final class RowCheck {
    private final Table.Row row;
    private final TableCheck.Sheet sheet;
    private final DeliveryCheck.Setting setting;
    private final Heads heads;
    private final FaultyColumn column;
    private final List<Finding> problems = new ArrayList<>();
    private final Set<String> told = new HashSet<>();
    private String path = "";
    private @Nullable String real;

    RowCheck(Table.Row row, TableCheck.Sheet sheet, DeliveryCheck.Setting setting) {
        this.row = row;
        this.sheet = sheet;
        this.setting = setting;
        this.heads = sheet.heads();
        this.column = new FaultyColumn(heads, row, sheet.source().name());
    }

    /// The file that the row means, as it is really called; null when there is none.
    @Nullable String real() {
        return real;
    }

    /// All that is wrong, for one cell; empty for nothing.
    String problems() {
        StringJoiner text = new StringJoiner(" | ");
        problems.forEach(p -> text.add(p.code() + ": " + p.message() + "; " + p.fix()));
        return text.toString();
    }

    void run() throws IOException {
        if (row.fault() != null) {
            block(
                    0,
                    Code.MANIFEST_UNREADABLE,
                    row.fault(),
                    "put the quotes right: a quote inside a cell is doubled");
            claimWhatItMayMean();
            return;
        }
        path = heads.cell(row, heads.file());
        cells();
        file();
        boolean astray = count();
        if (!heads.isRights()) {
            duplicates();
        }
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
                        Finding.warn(
                                Code.FORMULA,
                                "a spreadsheet runs this cell as a formula",
                                "begin it with another sign"));
            }
            if (i != heads.file() && Heads.hasControl(cell)) {
                block(
                        i + 1,
                        Code.MANIFEST_UNREADABLE,
                        "the cell holds a control character",
                        "save the table again as plain text");
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
        if (row.cells().size() == heads.count()) {
            return false;
        }
        String counted =
                "the row has %d cells and the table %d heads"
                        .formatted(row.cells().size(), heads.count());
        int extra = heads.tooMany(row);
        if (extra >= 0) {
            block(
                    extra + 1,
                    Code.MANIFEST_UNREADABLE,
                    counted,
                    "put quotes around the value that holds a delimiter");
        } else if (row.cells().size() < heads.count()) {
            add(
                    0,
                    Finding.warn(
                            Code.MANIFEST_UNREADABLE,
                            counted,
                            "look whether a delimiter is missing"));
        }
        return extra >= 0;
    }

    private void duplicates() {
        again(
                sheet.paths(),
                meant(),
                heads.file(),
                "row %d names the same file, or differs from it in case or accents only",
                "give each file one row and a name of its own");
        int id = heads.first(Word.IDENTIFIER);
        again(
                sheet.ids(),
                id < 0 ? "" : heads.cell(row, id),
                id,
                "row %d has the same identifier, or differs from it in case or accents only",
                "give each work an identifier of its own");
    }

    private void again(Seen seen, String name, int column, String message, String fix) {
        int before = name.isEmpty() ? 0 : seen.put(RowPath.fold(name), row.number());
        if (before > 0) {
            block(column + 1, Code.DUPLICATE_ID, message.formatted(before), fix);
        }
    }

    /// The file by its real name, or as the row has it.
    private String meant() {
        return real != null ? real : path;
    }

    private List<Checksum> sums() {
        List<Checksum> sums = new ArrayList<>();
        for (int i = 0; i < heads.over(row); i++) {
            Meaning meaning = heads.head(i).meaning();
            String cell = heads.cell(row, i);
            if (meaning == null || meaning.word() != Word.CHECKSUM || cell.isEmpty()) {
                continue;
            }
            String kind = meaning.detail();
            String field = Word.CHECKSUM.field() + (kind == null ? "" : "." + kind);
            String source = sheet.source().name();
            Optional<Checksum> sum =
                    Checksum.of(new Provenance(field, source, heads.where(row, i), cell));
            sum.ifPresent(sums::add);
            if (sum.isEmpty()) {
                block(
                        i + 1,
                        Code.CHECKSUM_MISMATCH,
                        "\"%s\" is no %s".formatted(cell, kind == null ? "sum" : kind + " sum"),
                        "write all its hexadecimal digits");
            }
        }
        return sums;
    }

    private void record() {
        Draft draft = new Draft();
        for (int i = 0; i < heads.over(row); i++) {
            if (heads.head(i).kind() == Heads.Kind.MEANT) {
                say(draft, i);
            }
        }
        try {
            if (heads.isRights()) {
                RightsRow.of(heads, row, sheet.source()).fill(draft);
            }
            for (RightsTable each : sheet.rights()) {
                each.say(draft, real != null ? real : RowPath.of(path, setting.base()).relative());
            }
            heads.constants(draft, sheet.source());
        } catch (Refusal refusal) {
            block(0, Code.RECORD_UNREADABLE, shortly(refusal), refusal.fix());
        }
        Record record = draft.record();
        for (Finding each : setting.review().of(record, meant())) {
            add(column.of(each, record), each);
        }
        record.unread().forEach(this::unread);
    }

    private void say(Draft draft, int column) {
        try {
            heads.say(draft, column, row, sheet.source());
        } catch (Refusal refusal) {
            Meaning meaning = heads.head(column).meaning();
            boolean day = meaning != null && meaning.word() == Word.EMBARGO;
            block(
                    column + 1,
                    day ? Code.DATE_NOT_EDTF : Code.RECORD_UNREADABLE,
                    shortly(refusal),
                    "write it as YYYY-MM-DD");
        }
    }

    /// Without the place, which the row and the column say.
    private static String shortly(Refusal refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.substring(message.indexOf("): ") < 0 ? 0 : message.indexOf("): ") + 3);
    }

    private void unread(Unread said) {
        int at = column.at(said.place());
        String value = "\"" + said.value() + "\"";
        switch (said.field()) {
            case "dates" ->
                    block(
                            at,
                            Code.DATE_NOT_EDTF,
                            "the date " + value + " is none, or could be two",
                            said.advice());
            case "languages" ->
                    block(
                            at,
                            Code.LANGUAGE_NOT_BCP47,
                            "no language is known as " + value,
                            said.advice());
            default ->
                    block(at, Code.RECORD_UNREADABLE, value + " is not understood", said.advice());
        }
    }

    private void compare(List<Checksum> sums) throws IOException {
        if (!setting.checksums()
                || real == null
                || problems.stream().anyMatch(RowCheck::isOfTheFile)) {
            return;
        }
        List<Checksum> all = new ArrayList<>(sums);
        all.addAll(setting.sums().getOrDefault(RowPath.fold(real), List.of()));
        if (all.isEmpty()) {
            return;
        }
        Path footage = setting.base().resolve(real);
        Set<Hash> kinds = all.stream().map(Checksum::hash).collect(Collectors.toSet());
        Fixity fixity = Fixity.of(footage, Files.size(footage), setting.progress(), kinds);
        fixity.differences(all).forEach(f -> add(column.at(f.place()), f));
    }

    private static boolean isOfTheFile(Finding finding) {
        return switch (finding.code()) {
            case FILE_MISSING, FILE_EMPTY, FILE_UNREADABLE, UNSAFE_PATH -> true;
            default -> false;
        };
    }

    private void block(int column, Code code, String message, String fix) {
        add(column, Finding.block(code, message, fix));
    }

    /// The same code about the same cell is one fault, whoever found it first.
    private void add(int column, Finding finding) {
        boolean again = !told.add(finding.code() + " " + column);
        if (finding.level() == Level.OFF || again) {
            return;
        }
        problems.add(finding);
        String head = column > 0 && column <= heads.count() ? heads.head(column - 1).name() : "";
        setting.findings()
                .add(new RowFinding(sheet.name(), row.number(), column, head, path, finding));
    }
}
