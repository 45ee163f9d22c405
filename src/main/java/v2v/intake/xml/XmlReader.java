package v2v.intake.xml;

import org.jspecify.annotations.Nullable;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

import javax.xml.stream.Location;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/// Walks through a document and hands over the elements that are asked for.
///
/// Whatever a document holds, memory stays below some 100 MB: the parser may read only so many
/// bytes between two events (a comment or an attribute is held as a whole), names are counted (the
/// parser never forgets one), and what is kept of one record is bounded.
public final class XmlReader implements AutoCloseable {
    private static final int DEPTH = 64;
    private static final int ELEMENTS = 100_000;
    private static final int LETTERS = 8 << 20;
    private static final int TEXT = 1 << 20;
    private static final int NAMES = 4096;
    private static final int EVENT = 4 << 20;

    /// What to do with an element that stands in no record.
    public enum Step {
        /// It is a record: keep all of it and hand it over.
        TAKE,
        /// Records may be in it.
        ENTER,
        /// Read no further.
        LEAVE
    }

    /// Who asks for records.
    public interface Asking {
        /// Asked for each element outside of records, when its attributes are known.
        Step at(XmlElement element);

        /// Told each record when it is complete.
        ///
        /// @return whether it is kept, so that it counts towards what all of them may hold
        boolean take(XmlElement whole);
    }

    /// Counts what the parser reads since its last event.
    private static final class Meter extends FilterInputStream {
        private int read;
        private boolean over;

        Meter(InputStream in) {
            super(new BufferedInputStream(in));
        }

        void event() {
            read = 0;
        }

        private void count(int more) throws IOException {
            read += Math.max(0, more);
            if (read > EVENT) {
                over = true;
                throw new IOException("one part of the document is too large");
            }
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            count(next < 0 ? 0 : 1);
            return next;
        }

        @Override
        public int read(byte[] into, int from, int most) throws IOException {
            int got = super.read(into, from, most);
            count(got);
            return got;
        }
    }

    private final Meter meter;
    private final XMLStreamReader stream;
    private final Asking asking;
    private final Set<String> names = new HashSet<>();
    private @Nullable XmlElement open;
    private @Nullable XmlElement record;
    private int depth;
    private int elements;
    private int letters;
    private int elementsBefore;
    private int lettersBefore;

    private XmlReader(Meter meter, Asking asking) throws XmlFault {
        this.meter = meter;
        this.asking = asking;
        try {
            stream = factory().createXMLStreamReader(meter);
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    /// Reads to the end, or until the asker has had enough.
    ///
    /// @throws XmlFault when the document is hostile or broken
    /// @throws IOException when the disk does not give it
    public static void read(Path file, Asking asking) throws IOException, XmlFault {
        try (InputStream in = Files.newInputStream(file);
                XmlReader reader = new XmlReader(new Meter(in), asking)) {
            reader.read();
        }
    }

    /// DTDs are off twice: none is processed, and the first sight of one ends the reading.
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, false);
        // its own reporter prints to the screen what the exception says anyway
        factory.setXMLReporter((message, type, about, at) -> {});
        factory.setXMLResolver((publicId, systemId, base, space) -> InputStream.nullInputStream());
        return factory;
    }

