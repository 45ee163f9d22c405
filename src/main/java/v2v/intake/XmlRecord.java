package v2v.intake;

import v2v.intake.xml.XmlElement;
import v2v.intake.xml.XmlFault;
import v2v.intake.xml.XmlReader;
import v2v.intake.xml.XmlReader.Step;
import v2v.item.Record;
import v2v.item.Refusal;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// A record in XML, known by its root element: PBCore, EBUCore, Dublin Core, the Internet Archive's
/// `_meta.xml`, alone or inside a METS or OAI-PMH document.
final class XmlRecord implements XmlReader.Asking {
    private static final String PBCORE = "http://www.pbcore.org/PBCore/PBCoreNamespace.html";

    /// The root element of anything stands within so many bytes.
    private static final int HEAD = 64 << 10;

    /// An edit list of Final Cut: a DOCTYPE that points nowhere and declares nothing.
    private static final Pattern BARE_DOCTYPE =
            Pattern.compile("(?s)[^<]*(<\\?[^>]*>\\s*)?<!DOCTYPE\\s+([\\w:.-]+)\\s*>\\s*<\\2\\b.*");

    /// Roots that may hold Dublin Core, or the values of the Internet Archive.
    private static final Set<String> LOOSE =
            Set.of("metadata", "dc", "dublin_core", "qualifieddc", "record", "RDF");

    /// Where the documents of several works may stand.
    private static final Set<String> SEVERAL = Set.of("pbcoreCollection", "OAI-PMH");

    private static final Set<String> ROOTS =
            Stream.of(
                            LOOSE,
                            SEVERAL,
                            Set.of(
                                    "pbcoreDescriptionDocument",
                                    "pbcoreInstantiationDocument",
                                    "ebuCoreMain",
                                    "coreMetadata",
                                    "mets"))
                    .flatMap(Set::stream)
                    .collect(Collectors.toUnmodifiableSet());

    private final SourceText source;
    private final String footage;
    private final List<XmlElement> exact = new ArrayList<>();
    private final List<XmlElement> near = new ArrayList<>();
    private final List<XmlElement> others = new ArrayList<>();
    private long seen;
    private boolean several;
    private boolean known;

    private XmlRecord(SourceText source, String footage) {
        this.source = source;
        this.footage = footage;
    }

    /// Reads the record of this footage.
    ///
    /// @param footage the base name of the file
    /// @return empty when the document is of a kind that is no record
    /// @throws Refusal when it is hostile, broken, or about other files
    static Optional<Record> read(Path file, String footage) throws IOException {
        SourceText source = SourceText.unread(file);
        XmlRecord reading = new XmlRecord(source, footage);
        try {
            XmlReader.read(file, reading);
        } catch (XmlFault fault) {
            if (fault.kind() == XmlFault.Kind.ENTITY && isOfAnotherKind(file)) {
                return Optional.empty();
            }
            throw reading.refusal(fault);
        } catch (AccessDeniedException e) {
            throw source.fault("", "this user may not read it");
        }
        return reading.record();
    }

    /// What a person is told about XML beside footage that is of another kind.
    static Record leftAlone(Path file) throws IOException {
        SourceText source = new SourceText(file, "");
        Draft draft = new Draft();
        draft.leave(
                new Record.Unread(
                        "",
                        source.name(),
                        null,
                        rootOf(file).orElse("?"),
                        "write the record as PBCore, EBUCore, Dublin Core, JSON or CSV, or give"
                                + " this file another name"));
        return draft.record();
    }

    /// Whether it is timed text, which is not about the work but part of it.
    static boolean isTimedText(Path file) throws IOException {
        return rootOf(file).filter("tt"::equals).isPresent();
    }

