package v2v.rights;

import v2v.item.Clearance;
import v2v.item.Inspection;
import v2v.item.License;
import v2v.item.Record;
import v2v.item.Refusal;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The gate. It is asked twice: before hours of encoding, and at the very second of release.
public final class Rights {
    private static final int LONGEST_TITLE = 300;

    private final Licenses licenses;
    private final RightsSettings settings;
    private final InstantSource clock;

    public Rights(Licenses licenses, RightsSettings settings, InstantSource clock) {
        this.licenses = licenses;
        this.settings = settings;
        this.clock = clock;
    }

    /// Says that the work may go out and how it must be marked.
    ///
    /// @throws Refusal with the reason why it may not
    public Clearance clear(Inspection inspection) {
        License license = license(inspection);
        String attribution = attribution(inspection, license);
        String title = title(inspection);
        new Gate(settings, licenses, inspection).ask(license, clock.instant());
        Marks marks = new Marks(license, title, attribution, inspection.footage().record());
        return new Clearance(
                inspection,
                license,
                Slug.of(title),
                title,
                attribution,
                marks.credit(),
                marks.tags(settings.publisher()),
                Xmp.packet(marks),
                List.of());
    }

    /// Asks again, now: an embargo, an end, a country may have come since.
    ///
    /// @throws Refusal with the reason why the work may no longer go out
    public void ask(Clearance clearance) {
        Inspection inspection = clearance.inspection();
        License license = license(inspection);
        if (!license.equals(clearance.license())) {
            throw new Refusal(
                    Refusal.Code.LICENSE_CONFLICT,
                    file(inspection),
                    "the work was cleared under "
                            + clearance.license().identifier()
                            + " and its record now says "
                            + license.identifier(),
                    "order it again, so that it is cleared and marked anew");
        }
        attribution(inspection, license);
        new Gate(settings, licenses, inspection).ask(license, clock.instant());
    }

    /// The moment before which it must not go out.
    public Optional<Instant> embargo(Clearance clearance) {
        return Optional.ofNullable(clearance.record().rights().embargoUntil());
    }

    private License license(Inspection inspection) {
        String said = inspection.footage().record().rights().license();
        return licenses.recognise(said, file(inspection));
    }

    /// The rights holders are not taken instead: whom to name is theirs to say.
    private static String attribution(Inspection inspection, License license) {
        Record.Rights rights = inspection.footage().record().rights();
        String given = rights.attributionName();
        String name = given == null ? "" : Line.of(given, LONGEST_TITLE);
        if (name.isEmpty() && license.needsAttribution()) {
            String example = rights.holders().isEmpty() ? "NAME" : rights.holders().getFirst();
            throw new Refusal(
                    Refusal.Code.ATTRIBUTION_MISSING,
                    file(inspection),
                    license.identifier() + " asks to credit somebody, and nobody says whom",
                    "add the name to the record, or --attribution \"" + example + "\"");
        }
        return name;
    }

    private String title(Inspection inspection) {
        String given = inspection.footage().record().title().orElse("");
        String title = Line.of(given, LONGEST_TITLE);
        if (title.isEmpty() && settings.titleFromFileName()) {
            title = fromFileName(inspection.footage().file());
        }
        if (title.isEmpty()) {
            throw new Refusal(
                    Refusal.Code.TITLE_MISSING,
                    file(inspection),
                    "the work has no title",
                    "add a title to the record, or --title");
        }
        return title;
    }

    /// Licences before 4.0 ask to keep the title if one was supplied; none was, so any will do.
    private static String fromFileName(Path file) {
        String name = String.valueOf(file.getFileName());
        String stem = name.replaceFirst("(?<=.)\\.[A-Za-z0-9]{1,5}$", "").replace('_', ' ');
        return Line.of(stem, LONGEST_TITLE);
    }

    private static String file(Inspection inspection) {
        return inspection.footage().file().toString();
    }
}