    private void read() throws XmlFault {
        try {
            while (stream.hasNext()) {
                int event = stream.next();
                meter.event();
                if (!follow(event)) {
                    return;
                }
            }
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }

    /// @return whether to read on
    private boolean follow(int event) throws XmlFault {
        switch (event) {
            case XMLStreamConstants.DTD ->
                    throw fault(XmlFault.Kind.ENTITY, "it has a DOCTYPE, which records need not");
            case XMLStreamConstants.ENTITY_REFERENCE ->
                    throw fault(
                            XmlFault.Kind.ENTITY,
                            "it has the entity &" + stream.getLocalName() + ";");
            case XMLStreamConstants.START_ELEMENT -> {
                return start();
            }
            case XMLStreamConstants.END_ELEMENT -> end();
            case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text();
            default -> name(event == XMLStreamConstants.PROCESSING_INSTRUCTION);
        }
        return true;
    }

    private void name(boolean instruction) throws XmlFault {
        if (instruction) {
            name(stream.getPITarget());
        }
    }

    private void name(@Nullable String name) throws XmlFault {
        if (name != null && names.add(name) && names.size() > NAMES) {
            throw large("more than " + NAMES + " different names");
        }
    }

    private boolean start() throws XmlFault {
        if (++depth > DEPTH) {
            throw large("elements stand in each other more than " + DEPTH + " deep");
        }
        XmlElement element = element();
        boolean inside = record != null;
        if (record != null) {
            if (++elements > ELEMENTS) {
                throw large("more than " + ELEMENTS + " elements in records");
            }
            if (open != null) {
                open.add(element);
            }
        }
        open = element;
        if (inside) {
            return true;
        }
        return switch (asking.at(element)) {
            case TAKE -> {
                record = element;
                elementsBefore = elements;
                lettersBefore = letters;
                yield true;
            }
            case ENTER -> {
                element.forgetLong();
                yield true;
            }
            case LEAVE -> false;
        };
    }

    private XmlElement element() throws XmlFault {
        String prefix = stream.getPrefix() == null ? "" : stream.getPrefix();
        String space = stream.getNamespaceURI() == null ? "" : stream.getNamespaceURI();
        XmlElement element = new XmlElement(open, prefix, stream.getLocalName(), space);
        name(prefix + ":" + stream.getLocalName());
        for (int i = 0; i < stream.getNamespaceCount(); i++) {
            // the parser keeps these for good, as it does names
            name(stream.getNamespacePrefix(i));
            name(stream.getNamespaceURI(i));
        }
        for (int i = 0; i < stream.getAttributeCount(); i++) {
            String of =
                    stream.getAttributeNamespace(i) == null ? "" : stream.getAttributeNamespace(i);
            String value = stream.getAttributeValue(i);
            name(stream.getAttributeLocalName(i));
            keep(value.length());
            element.attribute(of, stream.getAttributeLocalName(i), value);
        }
        return element;
    }

    private void text() throws XmlFault {
        if (record == null || open == null) {
            return;
        }
        keep(stream.getTextLength());
        if (open.length() + stream.getTextLength() > TEXT) {
            throw large("more than " + TEXT + " letters in one element");
        }
        open.add(stream.getText());
    }

    private void keep(int more) throws XmlFault {
        letters += record == null ? 0 : more;
        if (letters > LETTERS) {
            throw large("more than " + LETTERS + " letters in records");
        }
    }

    private void end() {
        depth--;
        XmlElement done = open;
        if (done == null) {
            return;
        }
        open = done.parent();
        if (done == record) {
            record = null;
            if (!asking.take(done)) {
                elements = elementsBefore;
                letters = lettersBefore;
            }
        }
    }

    private XmlFault large(String what) {
        return fault(XmlFault.Kind.TOO_LARGE, what);
    }

    private XmlFault fault(XmlFault.Kind kind, String what) {
        Location at = stream.getLocation();
        return new XmlFault(kind, at.getLineNumber(), at.getColumnNumber(), what);
    }

    /// The parser says `ParseError at [row,col]:[3,7]` and, in a second line, what is the matter.
    private XmlFault fault(XMLStreamException e) {
        Location at = e.getLocation();
        int line = at == null ? 0 : at.getLineNumber();
        int column = at == null ? 0 : at.getColumnNumber();
        if (meter.over) {
            return new XmlFault(
                    XmlFault.Kind.TOO_LARGE,
                    line,
                    column,
                    "one comment, text or attribute is larger than 4 MiB");
        }
        String said = String.valueOf(e.getMessage());
        String what = said.replaceFirst("(?s)^.*?\\RMessage: ", "").replaceAll("\\s+", " ");
        boolean entity = what.matches("(?s).*\\bentity\\b.*\\bwas referenced\\b.*");
        return new XmlFault(
                entity ? XmlFault.Kind.ENTITY : XmlFault.Kind.MALFORMED,
                line,
                column,
                what.replaceFirst("[. ]+$", ""));
    }

    @Override
    public void close() throws XmlFault {
        try {
            stream.close();
        } catch (XMLStreamException e) {
            throw fault(e);
        }
    }
}
