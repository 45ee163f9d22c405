package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Record;
import v2v.item.Refusal.Code;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The column of a row that a finding is about, from 1; 0 when it is about no single one.
///
/// @param source the table as provenance names it
record FaultyColumn(Heads heads, Table.Row row, String source) {
    private static final Pattern PLACE = Pattern.compile("line (\\d+), column (\\d+).*");

    int of(Finding finding, Record record) {
        int said = at(finding.place());
        if (said > 0) {
            return said;
        }
        Word word = about(finding.code());
        String field = finding.place() != null ? finding.place() : word == null ? "" : word.field();
        int proved =
                record.provenance().stream()
                        .filter(p -> p.field().equals(field) && p.source().equals(source))
                        .mapToInt(p -> at(p.place()))
                        .filter(p -> p > 0)
                        .reduce(0, (first, next) -> next);
        return proved > 0 || word == null ? proved : heads.first(word) + 1;
    }

    /// The column that a place names, when it is one of this row.
    int at(@Nullable String place) {
        Matcher parts = PLACE.matcher(place == null ? "" : place);
        return parts.matches() && Long.parseLong(parts.group(1)) == row.line()
                ? Integer.parseInt(parts.group(2))
                : 0;
    }

    /// The word that a rule's code is about, where it names no place.
    private static @Nullable Word about(Code code) {
        return switch (code) {
            case RIGHTS_STATEMENT_IS_NOT_A_LICENSE, NOT_FREE_CULTURAL -> Word.LICENSE;
            case CC0_BY_NON_HOLDER, ROLE_MISSING -> Word.ROLE;
            case PDM_WITHOUT_BASIS -> Word.PD_BASIS;
            case ATTRIBUTION_MISSING -> Word.ATTRIBUTION;
            case TITLE_REQUIRED_BY_LICENSE, TITLE_MISSING -> Word.TITLE;
            case DESCRIPTION_MISSING -> Word.DESCRIPTION;
            case LANGUAGE_MISSING, LANGUAGE_NOT_BCP47 -> Word.LANGUAGE;
            case DATE_MISSING, DATE_NOT_EDTF, DATE_IMPLAUSIBLE -> Word.DATE;
            case TERRITORY_LIMITED -> Word.TERRITORY;
            case LICENSE_EXPIRES -> Word.EXPIRES;
            case EMBARGO_ACTIVE -> Word.EMBARGO;
            case CLEARANCE_PENDING,
                    CLEARANCE_REFUSED,
                    CONSENT_MISSING,
                    MUSIC_ND_SYNC,
                    THIRD_PARTY_UNDECLARED ->
                    Word.THIRD_PARTY;
            case ACCESS_RESTRICTION_ON_CC -> Word.ACCESS;
            case NEVER_PUBLISHED_UNCONFIRMED -> Word.PUBLICATION;
            default -> code.name().startsWith("LICENSE_") ? Word.LICENSE : null;
        };
    }
}
