package v2v.media.words;

import org.jspecify.annotations.Nullable;

import java.io.ByteArrayInputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Reads TTML and its relatives (EBU-TT-D, IMSC text, DFXP): timed paragraphs of text.
///
/// A paragraph whose parts have times of their own becomes one cue for every stretch of time in
/// which the same parts are seen. Elements are told apart by their local names, because the three
/// generations of the form have three name spaces.
final class Ttml {
    private static final int DEEPEST = 64;

    private static final String XML = "http://www.w3.org/XML/1998/namespace";

    private final Document document;
    private final XMLStreamReader in;
    private final Map<String, Map<String, String>> named = new HashMap<>();
    private final Deque<Element> open = new ArrayDeque<>();
    private final List<Cue> cues = new ArrayList<>();
    private final List<Endless> endless = new ArrayList<>();
    private final List<Piece> pieces = new ArrayList<>();
    private @Nullable TtmlClock clock;
    private String language = Subtitles.UNKNOWN;

    /// An open element with what its children inherit.
    ///
    /// @param begin null when neither it nor those around it have a time
    private record Element(
            String name,
            @Nullable Duration begin,
            @Nullable Duration end,
            Run look,
            boolean top,
            boolean blanks) {}

    /// Some words of a paragraph, or a line break, and when they are seen.
    private record Piece(Run run, boolean isBreak, Duration begin, @Nullable Duration end) {}

    /// A cue that stands until the next one begins.
    private record Endless(String where, Duration begin, List<Line> lines, boolean top) {}

    private Ttml(Document document, XMLStreamReader in) {
        this.document = document;
        this.in = in;
    }

