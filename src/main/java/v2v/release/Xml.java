package v2v.release;

import java.io.StringWriter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// Writes indented XML 1.0 whose text is always well formed, whatever it is given.
final class Xml {
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;
    private int depth;

    Xml() {
        try {
            out = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
            out.writeStartDocument("UTF-8", "1.0");
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /// Opens an element; attributes are name, value, name, value, …
    Xml open(String name, String... attributes) {
        try {
            line();
            out.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                out.writeAttribute(attributes[i], Clean.line(attributes[i + 1]));
            }
            depth++;
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /// An element with text alone; attributes as in [#open].
    Xml leaf(String name, String value, String... attributes) {
        try {
            line();
            out.writeStartElement(name);
            for (int i = 0; i < attributes.length; i += 2) {
                out.writeAttribute(attributes[i], Clean.line(attributes[i + 1]));
            }
            out.writeCharacters(Clean.text(value));
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    /// A remark for whoever reads the document itself; it may not hold two hyphens in a row.
    Xml remark(String text) {
        try {
            line();
            out.writeComment(" " + Clean.line(text) + " ");
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    Xml close() {
        try {
            depth--;
            line();
            out.writeEndElement();
            return this;
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    String end() {
        try {
            out.writeCharacters("\n");
            out.writeEndDocument();
            out.flush();
            return text.toString();
        } catch (XMLStreamException e) {
            throw failed(e);
        }
    }

    private void line() throws XMLStreamException {
        out.writeCharacters("\n" + "  ".repeat(depth));
    }

    private static IllegalStateException failed(XMLStreamException e) {
        return new IllegalStateException("the XML could not be written", e);
    }
}
