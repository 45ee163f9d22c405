package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.intake.xml.XmlElement;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// PBCore 2.x: a description document, or an instantiation document alone.
///
/// What an instantiation says of its carrier and codec is not read: the file itself is measured.
/// Its language, rights and identifiers count when it is this file, or when none is.
///
/// What PBCore has no place for is read from the `annotation` where a release's own document says
/// it: the language of a text, whether somebody is a person, what a sentence about rights is.
final class PbcoreRecord {
    private static final Pattern DIGEST = Pattern.compile("(?i).*(checksum|digest|md5|sha-?\\d).*");

    /// Whoever may see it: an archive's own word for who may not.
    private static final Pattern ACCESS = Pattern.compile("(?i).*(access|restrict|embargo).*");

    /// What is measured on the file itself, or says where a carrier stands.
    private static final Set<String> TECHNICAL =
            Set.of(
                    ("instantiationDimensions instantiationPhysical instantiationDigital"
                         + " instantiationStandard instantiationLocation instantiationMediaType"
                         + " instantiationGenerations instantiationFileSize instantiationTimeStart"
                         + " instantiationDuration instantiationDataRate instantiationColors"
                         + " instantiationTracks instantiationChannelConfiguration"
                         + " instantiationEssenceTrack instantiationRelation instantiationPart")
                            .split(" ", -1));

    /// What the record says that a language is used for.
    private static final Set<String> USES = Set.of("audio", "subtitle", "metadata");

    private final XmlDraft draft;
    private final String footage;

    private PbcoreRecord(XmlDraft draft, String footage) {
        this.draft = draft;
        this.footage = footage;
    }

    /// Reads a document, or one instantiation that stands for itself.
    ///
    /// @param footage the base name of the file
    static void read(XmlElement document, String footage, XmlDraft draft) {
        PbcoreRecord reading = new PbcoreRecord(draft, footage);
        if (document.is("pbcoreInstantiationDocument")) {
            reading.instantiation(document, true);
        } else {
            reading.document(document);
        }
    }

    /// Whether an instantiation, or a document by any of its identifiers, names this file.
    ///
    /// @param whole whether the name must have its extension too
    static boolean names(XmlElement of, String footage, boolean whole) {
        return of.all()
                .filter(e ->
                        e.is("instantiationIdentifier")
                                || e.is("instantiationLocation")
                                || e.is("pbcoreIdentifier"))
                .map(e -> e.line().replaceFirst(".*[/\\\\]", ""))
                .anyMatch(name ->
                        name.equalsIgnoreCase(footage)
                                || (!whole
                                        && !name.isEmpty()
                                        && Names.stem(name).equalsIgnoreCase(Names.stem(footage))));
    }

    private void document(XmlElement document) {
        boolean episode =
                document.children("pbcoreTitle").stream()
                        .map(t -> plain(t.attribute("titleType")))
                        .anyMatch(type -> type.startsWith("episode"));
        boolean main =
                document.children("pbcoreTitle").stream()
                        .map(t -> plain(t.attribute("titleType")))
                        .anyMatch(PbcoreRecord::isMain);
        for (XmlElement e : document.children()) {
            if (e.is("pbcoreTitle")) {
                title(e, episode && !main);
            } else if (!e.is("pbcoreInstantiation")) {
                element(e);
            }
        }
        document.around("pbcoreCollection")
                .ifPresent(c ->
                        c.attribute("collectionTitle")
                                .ifPresent(t -> draft.say(Word.COLLECTION, null, c, t)));
        instantiations(document.children("pbcoreInstantiation"));
    }

    private static boolean isMain(String type) {
        return type.isEmpty() || type.equals("title") || type.startsWith("main");
    }