    static Subtitles read(Document document) {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            XMLStreamReader in =
                    factory.createXMLStreamReader(new ByteArrayInputStream(document.bytes()));
            return new Ttml(document, in).read();
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNumber();
            throw document.unreadable("line " + line, "is not well-formed XML");
        }
    }

    private Subtitles read() throws XMLStreamException {
        while (in.hasNext()) {
            switch (in.next()) {
                case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                        throw document.unreadable(
                                where(),
                                "has a document type or an entity, which may hide anything",
                                "remove the document type (DOCTYPE) and the entities");
                case XMLStreamConstants.START_ELEMENT -> start();
                case XMLStreamConstants.END_ELEMENT -> end();
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
                default -> {
                    // comments and instructions
                }
            }
        }
        endAll();
        return document.whole(new Subtitles(language, Subtitles.Kind.SUBTITLES, cues));
    }

    private String where() {
        return "line " + in.getLocation().getLineNumber();
    }

    private void start() {
        String name = in.getLocalName();
        if (open.isEmpty()) {
            root(name);
        }
        if (open.size() > DEEPEST) {
            throw document.unreadable(where(), "elements are nested more than 64 deep");
        }
        Map<String, String> attributes = attributes();
        styles(name, attributes);
        Element parent = open.peek();
        Element element = element(name, attributes, parent);
        open.push(element);
        if (name.equals("p")) {
            pieces.clear();
        } else if (name.equals("br") && inParagraph()) {
            pieces.add(piece(element, "", true));
        }
        boolean tongue = language.equals(Subtitles.UNKNOWN) && !name.equals("head");
        if (tongue && attributes.containsKey("lang")) {
            language = Tongue.tag(attributes.get("lang")).orElse(language);
        }
    }

    private void root(String name) {
        if (!name.equals("tt")) {
            throw document.unreadable(where(), "its root element is " + name + ", not tt");
        }
        Map<String, String> attributes = attributes();
        try {
            clock =
                    TtmlClock.of(
                            attributes.getOrDefault("frameRate", ""),
                            attributes.getOrDefault("frameRateMultiplier", ""),
                            attributes.getOrDefault("tickRate", ""),
                            attributes.getOrDefault("timeBase", "media"),
                            attributes.getOrDefault("dropMode", ""));
        } catch (NumberFormatException e) {
            throw document.unreadable(where(), "its frame rate or tick rate is not a number");
        }
    }

    private Map<String, String> attributes() {
        Map<String, String> attributes = new HashMap<>();
        for (int i = 0; i < in.getAttributeCount(); i++) {
            boolean xml = XML.equals(in.getAttributeNamespace(i));
            String name = in.getAttributeLocalName(i);
            attributes.put(
                    xml && !name.equals("lang") ? "xml:" + name : name, in.getAttributeValue(i));
        }
        return attributes;
    }

    /// Remembers what `style` and `region` elements say of those that name them.
    private void styles(String name, Map<String, String> attributes) {
        String id = attributes.get("xml:id");
        if (id != null && (name.equals("style") || name.equals("region"))) {
            named.put(id, attributes);
        }
        Element parent = open.peek();
        if (name.equals("style") && parent != null && parent.name().startsWith("region:")) {
            Map<String, String> region = named.get(parent.name().substring("region:".length()));
            if (region != null) {
                attributes.forEach(region::putIfAbsent);
            }
        }
    }

    private Element element(String name, Map<String, String> attributes, @Nullable Element parent) {
        Duration from = parent == null ? null : parent.begin();
        Duration base = from == null ? Duration.ZERO : from;
        Duration begin = time(attributes, "begin").map(base::plus).orElse(from);
        Duration end = end(attributes, base, begin == null ? base : begin, parent);
        Run look = parent == null ? Run.plain("") : parent.look();
        boolean top = parent != null && parent.top();
        for (Map<String, String> style : referred(attributes)) {
            look = look(style, look);
            top =
                    style.containsKey("displayAlign")
                            ? style.get("displayAlign").equals("before")
                            : top;
        }
        String space = attributes.get("xml:space");
        boolean blanks =
                space == null ? parent != null && parent.blanks() : space.equals("preserve");
        boolean region = name.equals("region") && attributes.containsKey("xml:id");
        String called = region ? "region:" + attributes.get("xml:id") : name;
        boolean timed =
                begin != null || attributes.containsKey("end") || attributes.containsKey("dur");
        return new Element(called, timed && begin == null ? base : begin, end, look, top, blanks);
    }

    /// The earliest of its own end, its duration, and the end of what is around it.
    private @Nullable Duration end(
            Map<String, String> attributes,
            Duration base,
            Duration begin,
            @Nullable Element parent) {
        Duration end = parent == null ? null : parent.end();
        for (Optional<Duration> said :
                List.of(
                        time(attributes, "end").map(base::plus),
                        time(attributes, "dur").map(begin::plus))) {
            if (said.isPresent() && (end == null || said.get().compareTo(end) < 0)) {
                end = said.get();
            }
        }
        return end;
    }

    private Optional<Duration> time(Map<String, String> attributes, String name) {
        String said = attributes.get(name);
        TtmlClock counts = clock;
        if (said == null || counts == null) {
            return Optional.empty();
        }
        Optional<Duration> time = counts.time(said);
        if (time.isEmpty()) {
            throw document.unreadable(where(), name + " is not a time: " + said);
        }
        return time;
    }

    /// What the element's region and styles say, then what it says itself.
    private List<Map<String, String>> referred(Map<String, String> attributes) {
        List<Map<String, String>> all = new ArrayList<>();
        String references =
                attributes.getOrDefault("region", "") + " " + attributes.getOrDefault("style", "");
        for (String id : references.strip().split("\\s+", -1)) {
            Map<String, String> style = named.get(id);
            if (style != null) {
                for (String further : style.getOrDefault("style", "").split("\\s+", -1)) {
                    all.add(named.getOrDefault(further, Map.of()));
                }
                all.add(style);
            }
        }
        all.add(attributes);
        return all;
    }

    private static Run look(Map<String, String> style, Run inherited) {
        String slant = style.get("fontStyle");
        String weight = style.get("fontWeight");
        String decoration = style.get("textDecoration");
        return new Run(
                "",
                slant == null ? inherited.italic() : !slant.equals("normal"),
                weight == null ? inherited.bold() : weight.equals("bold"),
                decoration == null
                        ? inherited.underline()
                        : decoration.contains("underline") && !decoration.contains("noUnderline"));
    }

    private boolean inParagraph() {
        boolean paragraph = false;
        for (Element element : open) {
            if (element.name().equals("metadata")) {
                return false;
            }
            paragraph |= element.name().equals("p");
        }
        return paragraph;
    }

    private void text() {
        Element element = open.peek();
        if (element != null && inParagraph()) {
            String text = in.getText();
            if (!element.blanks()) {
                pieces.add(piece(element, text.replaceAll("\\s+", " "), false));
                return;
            }
            String[] lines = text.split("\n", -1);
            for (int i = 0; i < lines.length; i++) {
                if (i > 0) {
                    pieces.add(piece(element, "", true));
                }
                pieces.add(piece(element, lines[i], false));
            }
        } else if (!in.isWhiteSpace() && inBody()) {
            throw document.unreadable(where(), "there are words outside of a paragraph");
        }
    }

    private boolean inBody() {
        return open.stream().anyMatch(e -> e.name().equals("body"))
                && open.stream().noneMatch(e -> e.name().equals("metadata"));
    }

    private Piece piece(Element element, String text, boolean isBreak) {
        Duration begin = element.begin();
        return new Piece(
                element.look().saying(text),
                isBreak,
                begin == null ? Duration.ZERO : begin,
                element.end());
    }

    private void end() {
        Element element = open.pop();
        if (element.name().equals("p")) {
            paragraph(element);
            pieces.clear();
        }
    }

    private void paragraph(Element element) {
        boolean said = pieces.stream().anyMatch(piece -> !piece.run().text().isBlank());
        if (!said) {
            return;
        }
        boolean timeless = element.begin() == null && element.end() == null;
        if (timeless && pieces.stream().allMatch(piece -> piece.end() == null)) {
            throw document.unreadable(where(), "a paragraph has no time");
        }
        TreeSet<Duration> moments = new TreeSet<>();
        for (Piece piece : pieces) {
            if (!piece.run().text().isBlank()) {
                moments.add(piece.begin());
                Duration end = piece.end();
                if (end != null) {
                    document.cue(where(), piece.begin(), end, List.of(), false);
                    moments.add(end);
                }
            }
        }
        for (Duration moment : moments) {
            stretch(moment, moments.higher(moment), element.top());
        }
    }

    private void stretch(Duration from, @Nullable Duration until, boolean top) {
        Lettering out = new Lettering();
        boolean seen = false;
        for (Piece piece : pieces) {
            Duration end = piece.end();
            boolean now =
                    piece.begin().compareTo(from) <= 0 && (end == null || end.compareTo(from) > 0);
            if (piece.isBreak()) {
                out.endLine();
            } else if (now) {
                seen |= !piece.run().text().isBlank();
                out.write(piece.run());
            }
        }
        List<Line> lines = out.lines();
        if (seen && until != null) {
            cues.add(new Cue(from, until, lines, top));
        } else if (seen) {
            endless.add(new Endless(where(), from, lines, top));
        }
    }

    /// A paragraph without an end stands until the next one begins; the last one for a while.
    private void endAll() {
        TreeSet<Duration> begins = new TreeSet<>();
        cues.forEach(cue -> begins.add(cue.start()));
        endless.forEach(each -> begins.add(each.begin()));
        for (Endless each : endless) {
            Duration next = begins.higher(each.begin());
            Duration end = next == null ? each.begin().plusSeconds(LAST_SECONDS) : next;
            cues.add(document.cue(each.where(), each.begin(), end, each.lines(), each.top()));
        }
    }

    private static final int LAST_SECONDS = 4;
}
