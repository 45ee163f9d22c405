package v2v.intake;

import v2v.intake.xml.XmlElement;

import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Dublin Core in XML: `oai_dc`, plain `dc:` elements, DCMI terms, in whatever stands around them.
final class DublinCoreRecord {
    static final Set<String> SPACES =
            Set.of("http://purl.org/dc/elements/1.1/", "http://purl.org/dc/terms/");

    /// `1912`, `1912-1914`, `1912/1914`: a coverage that is a time and no place.
    private static final Pattern TIME = Pattern.compile("\\d{4}[~?]?([-/ –]+\\d{4}[~?]?)?|\\d{3}X");

    private static final Map<String, String> RELATIONS =
            Map.ofEntries(
                    Map.entry("relation", "relation"),
                    Map.entry("source", "source"),
                    Map.entry("hasPart", "hasPart"),
                    Map.entry("isPartOf", "isPartOf"),
                    Map.entry("hasVersion", "hasVersion"),
                    Map.entry("isVersionOf", "isVersionOf"),
                    Map.entry("hasFormat", "hasFormat"),
                    Map.entry("isFormatOf", "isFormatOf"),
                    Map.entry("references", "references"),
                    Map.entry("isReferencedBy", "isReferencedBy"),
                    Map.entry("replaces", "replaces"),
                    Map.entry("isReplacedBy", "isReplacedBy"),
                    Map.entry("requires", "requires"),
                    Map.entry("isRequiredBy", "isRequiredBy"),
                    Map.entry("conformsTo", "conformsTo"));

    /// What is measured on the file itself.
    private static final Set<String> TECHNICAL = Set.of("format", "extent", "medium", "modified");

    private final XmlDraft draft;

    private DublinCoreRecord(XmlDraft draft) {
        this.draft = draft;
    }

    static void read(XmlElement record, XmlDraft draft) {
        DublinCoreRecord reading = new DublinCoreRecord(draft);
        for (XmlElement element : record.children()) {
            if (element.is("Description") || element.is("dc")) {
                read(element, draft); // RDF, and wrappers of wrappers
            } else {
                reading.element(element);
            }
        }
    }

    private void element(XmlElement e) {
        switch (e.local()) {
            case "title" -> draft.say(Word.TITLE, null, e);
            case "alternative" -> draft.say(Word.TITLE, "alternative", e);
            case "description" -> draft.say(Word.DESCRIPTION, null, e);
            case "abstract" -> draft.say(Word.DESCRIPTION, "abstract", e);
            case "tableOfContents" -> draft.say(Word.DESCRIPTION, "shotlist", e);
            case "subject" -> draft.say(Word.SUBJECT, null, e);
            case "type" -> draft.say(Word.TYPE, null, e);
            case "creator" -> draft.person(e, e.line(), "creator", null);
            case "contributor" -> draft.person(e, e.line(), null, null);
            case "publisher" -> draft.organisation(e, e.line(), "publisher", null);
            case "date" -> draft.say(Word.DATE, null, e);
            case "created" -> draft.say(Word.DATE, "produced", e);
            case "issued" -> draft.say(Word.DATE, "released", e);
            case "dateCopyrighted" -> draft.say(Word.DATE, "copyright", e);
            case "language" -> draft.say(Word.LANGUAGE, null, e);
            case "identifier" -> draft.identifier(e, e.attribute("type"));
            case "bibliographicCitation" -> draft.note("citation", e);
            case "audience", "educationLevel", "provenance" -> draft.note(e.local(), e);
            case "coverage" -> coverage(e, draft);
            case "spatial" -> draft.place(e, e.line(), null);
            case "temporal" -> draft.say(Word.PERIOD, null, e);
            default -> other(e);
        }
    }

    private void other(XmlElement e) {
        switch (e.local()) {
            case "rights" -> draft.say(Word.RIGHTS, null, e);
            case "license" -> draft.say(Word.LICENSE, null, e);
            case "rightsHolder" -> draft.say(Word.HOLDER, null, e);
            case "accessRights" -> draft.restrict(e, e.line());
            // the day on which it became available, or will
            case "available" -> draft.say(Word.EMBARGO, null, e);
            case "valid" -> draft.say(Word.EXPIRES, null, e);
            default -> {
                String relation = RELATIONS.get(e.local());
                if (relation != null) {
                    draft.relation(e, relation, e.line());
                } else if (!TECHNICAL.contains(e.local())) {
                    draft.unknown(e);
                }
            }
        }
    }

    /// Dublin Core has one word for where and when.
    static void coverage(XmlElement e, XmlDraft draft) {
        if (TIME.matcher(e.line()).matches()) {
            draft.say(Word.PERIOD, null, e);
        } else {
            draft.place(e, e.line(), e.attribute("ref").orElse(null));
        }
    }
}