    private static String plain(Optional<String> said) {
        return said.orElse("").toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    /// @param ofEpisode whether the document is about an episode: its programme is the series then
    private void title(XmlElement e, boolean ofEpisode) {
        String type = plain(e.attribute("titleType"));
        switch (type) {
            case "series", "seriestitle" -> series(e);
            case "program", "programme" -> {
                if (ofEpisode) {
                    series(e);
                } else {
                    draft.say(Word.TITLE, null, e);
                }
            }
            case "episode", "episodetitle" -> draft.say(Word.TITLE, "episode", e);
            case "episodenumber" -> draft.say(Word.NUMBER, null, e);
            case "original", "originaltitle" -> draft.say(Word.TITLE, "original", e);
            case "translated", "translatedtitle", "translation" ->
                    draft.say(Word.TITLE, "translated", e);
            case "collection" -> draft.say(Word.COLLECTION, null, e);
            default -> draft.say(Word.TITLE, isMain(type) ? null : "alternative", e);
        }
    }

    private void series(XmlElement e) {
        draft.say(Word.SERIES, null, e);
    }

    private void element(XmlElement e) {
        switch (e.local()) {
            case "pbcoreAssetType" -> draft.say(Word.TYPE, null, e);
            case "pbcoreAssetDate" -> date(e);
            case "pbcoreIdentifier" -> draft.identifier(e, e.attribute("source"));
            case "pbcoreSubject" -> draft.term(Word.SUBJECT, e, e.line(), ref(e));
            case "pbcoreDescription" -> description(e);
            case "pbcoreGenre" -> draft.term(Word.GENRE, e, e.line(), ref(e));
            case "pbcoreRelation" ->
                    e.child("pbcoreRelationIdentifier")
                            .ifPresent(id -> draft.relation(id, relationType(e), id.line()));
            case "pbcoreCoverage" -> coverage(e);
            case "pbcoreAudienceLevel" -> draft.note("audience level", e);
            case "pbcoreAudienceRating" -> draft.note("audience rating", e);
            case "pbcoreCreator" -> agent(e, "creator");
            case "pbcoreContributor" -> agent(e, "contributor");
            case "pbcorePublisher" -> agent(e, "publisher");
            case "pbcoreRightsSummary" -> rights(e);
            case "pbcoreAnnotation" -> annotation(e);
            case "pbcorePart" -> part(e);
            case "pbcoreExtension" -> extension(e);
            default -> draft.unknown(e);
        }
    }

    private static @Nullable String ref(XmlElement e) {
        return e.attribute("ref").orElse(null);
    }

    private static @Nullable String kind(XmlElement e) {
        return switch (plain(e.attribute("descriptionType"))) {
            case "abstract" -> "abstract";
            case "summary", "synopsis" -> "synopsis";
            case "shotlist", "shots" -> "shotlist";
            default -> null;
        };
    }

    /// One that is about a stretch of time, and says which, is a segment.
    private void description(XmlElement e) {
        Optional<Long> start = e.attribute("startTime").flatMap(Clock::millis);
        Optional<Long> end = e.attribute("endTime").flatMap(Clock::millis);
        boolean segment = e.attribute("segmentType").isPresent() && !e.line().isEmpty();
        if (segment && start.isPresent() && end.isPresent()) {
            draft.segment(e, start.get(), end.get(), e.line());
        } else {
            draft.say(Word.DESCRIPTION, kind(e), e);
        }
    }

    private static String relationType(XmlElement e) {
        return e.child("pbcoreRelationType").map(XmlElement::line).orElse("relation");
    }

    private void coverage(XmlElement around) {
        String type = plain(around.child("coverageType").map(XmlElement::line));
        for (XmlElement e : around.children("coverage")) {
            switch (type) {
                case "spatial" -> draft.place(e, e.line(), ref(e));
                case "temporal" -> draft.say(Word.PERIOD, null, e);
                default -> DublinCoreRecord.coverage(e, draft);
            }
        }
    }

    private void agent(XmlElement around, String kind) {
        String plain = kind.equals("contributor") ? null : kind;
        List<String> roles =
                around.children(kind + "Role").stream()
                        .map(XmlElement::line)
                        .filter(role -> !role.isEmpty())
                        .toList();
        for (XmlElement e : around.children(kind)) {
            if (roles.isEmpty()) {
                party(e, organised(e, kind), plain);
            }
            roles.forEach(role -> party(e, organised(e, kind), role));
        }
    }

    /// Whoever publishes is an organisation, whoever creates a person, unless it says otherwise.
    private static boolean organised(XmlElement e, String kind) {
        return switch (plain(e.attribute("annotation"))) {
            case "organization", "organisation" -> true;
            case "person" -> false;
            default -> kind.equals("publisher");
        };
    }

    private void party(XmlElement e, boolean organised, @Nullable String role) {
        if (organised) {
            draft.organisation(e, e.line(), role, ref(e));
        } else {
            draft.person(e, e.line(), role, ref(e));
        }
    }

    private void date(XmlElement e) {
        String type = plain(e.attribute("dateType"));
        String kind = dateKind(type);
        switch (kind) {
            case "embargo" -> draft.say(Word.EMBARGO, null, e);
            case "expires" -> draft.say(Word.EXPIRES, null, e);
            case "" ->
                    draft.unread(
                            "dates",
                            e,
                            e.line(),
                            "write created, broadcast, issued, digitized or copyright as its"
                                    + " dateType");
            default -> draft.say(Word.DATE, kind, e);
        }
    }

    /// The record's word for a date; embargo and expires for one that restricts.
    static String dateKind(String type) {
        return switch (type) {
            case "",
                    "created",
                    "datecreated",
                    "produced",
                    "dateproduced",
                    "production",
                    "content" ->
                    "produced";
            case "recorded", "daterecorded", "captured", "performed", "filmed", "shot" ->
                    "recorded";
            case "broadcast", "datebroadcast", "firstbroadcast", "aired", "airdate" ->
                    "firstBroadcast";
            case "released",
                    "datereleased",
                    "issued",
                    "dateissued",
                    "published",
                    "datepublished",
                    "distributed",
                    "podcasted",
                    "webcast" ->
                    "released";
            case "digitised", "digitized", "datedigitised", "datedigitized", "transferred" ->
                    "digitised";
            case "copyright", "copyrighted", "datecopyrighted", "copyrightdate" -> "copyright";
            case "availablestart",
                    "availabilitystart",
                    "licensestart",
                    "licensedstart",
                    "validstart",
                    "embargo" ->
                    "embargo";
            case "availableend",
                    "availabilityend",
                    "licenseend",
                    "licensedend",
                    "validend",
                    "expires",
                    "expiration",
                    "unavailable" ->
                    "expires";
            default -> "";
        };
    }

    private void rights(XmlElement summary) {
        for (XmlElement e : summary.children()) {
            switch (e.local()) {
                case "rightsSummary" -> right(e);
                case "rightsLink" -> draft.say(Word.LICENSE, null, e);
                // XML of some other standard: a person must read what it forbids
                case "rightsEmbedded" -> draft.restrict(e, e.allText());
                default -> draft.unknown(e);
            }
        }
    }

    private void right(XmlElement e) {
        switch (e.attribute("annotation").orElse("")) {
            // the link beside it says it better
            case "license" -> draft.say(Word.LICENSE, null, e);
            // made of title, attribution and licence, which are read
            case "credit" -> draft.prove("", e, e.line());
            case "attributionName" -> {
                draft.say(Word.ATTRIBUTION, null, e);
                e.attribute("ref").ifPresent(url -> draft.say(Word.ATTRIBUTION_URL, null, e, url));
            }
            case "copyrightNotice" -> draft.say(Word.COPYRIGHT, null, e);
            case "holder" -> draft.say(Word.HOLDER, null, e);
            default -> draft.say(Word.RIGHTS, null, e);
        }
    }

    private void annotation(XmlElement e) {
        String type = e.attribute("annotationType").orElse("");
        if (ACCESS.matcher(type).matches() || Words.couldRestrict(type)) {
            draft.restrict(e, e.line());
        } else {
            draft.note(type.isEmpty() ? "annotation" : type, e);
        }
    }

    /// A part with times is a segment; one without is another work that this one holds.
    private void part(XmlElement part) {
        Optional<String> name =
                part.children("pbcoreTitle", "pbcoreDescription").stream()
                        .map(XmlElement::line)
                        .filter(t -> !t.isEmpty())
                        .findFirst();
        Optional<Long> start = part.attribute("startTime").flatMap(Clock::millis);
        Optional<Long> end = part.attribute("endTime").flatMap(Clock::millis);
        List<XmlElement> ids = part.children("pbcoreIdentifier");
        if (name.isPresent() && start.isPresent() && end.isPresent()) {
            draft.segment(part, start.get(), end.get(), name.get());
        } else if (!ids.isEmpty()) {
            ids.forEach(id -> draft.relation(id, "hasPart", id.line()));
        } else {
            draft.unread(
                    "segments",
                    part,
                    part.allText(),
                    "give it startTime and endTime as HH:MM:SS, and a title");
        }
    }

    private void extension(XmlElement extension) {
        List<XmlElement> wraps = extension.children("extensionWrap");
        if (wraps.isEmpty()) {
            draft.unknown(extension);
        }
        for (XmlElement wrap : wraps) {
            String head = wrap.child("extensionElement").map(XmlElement::line).orElse("");
            Optional<XmlElement> value = wrap.child("extensionValue");
            Meaning meaning = Words.meaning(head);
            if (value.isEmpty() || (meaning == null && !Words.couldRestrict(head))) {
                draft.unknown(wrap);
            } else if (meaning == null) {
                draft.restrict(value.get(), head + ": " + value.get().line());
            } else {
                draft.say(meaning.word(), meaning.detail(), value.get());
            }
        }
    }

    private void instantiations(List<XmlElement> all) {
        List<XmlElement> exact = all.stream().filter(i -> names(i, footage, true)).toList();
        List<XmlElement> these =
                exact.isEmpty()
                        ? all.stream().filter(i -> names(i, footage, false)).toList()
                        : exact;
        if (these.isEmpty()) {
            all.forEach(i -> instantiation(i, false));
        } else {
            these.forEach(i -> instantiation(i, true));
        }
    }

    /// @param its whether this is the file; else it only helps to know about the work
    private void instantiation(XmlElement instantiation, boolean its) {
        for (XmlElement e : instantiation.children()) {
            switch (e.local()) {
                case "instantiationLanguage" -> language(instantiation, e);
                case "instantiationRights" -> rights(e);
                case "instantiationIdentifier" -> {
                    if (its && !DIGEST.matcher(identity(e)).matches()) {
                        draft.identifier(e, e.attribute("source"));
                    }
                }
                case "instantiationDate" -> instantiationDate(e, its);
                case "instantiationAlternativeModes" -> draft.note("alternative modes", e);
                case "instantiationAnnotation" -> annotation(e);
                case "instantiationExtension" -> extension(e);
                default -> {
                    if (!TECHNICAL.contains(e.local())) {
                        draft.unknown(e);
                    }
                }
            }
        }
        if (instantiation.children("instantiationLanguage").isEmpty()) {
            instantiation.children("instantiationEssenceTrack").forEach(this::track);
        }
    }

    /// A release says use and tag beside the three letters that PBCore wants (`audio: de-AT`).
    private void language(XmlElement instantiation, XmlElement e) {
        String note = e.attribute("annotation").orElse("");
        String[] said = note.split(": ", 2);
        boolean tagged = said.length == 2 && USES.contains(said[0]);
        boolean text =
                plain(instantiation.child("instantiationMediaType").map(XmlElement::line))
                        .equals("text");
        String use = text ? "subtitle" : "audio";
        draft.say(
                Word.LANGUAGE,
                tagged ? said[0] : use,
                e,
                tagged ? said[1] : Languages.tag(note).orElse(e.line()));
    }

    private static String identity(XmlElement e) {
        return e.attribute("source").orElse("") + " " + e.attribute("annotation").orElse("");
    }

    /// The day of a copy is no day of the work, unless it says that it is.
    private void instantiationDate(XmlElement e, boolean its) {
        String kind = dateKind(plain(e.attribute("dateType")));
        boolean restricts = kind.equals("embargo") || kind.equals("expires");
        if (restricts || (its && (kind.equals("digitised") || kind.equals("recorded")))) {
            date(e);
        }
    }

    private void track(XmlElement track) {
        String type = plain(track.child("essenceTrackType").map(XmlElement::line));
        String use =
                switch (type) {
                    case "audio" -> "audio";
                    case "caption", "captions", "subtitle", "subtitles", "text" -> "subtitle";
                    default -> "";
                };
        if (!use.isEmpty()) {
            track.children("essenceTrackLanguage").forEach(e -> draft.say(Word.LANGUAGE, use, e));
        }
    }
}
