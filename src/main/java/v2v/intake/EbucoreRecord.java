package v2v.intake;

import org.jspecify.annotations.Nullable;

import v2v.intake.xml.XmlElement;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// EBUCore 1.x: the `coreMetadata` of an `ebuCoreMain`.
final class EbucoreRecord {
    static final Pattern SPACE = Pattern.compile("(?i)urn:ebu:metadata-schema:ebucore.*");

    private static final Pattern RELATION =
            Pattern.compile(
                    "(is|has)[A-Z].*|relation|references|replaces|requires|conformsTo|source");

    /// What is measured on the file itself, or is about the document.
    private static final Set<String> TECHNICAL =
            Set.of("format", "version", "metadataProvider", "rating");

    private static final Map<String, String> DATES =
            Map.of(
                    "created", "produced",
                    "produced", "produced",
                    "recorded", "recorded",
                    "issued", "released",
                    "released", "released",
                    "digitised", "digitised",
                    "copyrighted", "copyright");

    private static final Set<String> OF_COPIES =
            Set.of("modified", "encoded", "ingested", "archived");

    private final XmlDraft draft;

    private EbucoreRecord(XmlDraft draft) {
        this.draft = draft;
    }

    static void read(XmlElement core, XmlDraft draft) {
        EbucoreRecord reading = new EbucoreRecord(draft);
        core.children().forEach(reading::element);
    }

    private void element(XmlElement e) {
        switch (e.local()) {
            case "title" -> words(e, "title", Word.TITLE, titleType(e));
            case "alternativeTitle" -> alternative(e);
            case "description" -> words(e, "description", Word.DESCRIPTION, kind(e));
            case "subject" -> term(e, Word.SUBJECT, "subject");
            case "creator" -> agents(e, "creator");
            case "contributor" -> agents(e, null);
            case "publisher" -> agents(e, "publisher");
            case "date" -> dates(e);
            case "type" -> type(e);
            case "language" -> language(e);
            case "coverage" -> coverage(e);
            case "rights" -> rights(e);
            case "identifier" ->
                    leaf(e, "identifier").ifPresent(id -> draft.identifier(id, label(e)));
            case "part" -> part(e);
            case "publicationHistory" -> e.children("publicationEvent").forEach(this::published);
            case "hasSeries", "isEpisodeOf" -> series(e);
            default -> other(e);
        }
    }

    private void other(XmlElement e) {
        if (RELATION.matcher(e.local()).matches()) {
            String type = e.is("relation") ? label(e).orElse("relation") : e.local();
            for (XmlElement id : e.all().toList()) {
                if (id.children().isEmpty() && !id.line().isEmpty()) {
                    draft.relation(id, type, id.line());
                    return;
                }
            }
        } else if (!TECHNICAL.contains(e.local())) {
            draft.unknown(e);
        }
    }

    private static Optional<String> label(XmlElement e) {
        return e.attribute("typeLabel").or(() -> e.attribute("typeDefinition"));
    }

    private static @Nullable String ref(XmlElement e) {
        return e.attribute("typeLink").orElse(null);
    }

    /// The Dublin Core element in it, or itself where it holds the words.
    private static Optional<XmlElement> leaf(XmlElement e, String name) {
        return e.child(name).or(() -> Optional.of(e)).filter(l -> !l.line().isEmpty());
    }

    private void words(XmlElement e, String name, Word word, @Nullable String detail) {
        List<XmlElement> all = e.children(name);
        (all.isEmpty() ? List.of(e) : all).forEach(each -> draft.say(word, detail, each));
    }

    private static String plain(XmlElement e) {
        return label(e).orElse("").toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
    }

    private static @Nullable String titleType(XmlElement e) {
        return switch (plain(e)) {
            case "original", "originaltitle" -> "original";
            case "episode", "episodetitle" -> "episode";
            case "translated", "translatedtitle", "translation" -> "translated";
            case "series", "seriestitle" -> "series";
            default -> null;
        };
    }

    private void alternative(XmlElement e) {
        String type = titleType(e);
        if ("series".equals(type)) {
            words(e, "title", Word.SERIES, null);
        } else {
            words(e, "title", Word.TITLE, type == null ? "alternative" : type);
        }
    }

    private static @Nullable String kind(XmlElement e) {
        return switch (plain(e)) {
            case "abstract" -> "abstract";
            case "summary", "synopsis" -> "synopsis";
            case "shotlist" -> "shotlist";
            default -> null;
        };
    }

    private void term(XmlElement e, Word word, String name) {
        leaf(e, name)
                .ifPresentOrElse(
                        l -> draft.term(word, l, l.line(), ref(e)),
                        () -> label(e).ifPresent(l -> draft.term(word, e, l, ref(e))));
    }

