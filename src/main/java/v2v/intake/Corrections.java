package v2v.intake;

import org.jspecify.annotations.Nullable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/// What the corrected copy of a table writes in another way: values that mean one thing only as
/// everybody writes them, and formulas so that no spreadsheet runs them.
final class Corrections {
    private static final Pattern LIST = Pattern.compile("[;|,]");
    private static final int MOST_KNOWN = 1_000;

    private final DeliveryCheck.Setting setting;
    private final Map<String, String> licenses = new HashMap<>();
    private long normalised;

    Corrections(DeliveryCheck.Setting setting) {
        this.setting = setting;
    }

    /// How many cells were written as everybody writes them.
    long normalised() {
        return normalised;
    }

    /// The cells of a row as they should be.
    ///
    /// @param real the file that the row means, as it is really called; null when there is none
    List<String> of(Heads heads, Table.Row row, @Nullable String real) {
        if (row.fault() != null) {
            return row.cells();
        }
        List<String> cells = new ArrayList<>(row.cells());
        for (int i = 0; i < heads.over(row); i++) {
            String better = better(heads.head(i).meaning(), cells.get(i).strip(), real);
            if (!better.equals(cells.get(i).strip())) {
                cells.set(i, better);
                normalised++;
            }
        }
        cells.replaceAll(cell -> Heads.isFormula(cell) ? "'" + cell : cell);
        return cells;
    }

    private String better(@Nullable Meaning meaning, String cell, @Nullable String real) {
        if (meaning == null || cell.isEmpty()) {
            return cell;
        }
        return switch (meaning.word()) {
            case FILE ->
                    real != null && RowPath.of(cell, setting.base()).unsafe() == null ? real : cell;
            case LICENSE -> license(cell);
            case DATE, EMBARGO -> Edtf.of(setting.mapping().read(meaning, cell)).orElse(cell);
            case LANGUAGE -> languages(cell);
            default -> cell;
        };
    }

    /// A sheet says the same in every row.
    private String license(String cell) {
        if (licenses.size() > MOST_KNOWN) {
            licenses.clear();
        }
        return licenses.computeIfAbsent(cell, c -> setting.licenses().apply(c).orElse(c));
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
