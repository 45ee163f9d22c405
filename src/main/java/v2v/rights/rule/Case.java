package v2v.rights.rule;

import org.jspecify.annotations.Nullable;

import v2v.item.Inspection;
import v2v.item.Record;
import v2v.item.Record.Provenance;
import v2v.item.Treatment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// All that a rule may look at: a work, or a row of a delivery whose footage nobody has seen.
///
/// @param file as the person knows it
/// @param license what the record's words for a licence mean
/// @param inspection null while there is no footage
/// @param now the second that is asked about
public record Case(
        Record record,
        String file,
        Answer license,
        @Nullable Inspection inspection,
        Instant now,
        Book book) {
    private static final Set<String> LICENSE =
            Set.of("license", "rights.license", "licence", "rights.licence");

    public static Case of(
            Record record, String file, @Nullable Inspection inspection, Instant now, Book book) {
        return new Case(record, file, book.read(record.rights().license()), inspection, now, book);
    }

    Record.Rights rights() {
        return record.rights();
    }

    /// What will be done to it, as far as that is known.
    Treatment treatment() {
        return inspection == null ? Treatment.NONE : inspection.treatment();
    }

    /// Whether somebody has said that the publisher holds the rights himself.
    boolean byHolder() {
        return plain(rights().role()).equals("holder");
    }

    /// Each place where a licence was named, the footage itself among them.
    List<Provenance> licenses() {
        List<Provenance> all = new ArrayList<>();
        for (Provenance origin : record.provenance()) {
            if (LICENSE.contains(plain(origin.field()))) {
                all.add(origin);
            }
        }
        if (inspection != null) {
            for (Provenance origin : inspection.embedded()) {
                if (LICENSE.contains(plain(origin.field()))) {
                    all.add(origin);
                }
            }
        }
        return all;
    }

    /// Whether something was said for this field that nobody could read.
    boolean unread(String field) {
        return record().unread().stream().anyMatch(unread -> unread.field().equals(field));
    }

    /// Where a field was read first; its name when nobody kept that.
    String place(String field) {
        for (Provenance origin : record.provenance()) {
            if (origin.field().equals(field)) {
                return at(origin);
            }
        }
        return field;
    }

    static String at(Provenance origin) {
        return at(origin.source(), origin.place());
    }

    static String at(String source, @Nullable String place) {
        return place == null || place.isBlank() ? source : source + ", " + place;
    }

    /// Without case and outer blanks; empty for nothing.
    static String plain(@Nullable String said) {
        return said == null ? "" : said.strip().toLowerCase(Locale.ROOT);
    }
}