    /// Contact details are of a person, or of an organisation.
    private void agents(XmlElement e, @Nullable String kind) {
        String role = e.child("role").flatMap(EbucoreRecord::label).orElse(kind);
        for (XmlElement person : e.children("contactDetails")) {
            XmlElement named = person.child("name").orElse(person);
            String name = named == person ? nameOf(person) : named.line();
            draft.person(named, name, role, ref(e.child("role").orElse(e)));
        }
        for (XmlElement body : e.children("organisationDetails")) {
            body.child("organisationName")
                    .ifPresent(n -> draft.organisation(n, n.line(), role, ref(e)));
        }
        boolean bare = e.children("contactDetails", "organisationDetails").isEmpty();
        if (bare && "publisher".equals(kind)) {
            draft.organisation(e, e.allText(), role, null);
        } else if (bare) {
            draft.person(e, e.allText(), role, null);
        }
    }

    private static String nameOf(XmlElement person) {
        String given = person.child("givenName").map(XmlElement::line).orElse("");
        String family = person.child("familyName").map(XmlElement::line).orElse("");
        return (given + " " + family).strip();
    }

    private void dates(XmlElement dates) {
        for (XmlElement e : dates.children()) {
            String kind = e.is("date") ? "produced" : DATES.get(e.local());
            if (kind == null && e.is("alternative")) {
                String said = PbcoreRecord.dateKind(plain(e));
                kind = said.isEmpty() || plain(e).isEmpty() ? null : said;
            }
            date(e, kind);
        }
    }

    private void date(XmlElement e, @Nullable String kind) {
        String value = day(e);
        if (value.isEmpty() || OF_COPIES.contains(e.local())) {
            return;
        }
        switch (kind) {
            case null ->
                    draft.unread(
                            "dates",
                            e,
                            value,
                            "write it in created, issued, released or digitised");
            case "embargo" -> draft.say(Word.EMBARGO, null, e, value);
            case "expires" -> draft.say(Word.EXPIRES, null, e, value);
            default -> draft.say(Word.DATE, kind, e, value);
        }
    }

    /// EBUCore keeps dates in attributes; a start and an end are an interval of EDTF.
    private static String day(XmlElement e) {
        String start = e.attribute("startDate").or(() -> e.attribute("startYear")).orElse(e.line());
        String end = e.attribute("endDate").or(() -> e.attribute("endYear")).orElse("");
        String from = withoutZone(start);
        String to = withoutZone(end);
        return to.isEmpty() || to.equals(from) ? from : from + "/" + to;
    }

    /// The dates of XML Schema may have a zone: `2014-05-03Z`.
    private static String withoutZone(String date) {
        return date.replaceFirst("^(\\d{4}(-\\d\\d){0,2})(Z|[+-]\\d\\d:\\d\\d)$", "$1");
    }

    private void type(XmlElement types) {
        for (XmlElement e : types.children()) {
            switch (e.local()) {
                case "genre" -> term(e, Word.GENRE, "genre");
                case "objectType", "type" ->
                        leaf(e, "type")
                                .map(XmlElement::line)
                                .or(() -> label(e))
                                .ifPresent(t -> draft.say(Word.TYPE, null, e, t));
                case "targetAudience", "audienceLevel", "audienceRating" ->
                        label(e).or(() -> Optional.of(e.allText()))
                                .ifPresent(
                                        t -> draft.say(Word.NOTE, null, e, e.local() + ": " + t));
                default -> draft.unknown(e);
            }
        }
    }

    private void language(XmlElement e) {
        String use =
                plain(e).contains("subtitle") || plain(e).contains("caption")
                        ? "subtitle"
                        : "audio";
        leaf(e, "language").ifPresent(l -> draft.say(Word.LANGUAGE, use, l));
    }

    private void coverage(XmlElement coverage) {
        for (XmlElement e : coverage.children()) {
            switch (e.local()) {
                case "coverage" -> DublinCoreRecord.coverage(e, draft);
                case "temporal" -> period(e);
                case "spatial" -> places(e);
                default -> draft.unknown(e);
            }
        }
    }

    private void period(XmlElement temporal) {
        List<XmlElement> times = temporal.children("PeriodOfTime");
        for (XmlElement e : times.isEmpty() ? List.of(temporal) : times) {
            String value = day(e);
            String named = e.attribute("periodName").or(() -> label(temporal)).orElse("");
            draft.say(Word.PERIOD, null, e, value.isEmpty() ? named : value);
        }
    }

    private void places(XmlElement spatial) {
        for (XmlElement location : spatial.children("location")) {
            XmlElement name = location.child("name").orElse(location);
            String said = name.line().isEmpty() ? label(location).orElse("") : name.line();
            draft.place(name, said, ref(location));
        }
        if (spatial.children().isEmpty()) {
            draft.place(spatial, spatial.line(), null);
        }
    }

