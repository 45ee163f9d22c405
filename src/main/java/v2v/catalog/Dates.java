package v2v.catalog;

import v2v.item.Record;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Dates of a work and dates in a question, as people type them.
final class Dates {
    private static final List<String> FIRST =
            List.of("recorded", "produced", "firstBroadcast", "released");

    private Dates() {}

    /// When the work is from, best known first. The day on which a tape was digitised is not a date
    /// of the work, and a text that is no date says nothing here.
    static List<Edtf> of(Record record) {
        return record.dates().stream()
                .filter(d -> !d.type().equals("digitised"))
                .sorted(Comparator.comparingInt(d -> rank(d.type())))
                .flatMap(d -> Edtf.parse(d.edtf()).stream())
                .distinct()
                .toList();
    }

    private static int rank(String type) {
        int known = FIRST.indexOf(type);
        return known < 0 ? FIRST.size() : known;
    }

    static Edtf read(String text) {
        // 1980s is not EDTF, but everybody's word for 198X
        String edtf = text.matches("\\d{3}0s") ? text.substring(0, 3) + "X" : text;
        return Edtf.parse(edtf).orElseThrow(() -> wrong(text));
    }

    /// `198*` is the decade, `19*` the century.
    static Edtf beginning(String digits) {
        return digits.matches("\\d{1,3}")
                ? read(digits + "X".repeat(4 - digits.length()))
                : read(digits);
    }

    static Edtf between(String from, String to) {
        Optional<Edtf> first = end(from);
        Optional<Edtf> last = end(to);
        long least = first.map(Edtf::from).orElse(Long.MIN_VALUE);
        long most = last.map(Edtf::to).orElse(Long.MAX_VALUE);
        if (least > most) {
            throw new BadQuery(
                    "The range from %s to %s ends before it begins.".formatted(from, to));
        }
        return new Edtf(least, most, false, false);
    }

    private static Optional<Edtf> end(String text) {
        return text.equals("*") ? Optional.empty() : Optional.of(read(text));
    }

    private static BadQuery wrong(String text) {
        return new BadQuery(
                "\"%s\" is not a date. Write 1987, 1987-05, 1987-05-03, 198X or [1980 TO 1989]."
                        .formatted(text));
    }
}
