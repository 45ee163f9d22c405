package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What is said about a work: the one internal record that every importer fills and every document
/// is written from. Lists are never null; a word that nobody gave is absent, never guessed.
///
/// Dates are EDTF (ISO 8601-2, level 0–1), languages BCP 47.
///
/// @param schemaVersion of this form, now 1
/// @param localIds the names that other systems have for the work
/// @param thirdPartyDeclared whether somebody has listed the third-party rights in it
/// @param provenance where each value came from, word for word
/// @param unread what was said and not understood, and so is left out
@SuppressWarnings("AvoidCommonTypeNames") // the archives' own word for it
public record Record(
        int schemaVersion,
        List<LocalId> localIds,
        @Nullable String batchId,
        List<Text> titles,
        List<Text> descriptions,
        List<String> notes,
        @Nullable String assetType,
        List<Term> genres,
        List<Term> subjects,
        List<Person> people,
        List<Organisation> organisations,
        List<Dated> dates,
        List<Place> places,
        @Nullable String period,
        @Nullable String collection,
        @Nullable Series series,
        List<Relation> relations,
        List<Language> languages,
        Rights rights,
        List<ThirdParty> clearances,
        boolean thirdPartyDeclared,
        List<Segment> segments,
        List<Provenance> provenance,
        List<Unread> unread) {
    public static final int SCHEMA = 1;

    public static final Record EMPTY =
            new Record(
                    SCHEMA, null, null, null, null, null, null, null, null, null, null, null, null,
                    null, null, null, null, null, null, null, false, null, null, null);

    /// Absent lists (a JSON document leaves them out) become empty ones.
    public Record(
            int schemaVersion,
            @Nullable List<LocalId> localIds,
            @Nullable String batchId,
            @Nullable List<Text> titles,
            @Nullable List<Text> descriptions,
            @Nullable List<String> notes,
            @Nullable String assetType,
            @Nullable List<Term> genres,
            @Nullable List<Term> subjects,
            @Nullable List<Person> people,
            @Nullable List<Organisation> organisations,
            @Nullable List<Dated> dates,
            @Nullable List<Place> places,
            @Nullable String period,
            @Nullable String collection,
            @Nullable Series series,
            @Nullable List<Relation> relations,
            @Nullable List<Language> languages,
            @Nullable Rights rights,
            @Nullable List<ThirdParty> clearances,
            boolean thirdPartyDeclared,
            @Nullable List<Segment> segments,
            @Nullable List<Provenance> provenance,
            @Nullable List<Unread> unread) {
        this.schemaVersion = schemaVersion;
        this.localIds = list(localIds);
        this.batchId = batchId;
        this.titles = list(titles);
        this.descriptions = list(descriptions);
        this.notes = list(notes);
        this.assetType = assetType;
        this.genres = list(genres);
        this.subjects = list(subjects);
        this.people = list(people);
        this.organisations = list(organisations);
        this.dates = list(dates);
        this.places = list(places);
        this.period = period;
        this.collection = collection;
        this.series = series;
        this.relations = list(relations);
        this.languages = list(languages);
        this.rights = rights == null ? Rights.NONE : rights;
        this.clearances = list(clearances);
        this.thirdPartyDeclared = thirdPartyDeclared;
        this.segments = list(segments);
        this.provenance = list(provenance);
        this.unread = list(unread);
    }

    private static <T> List<T> list(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    public record LocalId(String source, String value) {}

    /// A title or a description in one language.
    ///
    /// @param lang BCP 47; null when nobody said
    /// @param type for a title main, original, translated, series, episode; for a description
    ///   abstract, synopsis, shotlist
    public record Text(String value, @Nullable String lang, @Nullable String type) {}

    public record Term(String label, @Nullable String lang, @Nullable String uri) {}

    /// Somebody who took part in the work.
    ///
    /// @param role MARC relator or EBU role code, or the word that the source used
    public record Person(String name, @Nullable String role, @Nullable String uri) {}

    public record Organisation(String name, @Nullable String role, @Nullable String uri) {}

    /// A date in the life of the work.
    ///
    /// @param type recorded, produced, firstBroadcast, released, digitised or copyright
    /// @param edtf ISO 8601-2, level 0–1: `1987`, `1987-05-03`, `198X`, `1987~`
    public record Dated(String type, String edtf) {}

    public record Place(String name, @Nullable String uri) {}

    public record Series(String title, @Nullable String number) {}

    public record Relation(String type, String id) {}

    /// A language of the work.
    ///
    /// @param tag BCP 47, `zxx` where nothing is spoken
    /// @param use audio, subtitle or metadata
    public record Language(String tag, String use) {}

    /// What the source says about rights.
    ///
    /// @param license as the source says it, word for word; the rights room decides what it means
    /// @param role holder, licensee or custodian: who the publisher is towards the work
    /// @param territory WORLD, or the countries it is limited to
    /// @param publicDomainBasis why nobody owns it: rule, country, who found that out
    /// @param accessRestriction a lock or terms that were put on it: password, DRM, click-through
    /// @param publication published, unpublished, or agreed: unpublished, and whoever may decide it
    ///   agreed that it comes out now
    public record Rights(
            @Nullable String license,
            @Nullable String role,
            List<String> holders,
            @Nullable String attributionName,
            @Nullable String attributionUrl,
            @Nullable String copyrightNotice,
            @Nullable String rightsStatement,
            @Nullable String territory,
            @Nullable Instant embargoUntil,
            @Nullable String expires,
            @Nullable String publicDomainBasis,
            @Nullable String accessRestriction,
            @Nullable String publication) {
        public static final Rights NONE =
                new Rights(
                        null, null, null, null, null, null, null, null, null, null, null, null,
                        null);

        public Rights(
                @Nullable String license,
                @Nullable String role,
                @Nullable List<String> holders,
                @Nullable String attributionName,
                @Nullable String attributionUrl,
                @Nullable String copyrightNotice,
                @Nullable String rightsStatement,
                @Nullable String territory,
                @Nullable Instant embargoUntil,
                @Nullable String expires,
                @Nullable String publicDomainBasis,
                @Nullable String accessRestriction,
                @Nullable String publication) {
            this.license = license;
            this.role = role;
            // not by the method of the record: its EMPTY would be made before NONE is
            this.holders = holders == null ? List.of() : List.copyOf(holders);
            this.attributionName = attributionName;
            this.attributionUrl = attributionUrl;
            this.copyrightNotice = copyrightNotice;
            this.rightsStatement = rightsStatement;
            this.territory = territory;
            this.embargoUntil = embargoUntil;
            this.expires = expires;
            this.publicDomainBasis = publicDomainBasis;
            this.accessRestriction = accessRestriction;
            this.publication = publication;
        }

        public Rights withLicense(String said) {
            return new Rights(
                    said,
                    role,
                    holders,
                    attributionName,
                    attributionUrl,
                    copyrightNotice,
                    rightsStatement,
                    territory,
                    embargoUntil,
                    expires,
                    publicDomainBasis,
                    accessRestriction,
                    publication);
        }

        public Rights withAttribution(String name) {
            return new Rights(
                    license,
                    role,
                    holders,
                    name,
                    attributionUrl,
                    copyrightNotice,
                    rightsStatement,
                    territory,
                    embargoUntil,
                    expires,
                    publicDomainBasis,
                    accessRestriction,
                    publication);
        }
    }

    /// A right of somebody else in the work, and how it stands.
    ///
    /// @param kind music, footage, image, script, performer, personality, minor, …
    /// @param status cleared, not-needed, pending, refused or unknown
    /// @param evidence the paper that proves it, as the archive names it; never published
    public record ThirdParty(
            String kind,
            String status,
            @Nullable Long startMillis,
            @Nullable Long endMillis,
            @Nullable String license,
            @Nullable String by,
            @Nullable String note,
            @Nullable String evidence) {}

    public record Segment(long startMillis, long endMillis, String title) {}

    /// Where a value was read.
    ///
    /// @param field name in this record
    /// @param source the document it was read from, by base name
    /// @param place in it: line and column, XPath, key, or tag; null where there is only one
    /// @param value word for word
    public record Provenance(String field, String source, @Nullable String place, String value) {}

    /// A value that was said and not understood: a wrong date in public is worse than none.
    ///
    /// @param field that it was meant for; empty when even that is not known
    /// @param advice what to write instead
    public record Unread(
            String field, String source, @Nullable String place, String value, String advice) {}

    public Record withRights(Rights next) {
        return new Record(
                schemaVersion,
                localIds,
                batchId,
                titles,
                descriptions,
                notes,
                assetType,
                genres,
                subjects,
                people,
                organisations,
                dates,
                places,
                period,
                collection,
                series,
                relations,
                languages,
                next,
                clearances,
                thirdPartyDeclared,
                segments,
                provenance,
                unread);
    }

    public Record withTitles(List<Text> next) {
        return new Record(
                schemaVersion,
                localIds,
                batchId,
                next,
                descriptions,
                notes,
                assetType,
                genres,
                subjects,
                people,
                organisations,
                dates,
                places,
                period,
                collection,
                series,
                relations,
                languages,
                rights,
                clearances,
                thirdPartyDeclared,
                segments,
                provenance,
                unread);
    }

    public Record withProvenance(List<Provenance> next) {
        return new Record(
                schemaVersion,
                localIds,
                batchId,
                titles,
                descriptions,
                notes,
                assetType,
                genres,
                subjects,
                people,
                organisations,
                dates,
                places,
                period,
                collection,
                series,
                relations,
                languages,
                rights,
                clearances,
                thirdPartyDeclared,
                segments,
                next,
                unread);
    }

    /// The title marked main, else the first.
    public Optional<String> title() {
        return titles.stream()
                .filter(t -> "main".equals(t.type()))
                .findFirst()
                .or(() -> titles.stream().findFirst())
                .map(Text::value);
    }

    public Optional<String> description() {
        return descriptions.stream().findFirst().map(Text::value);
    }

    /// The first language of the given use, for instance `audio`.
    public Optional<String> language(String use) {
        return languages.stream()
                .filter(l -> l.use().toLowerCase(Locale.ROOT).equals(use))
                .findFirst()
                .map(Language::tag);
    }
}
