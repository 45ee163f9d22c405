package v2v.rights;

import v2v.item.Inspection;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;

import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/// The rules that keep a work in the house although it has a licence. A copy that is out in the
/// swarm can be limited neither in time nor in place, so a right that is, is none.
///
/// Each rule is one method that throws or does nothing; [#ask] is their order.
final class Gate {
    private static final Set<String> WHOLE_WORLD =
            Set.of("world", "worldwide", "world-wide", "world wide", "the world", "global", "001");
    private static final Set<String> NO_END =
            Set.of("open", "never", "none", "perpetual", "perpetuity", "in perpetuity");
    private static final Set<String> MUSIC = Set.of("music", "song", "recording");

    private final RightsSettings settings;
    private final Licenses licenses;
    private final String file;
    private final Record record;

    Gate(RightsSettings settings, Licenses licenses, Inspection inspection) {
        this.settings = settings;
        this.licenses = licenses;
        this.file = inspection.footage().file().toString();
        this.record = inspection.footage().record();
    }

    void ask(License license, Instant now) {
        oneLicense(license);
        noStatementAgainstIt();
        wholeWorld();
        noEnd();
        othersAgree();
        mixes(license);
    }

    private void oneLicense(License license) {
        for (Record.Provenance origin : record.provenance()) {
            if (!Set.of("license", "rights.license", "licence", "rights.licence")
                    .contains(origin.field().toLowerCase(Locale.ROOT))) {
                continue;
            }
            licenses.named(origin.value())
                    .filter(other -> !other.equals(license))
                    .ifPresent(other -> conflict(license, other, origin));
        }
    }

    private void conflict(License license, License other, Record.Provenance origin) {
        throw refusal(
                Code.LICENSE_CONFLICT,
                "the licence is said to be "
                        + license.identifier()
                        + " and, in "
                        + origin.source()
                        + " (\""
                        + origin.value()
                        + "\"), "
                        + other.identifier(),
                "find out which is true, write that one in every source, then order it again");
    }

    private void noStatementAgainstIt() {
        String statement = record.rights().rightsStatement();
        if (statement == null || statement.isBlank()) {
            return;
        }
        boolean free = statement.toLowerCase(Locale.ROOT).contains("/noc-");
        if (!(free && settings.allowNoCopyright())
                && statement.toLowerCase(Locale.ROOT).contains("rightsstatements.org")) {
            throw refusal(
                    Code.RIGHTS_STATEMENT_IS_NOT_A_LICENSE,
                    "the record has a licence and a rights statement beside it (" + statement + ")",
                    "let the rights desk decide which of the two holds and take the other out");
        }
    }

    private void wholeWorld() {
        String territory = record.rights().territory();
        if (territory != null
                && !territory.isBlank()
                && !WHOLE_WORLD.contains(territory.strip().toLowerCase(Locale.ROOT))) {
            throw refusal(
                    Code.TERRITORY_LIMITED,
                    "the rights are limited to " + territory + "; peers are everywhere",
                    "clear the work for the world (territory WORLD), or keep it in the archive");
        }
    }

    private void noEnd() {
        String end = record.rights().expires();
        if (end != null
                && !end.isBlank()
                && !NO_END.contains(end.strip().toLowerCase(Locale.ROOT))) {
            throw refusal(
                    Code.LICENSE_EXPIRES,
                    "the rights end (" + end + "); a copy that peers hold does not",
                    "clear the work without an end date, or keep it in the archive");
        }
    }

    private void othersAgree() {
        if (settings.askThirdParties() && !record.thirdPartyDeclared()) {
            throw refusal(
                    Code.THIRD_PARTY_UNDECLARED,
                    "nobody has said whether others hold rights in it (music, clips, people)",
                    "list them in the record, or set thirdPartyDeclared when there are none");
        }
        for (Record.ThirdParty party : record.clearances()) {
            switch (status(party).strip().toLowerCase(Locale.ROOT)) {
                case "cleared", "not-needed" -> {}
                case "refused" ->
                        throw refusal(
                                Code.CLEARANCE_REFUSED,
                                Cue.of(party) + " was refused",
                                "cut it out, or keep the work in the archive");
                default ->
                        throw refusal(
                                Code.CLEARANCE_PENDING,
                                Cue.of(party) + " is not cleared (" + status(party) + ")",
                                "clear it, write status cleared into the record, then order"
                                        + " it again");
            }
        }
    }

    /// A record that leaves the word out has not cleared anything.
    private static String status(Record.ThirdParty party) {
        return Objects.requireNonNullElse(party.status(), "unknown");
    }

    private static String kind(Record.ThirdParty party) {
        return Objects.requireNonNullElse(party.kind(), "a right of somebody else");
    }

    /// Something inside the work may not go out more freely than its own licence lets it.
    private void mixes(License whole) {
        for (Record.ThirdParty party : record.clearances()) {
            licenses.named(party.license())
                    .filter(part -> !allows(part, whole, kind(party)))
                    .ifPresent(part -> {
                        throw refusal(
                                Code.LICENSE_CONFLICT,
                                Cue.of(party)
                                        + " is under "
                                        + part.identifier()
                                        + ", which does not allow a whole under "
                                        + whole.identifier(),
                                "release the whole under a licence that keeps those terms,"
                                        + " or clear the part separately");
                    });
        }
    }

    /// Music set to pictures is always an adaptation (CC 4.0, section 1(a)): ND forbids it.
    private static boolean allows(License part, License whole, String kind) {
        boolean music = MUSIC.contains(kind.toLowerCase(Locale.ROOT));
        Set<String> asks = Wording.parts(part.unit());
        Set<String> keeps = Wording.parts(whole.unit());
        return !(asks.contains("nd") && music)
                && (!asks.contains("nc") || keeps.contains("nc"))
                && (!asks.contains("sa") || asks.equals(keeps));
    }

    private Refusal refusal(Code code, String message, String fix) {
        return new Refusal(code, file, message, fix);
    }

    /// How a person finds a right of somebody else in the work: kind, place, who.
    private static final class Cue {
        private Cue() {}

        static String of(Record.ThirdParty party) {
            StringBuilder text = new StringBuilder(kind(party));
            if (party.startMillis() != null) {
                text.append(" at ").append(clock(party.startMillis()));
            }
            if (party.endMillis() != null) {
                text.append("–").append(clock(party.endMillis()));
            }
            return text.toString();
        }

        private static String clock(long millis) {
            long seconds = millis / 1000;
            return "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60);
        }
    }
}
