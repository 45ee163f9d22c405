package v2v.rights;

import org.jspecify.annotations.Nullable;

import v2v.item.Clearance;
import v2v.item.Finding;
import v2v.item.Inspection;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.rights.rule.Case;
import v2v.rights.rule.Line;
import v2v.rights.rule.Title;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The gate. It is asked twice: before hours of encoding, and at the very second of release.
public final class Rights {
    private static final int LONGEST_NAME = 300;

    private final Licenses licenses;
    private final RightsSettings settings;
    private final InstantSource clock;

    public Rights(Licenses licenses, RightsSettings settings, InstantSource clock) {
        this.licenses = licenses;
        this.settings = settings;
        this.clock = clock;
    }

    /// All that the rules have against a record, grave or not, and all at once: for a work whose
    /// footage nobody has looked into.
    ///
    /// @param file as the person knows it; without a title its name stands for one
    public List<Finding> review(Record record, String file) {
        return settings.policy().judge(look(record, file, null));
    }

    /// Says that the work may go out and how it must be marked. An embargo does not stop it here:
    /// it is made ready, and waits before the gate.
    ///
    /// @throws Refusal with every reason why it may not
    public Clearance clear(Inspection inspection) {
        Record record = inspection.footage().record();
        Case work = look(inspection);
        List<Finding> findings = settings.policy().judge(work);
        refuse(work.file(), findings);
        License license = work.license().license().orElseThrow();
        String given = record.rights().attributionName();
        String attribution = given == null ? "" : Line.of(given, LONGEST_NAME);
        String title = title(work);
        Marks marks = new Marks(license, title, attribution, record);
        return new Clearance(
                inspection,
                license,
                Slug.of(title),
                title,
                attribution,
                marks.credit(),
                marks.tags(settings.publisher()),
                Xmp.packet(marks),
                findings);
    }

    /// Asks again, now: an end, a country, a refusal may have come since. The embargo has a
    /// question of its own, [#embargo].
    ///
    /// @throws Refusal with every reason why the work may no longer go out
    public void ask(Clearance clearance) {
        Case work = look(clearance.inspection());
        refuse(work.file(), settings.policy().judge(work));
        License license = work.license().license().orElseThrow();
        if (!license.equals(clearance.license())) {
            throw new Refusal(
                    Refusal.Code.LICENSE_CONFLICT,
                    work.file(),
                    "the work was cleared under "
                            + clearance.license().identifier()
                            + " and its record now says "
                            + license.identifier(),
                    "order it again, so that it is cleared and marked anew");
        }
    }

    /// When the work may go out, if that is still to come.
    public Optional<Instant> embargo(Clearance clearance) {
        return Optional.ofNullable(clearance.record().rights().embargoUntil())
                .filter(clock.instant()::isBefore);
    }

    private Case look(Inspection inspection) {
        return look(
                inspection.footage().record(), inspection.footage().file().toString(), inspection);
    }

    private Case look(Record record, String file, @Nullable Inspection inspection) {
        return Case.of(record, file, inspection, clock.instant(), licenses);
    }

    private static void refuse(String file, List<Finding> findings) {
        List<Finding> grave = findings.stream().filter(Finding::blocks).toList();
        if (!grave.isEmpty()) {
            throw new Refusal(file, grave);
        }
    }

    /// A house that lets a work without a title pass has to call it something.
    private static String title(Case work) {
        String given = Title.given(work.record());
        String title = given.isEmpty() ? Title.ofFile(work.file()) : given;
        if (title.isEmpty()) {
            throw new Refusal(
                    Refusal.Code.TITLE_MISSING,
                    work.file(),
                    "the work has no title",
                    "add a title to the record, or --title");
        }
        return title;
    }
}
