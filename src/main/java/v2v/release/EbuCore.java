package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Ratio;
import v2v.item.Record;
import v2v.item.Rendition;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/// The record as EBUCore 1.10 (EBU Tech 3293), for broadcasters.
///
/// Types are the record's own words, in `typeLabel`. A date stands there as the record has it, and
/// beside it in the form of the schema where it is a plain year or day. The schema itself is under
/// a licence that forbids to ship it with this program; the order of the elements is its order.
final class EbuCore {
    private final Facts facts;
    private final Xml xml = new Xml();

    private EbuCore(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        EbuCore core = new EbuCore(facts);
        String described = facts.described().toString();
        core.xml.open(
                "ebucore:ebuCoreMain",
                "xmlns:ebucore",
                "urn:ebu:metadata-schema:ebucore",
                "xmlns:dc",
                "http://purl.org/dc/elements/1.1/",
                "version",
                "1.10",
                "dateLastModified",
                described.substring(0, 10),
                "timeLastModified",
                described.substring(11),
                "documentId",
                facts.footage().id().value());
        core.xml.open("ebucore:coreMetadata");
        core.titles();
        core.parties("creator", Party::author);
        core.subjects();
        core.descriptions();
        core.publishers();
        core.parties("contributor", party -> !party.author() && !party.publisher());
        facts.record().dates().forEach(core::date);
        core.types();
        facts.files().forEach(core::format);
        core.identifiers();
        core.languages();
        core.relations();
        core.coverage();
        core.rights();
        core.parts();
        return core.xml.close().close().end();
    }

    /// An element with one from Dublin Core in it, which has the text.
    private void core(
            String name,
            String element,
            @Nullable String text,
            String type,
            @Nullable String lang) {
        String said = facts.said(text);
        if (!said.isEmpty()) {
            xml.open("ebucore:" + name, labelled(type));
            String tag = facts.said(lang);
            String[] language = tag.isEmpty() ? new String[0] : new String[] {"xml:lang", tag};
            xml.leaf("dc:" + element, said, language);
            xml.close();
        }
    }

    private String[] labelled(@Nullable String type) {
        String label = facts.said(type);
        return label.isEmpty() ? new String[0] : new String[] {"typeLabel", label};
    }

    private static String word(@Nullable String value) {
        return value == null ? "" : value;
    }

    private void titles() {
        String language = facts.titleLanguage().orElse(null);
        core("title", "title", facts.title(), facts.titleType(), language);
        for (Record.Text title : facts.otherTitles()) {
            core("alternativeTitle", "title", title.value(), word(title.type()), title.lang());
        }
    }

    private void subjects() {
        for (Record.Term subject : facts.record().subjects()) {
            String label = facts.said(subject.label());
            if (!label.isEmpty()) {
                String uri = facts.said(subject.uri());
                xml.open(
                        "ebucore:subject",
                        uri.isEmpty() ? new String[0] : new String[] {"typeLink", uri});
                String tag = facts.said(subject.lang());
                String[] lang = tag.isEmpty() ? new String[0] : new String[] {"xml:lang", tag};
                xml.leaf("dc:subject", label, lang).close();
            }
        }
    }

    private void descriptions() {
        for (Record.Text text : facts.record().descriptions()) {
            core("description", "description", text.value(), word(text.type()), text.lang());
        }
    }

    private void parties(String element, Predicate<Party> wanted) {
        Party.of(facts).stream().filter(wanted).forEach(party -> party(element, party));
    }

    private void publishers() {
        parties("publisher", party -> party.publisher() && !party.author());
        String name = facts.said(facts.publisher().name());
        boolean known =
                Party.of(facts).stream().anyMatch(p -> p.publisher() && p.name().equals(name));
        if (!name.isEmpty() && !known) {
            party("publisher", new Party("Organization", name, false, true, "publisher", ""));
        }
    }

