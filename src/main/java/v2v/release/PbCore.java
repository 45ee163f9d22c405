package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.LanguageCode;
import v2v.item.Record;
import v2v.item.Rendition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The record as PBCore 2.1 (`pbcoreDescriptionDocument`), for archives of public media.
///
/// Types are the record's own words, so that what was read from PBCore comes out as it went in:
/// `titleType` (with `Collection`, `Series` and `Episode Number` for what the work is part of),
/// `descriptionType`, `dateType`, `source` of an identifier, the text of a role, and
/// `pbcoreRelationType`.
///
/// PBCore has no place for three things; they stand in the `annotation` that its elements allow:
/// the language of a text (`language: de`), whether somebody is a `Person` or an `Organization`,
/// and what a statement of rights is (`license`, `credit`, `attributionName`, `copyrightNotice`,
/// `holder`, `rightsStatement`). Segments are descriptions with a `segmentType`.
final class PbCore {
    private final Facts facts;
    private final Xml xml = new Xml();

    private PbCore(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        PbCore core = new PbCore(facts);
        core.xml.open(
                "pbcoreDescriptionDocument",
                "xmlns",
                "http://www.pbcore.org/PBCore/PBCoreNamespace.html");
        core.intellectual();
        core.parties();
        core.rights();
        facts.files().forEach(core::instantiation);
        return core.xml.close().end();
    }

    private void put(String name, @Nullable String text, String... attributes) {
        String said = facts.said(text);
        if (!said.isEmpty()) {
            xml.leaf(name, said, given(attributes));
        }
    }

