package v2v.intake;

import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Record.ThirdParty;

import java.time.DateTimeException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// One row of Archivematica's `rights.csv`: a basis, and one act that it grants or not. A work has
/// several; whatever one of them forbids holds.
final class RightsRow {
    private static final Set<String> COLUMNS =
            Set.of(
                    "basis",
                    "status",
                    "determinationdate",
                    "jurisdiction",
                    "startdate",
                    "enddate",
                    "terms",
                    "citation",
                    "note",
                    "grantact",
                    "grantrestriction",
                    "grantstartdate",
                    "grantenddate",
                    "grantnote",
                    "docidtype",
                    "docidvalue",
                    "docidrole");

    private static final Pattern NO_END = Pattern.compile("(?i)open|none|never");

    /// Acts that a publication has nothing to do with.
    private static final Set<String> INSIDE = Set.of("delete");

    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> places = new HashMap<>();
    private final SourceText source;

    private RightsRow(SourceText source) {
        this.source = source;
    }

    static boolean has(String head) {
        return COLUMNS.contains(Words.plain(head));
    }

    static RightsRow of(Heads heads, Table.Row row, SourceText source) {
        RightsRow rights = new RightsRow(source);
        for (int i = 0; i < heads.over(row); i++) {
            String name = Words.plain(heads.head(i).name());
            String value = heads.cell(row, i);
            if (COLUMNS.contains(name) && !value.isEmpty()) {
                rights.values.put(name, value);
                rights.places.put(name, heads.where(row, i));
            }
        }
        return rights;
    }

    private String value(String column) {
        return values.getOrDefault(column, "");
    }

    private String word(String column) {
        return value(column).toLowerCase(Locale.ROOT);
    }

    void fill(Draft draft) {
        switch (word("basis")) {
            case "license", "licence" -> license(draft);
            case "copyright" -> copyright(draft);
            // a law, a gift, a rule of the house, and whatever else it may be called
            default -> {
                limit(draft);
                if (value("grantact").isEmpty()) {
                    party(draft, word("basis") + " basis", "unknown");
                }
            }
        }
        grant(draft);
        values.forEach((column, said) -> prove(draft, "clearances", column, said));
    }

    private void license(Draft draft) {
        say(draft, Word.LICENSE, "terms");
        limit(draft);
    }

    /// That a work is in copyright forbids nothing to whom its holder gave a licence; that nobody
    /// knows does. Out of copyright it is where that was found out.
    private void copyright(Draft draft) {
        switch (word("status").replaceAll("[^a-z]", "")) {
            case "copyrighted" -> end(draft, "enddate");
            case "publicdomain" -> {
                StringJoiner basis = new StringJoiner(", ");
                for (String each : List.of("status", "jurisdiction", "determinationdate", "note")) {
                    if (!value(each).isEmpty()) {
                        basis.add(value(each));
                    }
                }
                draft.say(said(Word.PD_BASIS, "status"), basis.toString());
                limit(draft);
            }
            default -> {
                limit(draft);
                party(draft, "copyright", "unknown");
            }
        }
    }

    private void limit(Draft draft) {
        say(draft, Word.TERRITORY, "jurisdiction");
        begin(draft, "startdate");
        end(draft, "enddate");
    }

    private void grant(Draft draft) {
        String act = word("grantact");
        String restriction = word("grantrestriction");
        if ((act.isEmpty() && restriction.isEmpty()) || INSIDE.contains(act)) {
            return;
        }
        String kind = act.isEmpty() ? "use" : "right to " + act;
        switch (restriction) {
            case "allow" -> {
                party(draft, kind, "cleared");
                begin(draft, "grantstartdate");
                end(draft, "grantenddate");
            }
            case "disallow" -> {
                if (!untilThen(draft)) {
                    party(draft, kind, "refused");
                }
            }
            case "conditional" -> party(draft, kind, "pending");
            default -> party(draft, kind, "unknown");
        }
    }

    /// What is forbidden up to a day is an embargo. Up to no day, or to one that is not certain, it
    /// is forbidden.
    private boolean untilThen(Draft draft) {
        try {
            Edtf.embargo(value("grantenddate"));
        } catch (DateTimeException e) {
            return false;
        }
        say(draft, Word.EMBARGO, "grantenddate");
        return true;
    }

    /// What is allowed from a day on is not allowed before.
    private void begin(Draft draft, String column) {
        if (!value(column).isEmpty() && !NO_END.matcher(value(column)).matches()) {
            Edtf.of(value(column))
                    .filter(d -> d.matches("\\d{4}-\\d\\d-\\d\\d"))
                    .ifPresentOrElse(
                            day -> say(draft, Word.EMBARGO, column), () -> yearly(draft, column));
        }
    }

    /// `1987` or `1987-05` begins with its last day, to be safe; what is no date is a refusal.
    private void yearly(Draft draft, String column) {
        String date = Edtf.of(value(column)).orElse("");
        String day =
                date.matches("\\d{4}")
                        ? date + "-12-31"
                        : date.matches("\\d{4}-\\d\\d") ? date + "-28" : value(column);
        draft.say(said(Word.EMBARGO, column), day);
    }

    private void end(Draft draft, String column) {
        if (!NO_END.matcher(value(column)).matches()) {
            say(draft, Word.EXPIRES, column);
        }
    }

    private void party(Draft draft, String kind, String status) {
        String note = values.getOrDefault("grantnote", values.get("note"));
        String paper =
                (value("docidtype") + " " + value("docidvalue") + " " + value("citation")).strip();
        draft.clearance(
                new ThirdParty(
                        kind.strip(),
                        status,
                        null,
                        null,
                        null,
                        null,
                        note,
                        paper.isEmpty() ? null : paper));
    }

    private void say(Draft draft, Word word, String column) {
        if (!value(column).isEmpty()) {
            draft.say(said(word, column));
        }
    }

    private Said said(Word word, String column) {
        return new Said(
                new Meaning(word, null, null),
                value(column),
                source,
                places.getOrDefault(column, ""));
    }

    private void prove(Draft draft, String field, String column, String said) {
        draft.take(
                Record.EMPTY.withProvenance(
                        List.of(new Provenance(field, source.name(), places.get(column), said))));
    }
}