    private void party(String element, Party party) {
        xml.open("ebucore:" + element);
        if (party.type().equals("Person")) {
            xml.open("ebucore:contactDetails").leaf("ebucore:name", party.name()).close();
        } else {
            xml.open("ebucore:organisationDetails");
            xml.leaf("ebucore:organisationName", party.name()).close();
        }
        if (!party.role().isEmpty()) {
            xml.leaf("ebucore:role", "", "typeLabel", party.role());
        }
        xml.close();
    }

    private void date(Record.Dated date) {
        String edtf = facts.said(date.edtf());
        if (edtf.isEmpty()) {
            return;
        }
        xml.open("ebucore:date", labelled(date.type())).leaf("dc:date", edtf);
        plain(edtf)
                .ifPresent(attribute ->
                        xml.leaf("ebucore:" + element(date.type()), "", attribute, edtf));
        xml.close();
    }

    /// The attribute for a date without doubt; there is none for a month.
    private static Optional<String> plain(String edtf) {
        if (edtf.matches("\\d{4}")) {
            return Optional.of("startYear");
        }
        return edtf.matches("\\d{4}-\\d\\d-\\d\\d") ? Optional.of("startDate") : Optional.empty();
    }

    private static String element(String type) {
        return switch (type) {
            case "recorded", "produced" -> "created";
            case "firstBroadcast" -> "issued";
            case "released" -> "released";
            case "digitised" -> "digitised";
            case "copyright" -> "copyrighted";
            default -> "alternative";
        };
    }

    private void types() {
        Record record = facts.record();
        String asset = facts.said(record.assetType());
        xml.open("ebucore:type", labelled(asset));
        xml.leaf("dc:type", facts.moving() ? "MovingImage" : "Sound");
        for (Record.Term genre : record.genres()) {
            xml.leaf("ebucore:genre", "", "typeLabel", facts.said(genre.label()));
        }
        xml.close();
    }

    private void format(Rendition file) {
        xml.open("ebucore:format", "typeLabel", Html.kind(file));
        Essence.of(facts, file).forEach(track -> track(file, track));
        if (Essence.kind(file) != Essence.Kind.TEXT) {
            xml.leaf("ebucore:containerFormat", "", "containerFormatName", Changes.container(file));
        }
        Essence.of(facts, file).stream()
                .filter(track -> track.kind() == Essence.Kind.TEXT)
                .forEach(this::words);
        Duration length = file.duration();
        if (length != null) {
            xml.open("ebucore:duration");
            xml.leaf("ebucore:normalPlayTime", length.toString()).close();
        }
        xml.leaf("ebucore:fileSize", Long.toString(file.bytes()), "unit", "byte");
        xml.leaf("ebucore:fileName", file.name());
        xml.leaf("ebucore:mimeType", "", "typeLabel", Essence.mime(file));
        xml.leaf("ebucore:locator", "../" + file.name());
        xml.open("ebucore:hash").leaf("ebucore:hashValue", file.sha256().hex());
        xml.leaf("ebucore:hashFunction", "", "typeLabel", "SHA-256").close().close();
    }

    private void track(Rendition file, Essence track) {
        switch (track.kind()) {
            case VIDEO -> {
                xml.open("ebucore:videoFormat", "videoFormatName", track.codec());
                size(file);
                Ratio rate = file.rate();
                if (rate != null) {
                    xml.leaf(
                            "ebucore:frameRate",
                            Long.toString(Math.round(rate.value())),
                            "factorNumerator",
                            Long.toString(rate.num()),
                            "factorDenominator",
                            Long.toString(rate.den()));
                }
                xml.leaf("ebucore:videoEncoding", "", "typeLabel", track.codec());
                xml.leaf("ebucore:scanningFormat", "progressive").close();
            }
            case AUDIO -> {
                xml.open("ebucore:audioFormat", "audioFormatName", track.codec());
                xml.leaf("ebucore:audioEncoding", "", "typeLabel", track.codec());
                String tag = track.language();
                if (tag != null) {
                    xml.leaf("ebucore:audioTrack", "", "trackLanguage", tag);
                }
                xml.close();
            }
            case IMAGE -> {
                xml.open("ebucore:imageFormat", "imageFormatName", track.codec());
                size(file);
                xml.close();
            }
            case TEXT -> {} // after the container, as the schema has it
        }
    }