    private void rights(XmlElement rights) {
        for (XmlElement e : rights.children()) {
            switch (e.local()) {
                case "rights" -> draft.say(Word.RIGHTS, null, e);
                case "rightsLink" -> draft.say(Word.LICENSE, null, e);
                case "rightsHolder" -> holder(e);
                case "copyrightStatement" -> draft.say(Word.COPYRIGHT, null, e);
                case "exploitationIssues" -> draft.restrict(e, e.allText());
                case "rightsClearanceFlag" -> flag(e, false);
                case "processingRestrictionFlag" -> flag(e, true);
                case "coverage" -> limits(e);
                case "disclaimer", "contactDetails", "rightsAttributedId" ->
                        draft.note(e.local(), e);
                default -> draft.restrict(e, e.local() + ": " + e.allText());
            }
        }
        rights.attribute("rightsLink").ifPresent(l -> draft.say(Word.LICENSE, null, rights, l));
        for (String flag : List.of("rightsClearanceFlag", "processingRestrictionFlag")) {
            rights.attribute(flag)
                    .filter(v -> isTrue(v) == flag.startsWith("processing"))
                    .ifPresent(v -> draft.restrict(rights, flag + " is " + v));
        }
    }

    /// @param restricting the value that forbids something
    private void flag(XmlElement e, boolean restricting) {
        if (isTrue(e.line()) == restricting) {
            draft.restrict(e, e.local() + " is " + e.line());
        } else {
            draft.prove("rights.accessRestriction", e, e.line());
        }
    }

    private static boolean isTrue(String flag) {
        return flag.equalsIgnoreCase("true") || flag.equals("1");
    }

    private void holder(XmlElement e) {
        List<XmlElement> named =
                e.all()
                        .filter(n -> n.is("name") || n.is("organisationName"))
                        .filter(n -> !n.line().isEmpty())
                        .toList();
        if (named.isEmpty()) {
            draft.say(Word.HOLDER, null, e, e.allText());
        }
        named.forEach(n -> draft.say(Word.HOLDER, null, n));
    }

    /// Where and until when the rights hold.
    private void limits(XmlElement coverage) {
        for (XmlElement e : coverage.children("spatial", "coverage")) {
            draft.say(Word.TERRITORY, null, e, spot(e));
        }
        for (XmlElement e : coverage.children("temporal")) {
            for (XmlElement time : e.children().isEmpty() ? List.of(e) : e.children()) {
                time.attribute("endDate")
                        .or(() -> time.attribute("endYear"))
                        .ifPresent(end -> draft.say(Word.EXPIRES, null, time, end));
                time.attribute("startDate")
                        .ifPresent(day -> draft.say(Word.EMBARGO, null, time, withoutZone(day)));
            }
        }
    }

    private static String spot(XmlElement e) {
        String text = e.allText();
        return text.isEmpty()
                ? e.all().flatMap(x -> label(x).stream()).findFirst().orElse("")
                : text;
    }

    private void part(XmlElement e) {
        Optional<String> title =
                e.all()
                        .filter(t -> t.is("title") && !t.line().isEmpty())
                        .map(XmlElement::line)
                        .findFirst()
                        .or(() -> e.attribute("partName"));
        Optional<Long> start = e.child("partStartTime").flatMap(EbucoreRecord::time);
        Optional<Long> end =
                e.child("partEndTime")
                        .flatMap(EbucoreRecord::time)
                        .or(() ->
                                start.flatMap(s ->
                                        e.child("partDuration")
                                                .flatMap(EbucoreRecord::time)
                                                .map(d -> s + d)));
        if (title.isPresent() && start.isPresent() && end.isPresent()) {
            draft.segment(e, start.get(), end.get(), title.get());
        } else {
            draft.unread(
                    "segments",
                    e,
                    e.allText(),
                    "give it partStartTime and partEndTime as normalPlayTime, and a title");
        }
    }

    private static Optional<Long> time(XmlElement e) {
        return Clock.millis(e.allText());
    }

    private void series(XmlElement e) {
        e.all()
                .filter(t -> t.is("title") && t.children().isEmpty())
                .findFirst()
                .or(() -> e.child("relation"))
                .ifPresentOrElse(t -> draft.say(Word.SERIES, null, t), () -> other(e));
    }

    /// A showing: the first one is a date of the work.
    private void published(XmlElement event) {
        boolean first =
                event.attribute("firstShowing").map(EbucoreRecord::isTrue).orElse(false)
                        || event.child("firstShowing").map(f -> isTrue(f.line())).orElse(false);
        event.child("publicationDate")
                .filter(d -> first)
                .ifPresent(d -> draft.say(Word.DATE, "firstBroadcast", d, withoutZone(day(d))));
        event.all()
                .filter(e -> e.is("publicationServiceName") || e.is("publicationChannelName"))
                .findFirst()
                .ifPresent(e -> draft.organisation(e, e.line(), "broadcaster", null));
    }
}