    /// The local name of the root element, where it stands near the beginning.
    static Optional<String> rootOf(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setXMLReporter((message, type, about, at) -> {});
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try (InputStream in = Files.newInputStream(file)) {
            // the reader holds a comment as a whole, and one can be as long as the file
            byte[] head = in.readNBytes(HEAD);
            XMLStreamReader reader = factory.createXMLStreamReader(new ByteArrayInputStream(head));
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                    return Optional.of(reader.getLocalName());
                }
            }
            return Optional.empty();
        } catch (XMLStreamException e) {
            return Optional.empty();
        }
    }

    /// Whether it is no record, for all that its first line is a DOCTYPE.
    private static boolean isOfAnotherKind(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
            Matcher bare = BARE_DOCTYPE.matcher(head);
            return bare.matches() && !ROOTS.contains(bare.group(2).replaceFirst("^.*:", ""));
        }
    }

    private Refusal refusal(XmlFault fault) {
        if (fault.kind() != XmlFault.Kind.ENTITY) {
            boolean large = fault.kind() == XmlFault.Kind.TOO_LARGE;
            return source.fault(
                    fault.where(), (large ? "" : "not well-formed XML: ") + fault.what());
        }
        String at = fault.where().isEmpty() ? "" : ", " + fault.where();
        return new Refusal(
                Refusal.Code.XML_ENTITY_REFUSED,
                source.file().toString(),
                "the record " + source.name() + at + ": " + fault.what(),
                "take the DOCTYPE and its entities out, then order it again");
    }

    @Override
    public Step at(XmlElement element) {
        if (element.root()) {
            several = SEVERAL.contains(element.local());
        }
        boolean record = isRecord(element) || (element.root() && LOOSE.contains(element.local()));
        boolean around = !element.root() || several || element.is("mets") || isEbuMain(element);
        known |= record || around;
        return record ? Step.TAKE : around ? Step.ENTER : Step.LEAVE;
    }

    private static boolean isEbuMain(XmlElement e) {
        return e.is("ebuCoreMain") && EbucoreRecord.SPACE.matcher(e.namespace()).matches();
    }

    private static boolean isRecord(XmlElement e) {
        return switch (e.local()) {
            case "pbcoreDescriptionDocument", "pbcoreInstantiationDocument" ->
                    e.namespace().equals(PBCORE) || e.namespace().isEmpty();
            case "coreMetadata" -> EbucoreRecord.SPACE.matcher(e.namespace()).matches();
            case "dc" -> e.namespace().startsWith("http://www.openarchives.org/OAI/");
            case "rightsMD" -> e.namespace().contains("METS");
            default -> false;
        };
    }

    /// Of several documents only those are kept that name this file.
    @Override
    public boolean take(XmlElement whole) {
        seen++;
        if (!several) {
            return others.add(whole);
        }
        if (names(whole, true)) {
            return exact.add(whole);
        }
        if (names(whole, false)) {
            return near.add(whole);
        }
        return seen == 1 && others.add(whole);
    }

    private boolean names(XmlElement whole, boolean extension) {
        if (!whole.is("dc")) {
            return PbcoreRecord.names(whole, footage, extension);
        }
        String stem = Names.stem(footage);
        return whole.children("identifier").stream()
                .map(e -> e.line().replaceFirst(".*[/\\\\]", ""))
                .anyMatch(n ->
                        n.equalsIgnoreCase(footage)
                                || (!extension && Names.stem(n).equalsIgnoreCase(stem)));
    }

    private Optional<Record> record() {
        if (!known) {
            return Optional.empty();
        }
        XmlDraft draft = new XmlDraft(source);
        boolean any = false;
        for (XmlElement whole : chosen()) {
            any |= fill(whole, draft);
        }
        return any ? Optional.of(draft.record()) : Optional.empty();
    }

    private List<XmlElement> chosen() {
        if (!several) {
            return ofThisFile(others);
        }
        List<XmlElement> named = exact.isEmpty() ? near : exact;
        List<XmlElement> these = named.isEmpty() && seen == 1 ? others : named;
        if (these.size() == 1) {
            return these;
        }
        throw source.fault(
                "",
                these.isEmpty()
                        ? "none of its " + seen + " documents is about " + footage
                        : these.stream().map(XmlElement::path).limit(5).toList()
                                + " are all about "
                                + footage,
                "name the file in the identifier of exactly one document, then order it again");
    }

    /// A METS document has an instantiation for every copy.
    private List<XmlElement> ofThisFile(List<XmlElement> all) {
        boolean named =
                all.stream()
                        .anyMatch(e -> isInstantiation(e) && PbcoreRecord.names(e, footage, false));
        return all.stream()
                .filter(e -> !named || !isInstantiation(e) || PbcoreRecord.names(e, footage, false))
                .toList();
    }

    private static boolean isInstantiation(XmlElement e) {
        return e.is("pbcoreInstantiationDocument");
    }

    /// @return whether it is a record at all
    private boolean fill(XmlElement whole, XmlDraft draft) {
        if (whole.local().startsWith("pbcore")) {
            PbcoreRecord.read(whole, footage, draft);
            return true;
        }
        if (whole.is("coreMetadata")) {
            EbucoreRecord.read(whole, draft);
            return true;
        }
        if (whole.is("rightsMD")) {
            draft.restrict(whole, whole.allText());
            return true;
        }
        if (whole.all().anyMatch(e -> DublinCoreRecord.SPACES.contains(e.namespace()))) {
            DublinCoreRecord.read(whole, draft);
            return true;
        }
        boolean flat =
                whole.is("metadata")
                        && whole.namespace().isEmpty()
                        && whole.children("identifier", "title", "mediatype").size() >= 2;
        if (flat) {
            ArchiveOrgRecord.read(whole, draft);
        }
        return flat;
    }
}