    private void size(Rendition file) {
        xml.leaf("ebucore:width", Integer.toString(file.width()), "unit", "pixel");
        xml.leaf("ebucore:height", Integer.toString(file.height()), "unit", "pixel");
    }

    private void words(Essence track) {
        xml.open("ebucore:dataFormat", "dataFormatName", track.codec());
        String tag = track.language();
        if (tag != null) {
            xml.leaf(
                    "ebucore:subtitlingFormat",
                    "",
                    "subtitlingFormatName",
                    track.codec(),
                    "language",
                    tag);
        }
        xml.close();
    }

    private void identifiers() {
        core("identifier", "identifier", facts.footage().id().value(), "V2V", null);
        String bytes = RightsGraph.name(facts.footage().sha256());
        core("identifier", "identifier", bytes, "RFC 6920", null);
        for (Record.LocalId id : facts.openIds()) {
            core("identifier", "identifier", id.value(), id.source(), null);
        }
    }

    private void languages() {
        for (Record.Language language : facts.languageUses()) {
            core("language", "language", language.tag(), language.use(), null);
        }
    }

    private void relations() {
        for (Record.Relation relation : facts.record().relations()) {
            core("relation", "relation", relation.id(), relation.type(), null);
        }
        core("isPartOf", "relation", facts.record().collection(), "collection", null);
        Record.Series series = facts.record().series();
        if (series != null) {
            String number = word(series.number());
            String title = number.isEmpty() ? series.title() : series.title() + ", " + number;
            core("isEpisodeOf", "relation", title, "series", null);
        }
    }

    private void coverage() {
        String period = facts.said(facts.record().period());
        if (!period.isEmpty()) {
            xml.open("ebucore:coverage").leaf("dc:coverage", period).close();
        }
        for (Record.Place place : facts.record().places()) {
            String name = facts.said(place.name());
            if (!name.isEmpty()) {
                xml.open("ebucore:coverage").open("ebucore:spatial").open("ebucore:location");
                xml.leaf("ebucore:name", name).close().close().close();
            }
        }
    }

    private void rights() {
        xml.open("ebucore:rights", "typeLabel", "license");
        xml.leaf("dc:rights", facts.credit());
        xml.leaf("ebucore:rightsLink", facts.license().url());
        for (String holder : facts.record().rights().holders()) {
            String name = facts.said(holder);
            if (!name.isEmpty()) {
                xml.open("ebucore:rightsHolder").open("ebucore:organisationDetails");
                xml.leaf("ebucore:organisationName", name).close().close();
            }
        }
        if (!facts.copyright().isEmpty()) {
            xml.open("ebucore:copyrightStatement");
            xml.leaf("dc:rights", facts.copyright()).close();
        }
        // cleared: the gate let it out
        xml.leaf("ebucore:rightsClearanceFlag", "true").close();
        core(
                "rights",
                "rights",
                facts.record().rights().rightsStatement(),
                "rightsStatement",
                null);
    }

    private void parts() {
        List<Record.Segment> segments = facts.record().segments();
        for (int i = 0; i < segments.size(); i++) {
            Record.Segment segment = segments.get(i);
            String number = String.format(Locale.ROOT, "%d", i + 1);
            xml.open("ebucore:part", "partNumber", number, "typeLabel", "segment");
            xml.open("ebucore:partStartTime")
                    .leaf(
                            "ebucore:editUnitNumber",
                            millis(segment.startMillis()),
                            "editRate",
                            "1000")
                    .close();
            xml.open("ebucore:partDuration")
                    .leaf(
                            "ebucore:normalPlayTime",
                            Duration.ofMillis(segment.endMillis() - segment.startMillis())
                                    .toString())
                    .close();
            core("title", "title", segment.title(), "", null);
            xml.close();
        }
    }

    private static String millis(long count) {
        return Long.toString(count);
    }
}