    /// Without the attributes that have no value.
    private String[] given(String... attributes) {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < attributes.length; i += 2) {
            String value = facts.said(attributes[i + 1]);
            if (!value.isEmpty()) {
                kept.addAll(List.of(attributes[i], value));
            }
        }
        return kept.toArray(String[]::new);
    }

    private static String language(@Nullable String tag) {
        return tag == null ? "" : "language: " + tag;
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value;
    }

    /// In the order of the schema.
    private void intellectual() {
        Record record = facts.record();
        put("pbcoreAssetType", record.assetType());
        record.dates().forEach(d -> put("pbcoreAssetDate", d.edtf(), "dateType", d.type()));
        put("pbcoreIdentifier", facts.footage().id().value(), "source", "V2V");
        put("pbcoreIdentifier", RightsGraph.name(facts.footage().sha256()), "source", "RFC 6920");
        facts.openIds().forEach(id -> put("pbcoreIdentifier", id.value(), "source", id.source()));
        titles();
        for (Record.Term subject : record.subjects()) {
            put("pbcoreSubject", subject.label(), term(subject));
        }
        descriptions();
        for (Record.Term genre : record.genres()) {
            put("pbcoreGenre", genre.label(), term(genre));
        }
        relations();
        for (Record.Place place : record.places()) {
            coverage("Spatial", place.name(), word(place.uri()));
        }
        coverage("Temporal", record.period(), "");
    }

    private static String[] term(Record.Term term) {
        return new String[] {"ref", word(term.uri()), "annotation", language(term.lang())};
    }

    private void titles() {
        Record record = facts.record();
        put(
                "pbcoreTitle",
                facts.title(),
                "titleType",
                facts.titleType(),
                "annotation",
                language(
                        facts.givenTitle()
                                .flatMap(t -> Optional.ofNullable(t.lang()))
                                .orElse(null)));
        for (Record.Text title : facts.otherTitles()) {
            put(
                    "pbcoreTitle",
                    title.value(),
                    "titleType",
                    word(title.type()),
                    "annotation",
                    language(title.lang()));
        }
        put("pbcoreTitle", record.collection(), "titleType", "Collection");
        Record.Series series = record.series();
        if (series != null) {
            put("pbcoreTitle", series.title(), "titleType", "Series");
            put("pbcoreTitle", series.number(), "titleType", "Episode Number");
        }
    }

    /// The schema wants at least one; one without words says that there is none.
    private void descriptions() {
        Record record = facts.record();
        if (facts.description().isEmpty() && record.segments().isEmpty()) {
            xml.leaf("pbcoreDescription", "");
        }
        for (Record.Text text : record.descriptions()) {
            put(
                    "pbcoreDescription",
                    text.value(),
                    "descriptionType",
                    word(text.type()),
                    "annotation",
                    language(text.lang()));
        }
        for (Record.Segment segment : record.segments()) {
            put(
                    "pbcoreDescription",
                    segment.title(),
                    "segmentType",
                    "segment",
                    "startTime",
                    clock(Duration.ofMillis(segment.startMillis())),
                    "endTime",
                    clock(Duration.ofMillis(segment.endMillis())));
        }
    }

    private void relations() {
        for (Record.Relation relation : facts.record().relations()) {
            if (!facts.said(relation.id()).isEmpty()) {
                xml.open("pbcoreRelation");
                xml.leaf("pbcoreRelationType", facts.said(relation.type()));
                put("pbcoreRelationIdentifier", relation.id());
                xml.close();
            }
        }
    }

    private void coverage(String type, @Nullable String words, String uri) {
        if (!facts.said(words).isEmpty()) {
            xml.open("pbcoreCoverage");
            put("coverage", words, "ref", uri);
            xml.leaf("coverageType", type).close();
        }
    }

    private void parties() {
        List<Party> all = Party.of(facts);
        all.stream().filter(Party::author).forEach(p -> party("Creator", p));
        all.stream()
                .filter(p -> !p.author() && !p.publisher())
                .forEach(p -> party("Contributor", p));
        all.stream().filter(p -> !p.author() && p.publisher()).forEach(p -> party("Publisher", p));
        String name = facts.said(facts.publisher().name());
        boolean known = all.stream().anyMatch(p -> p.publisher() && p.name().equals(name));
        if (!name.isEmpty() && !known) {
            String url = facts.publisher().url();
            party("Publisher", new Party("Organization", name, false, true, "publisher", url));
        }
    }

    private void party(String kind, Party party) {
        String name = kind.toLowerCase(Locale.ROOT);
        xml.open("pbcore" + kind);
        put(name, party.name(), "ref", party.uri(), "annotation", party.type());
        put(name + "Role", party.role());
        xml.close();
    }

    private void rights() {
        Record.Rights rights = facts.record().rights();
        license("pbcoreRightsSummary");
        right("license", facts.license().identifier(), "");
        right("credit", facts.credit(), "");
        right("attributionName", facts.attribution(), facts.attributionUrl().orElse(""));
        right("copyrightNotice", facts.copyright(), "");
        rights.holders().forEach(holder -> right("holder", holder, ""));
        right("rightsStatement", rights.rightsStatement(), "");
    }

    /// The schema allows one of text and link in each.
    private void license(String element) {
        xml.open(element);
        xml.leaf("rightsLink", facts.license().url(), "annotation", "license").close();
    }

    /// An address in it is not a link: a reader would take it for that of the licence.
    private void right(String what, @Nullable String words, String ref) {
        if (!facts.said(words).isEmpty()) {
            xml.open("pbcoreRightsSummary");
            put("rightsSummary", words, "ref", ref, "annotation", what);
            xml.close();
        }
    }

    private void instantiation(Rendition file) {
        xml.open("pbcoreInstantiation");
        xml.leaf("instantiationIdentifier", file.name(), "source", "V2V");
        String hash = file.sha256().hex();
        xml.leaf("instantiationIdentifier", hash, "source", "SHA-256", "annotation", "checksum");
        xml.leaf("instantiationDigital", Essence.mime(file));
        xml.leaf("instantiationStandard", Changes.container(file));
        xml.leaf("instantiationLocation", file.name());
        xml.leaf("instantiationMediaType", media(file));
        xml.leaf("instantiationGenerations", Html.kind(file));
        String bytes = Long.toString(file.bytes());
        xml.leaf("instantiationFileSize", bytes, "unitsOfMeasure", "bytes");
        Duration length = file.duration();
        if (length != null) {
            xml.leaf("instantiationDuration", clock(length));
        }
        languages(file);
        Essence.of(facts, file).forEach(track -> track(file, track));
        license("instantiationRights");
        xml.close();
    }

    private static String media(Rendition file) {
        return switch (Essence.kind(file)) {
            case VIDEO -> "Moving Image";
            case AUDIO -> "Sound";
            case IMAGE -> "Static Image";
            case TEXT -> "Text";
        };
    }

    /// With the access copy stand all languages of the record, each with its tag and use.
    private void languages(Rendition file) {
        if (file.equals(facts.access())) {
            for (Record.Language language : facts.languageUses()) {
                String note = facts.said(language.use() + ": " + language.tag());
                language("instantiationLanguage", language.tag(), note);
            }
        } else {
            Essence.language(facts, file)
                    .ifPresent(tag -> language("instantiationLanguage", tag, tag));
        }
    }

    private void language(String element, String tag, String note) {
        xml.leaf(element, LanguageCode.library(tag), "source", "ISO 639-2/B", "annotation", note);
    }

    private void track(Rendition file, Essence track) {
        xml.open("instantiationEssenceTrack");
        xml.leaf(
                "essenceTrackType",
                switch (track.kind()) {
                    case VIDEO -> "Video";
                    case AUDIO -> "Audio";
                    case IMAGE -> "Image";
                    case TEXT -> "Text";
                });
        xml.leaf("essenceTrackEncoding", track.codec());
        boolean film = track.kind() == Essence.Kind.VIDEO;
        if (film && file.rate() != null) {
            String rate = String.format(Locale.ROOT, "%.3f", file.rate().value());
            xml.leaf("essenceTrackFrameRate", rate, "unitsOfMeasure", "frames per second");
        }
        if ((film || track.kind() == Essence.Kind.IMAGE) && file.width() > 0) {
            xml.leaf("essenceTrackFrameSize", file.width() + "x" + file.height());
        }
        String tag = track.language();
        if (tag != null) {
            language("essenceTrackLanguage", tag, tag);
        }
        xml.close();
    }

    /// `01:02:03.040`.
    private static String clock(Duration time) {
        return String.format(
                Locale.ROOT,
                "%02d:%02d:%02d.%03d",
                time.toHours(),
                time.toMinutesPart(),
                time.toSecondsPart(),
                time.toMillisPart());
    }
}
