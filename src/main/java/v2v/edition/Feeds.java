package v2v.edition;

import org.jspecify.annotations.Nullable;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.UUID;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/// The feeds: what is new for people (Atom, RFC 4287), and for torrent programs (RSS 2.0).
final class Feeds {
    /// Entries that a feed tells of, the newest.
    static final int MOST = 100;

    private static final String ATOM = "http://www.w3.org/2005/Atom";
    private static final String TOMBSTONE = "http://purl.org/atompub/tombstones/1.0";
    private static final String TORRENT = "application/x-bittorrent";

    private final Front front;
    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter out;

    private Feeds(Front front) throws XMLStreamException {
        this.front = front;
        this.out = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /// What came and what was taken back (RFC 6721), with links between versions (RFC 5829).
    static String atom(Front front, List<Entry> newest, List<Grave> graves) {
        try {
            return new Feeds(front).writeAtom(first(newest), first(graves));
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // into memory
        }
    }

    /// What a torrent program subscribes to.
    static String torrents(Front front, List<Entry> newest) {
        try {
            return new Feeds(front).writeTorrents(first(newest));
        } catch (XMLStreamException e) {
            throw new IllegalStateException(e); // into memory
        }
    }

    private static <T> List<T> first(List<T> all) {
        return all.subList(0, Math.min(MOST, all.size()));
    }

    /// A name that stays the same wherever the catalogue moves (RFC 4122, by name).
    static String id(String folder) {
        byte[] name = ("v2v release " + folder).getBytes(StandardCharsets.UTF_8);
        return "urn:uuid:" + UUID.nameUUIDFromBytes(name);
    }

    private String house() {
        String house = Html.clean(front.publisher());
        return house.isEmpty() ? "Video library" : house;
    }

    /// Relative when nobody said where the catalogue is.
    private String at(String path) {
        return front.base() + path;
    }

    private String file(Entry entry, String name) {
        String folder = Html.step(entry.folder());
        return at("items/" + folder + "/" + (name.startsWith(".") ? folder + name : name));
    }

    private String writeAtom(List<Entry> entries, List<Grave> graves) throws XMLStreamException {
        out.writeStartDocument("UTF-8", "1.0");
        out.writeStartElement("feed");
        out.writeDefaultNamespace(ATOM);
        out.writeNamespace("at", TOMBSTONE);
        element("title", house());
        element("id", id("all of " + house()));
        element("updated", front.at().toString());
        out.writeStartElement("author");
        element("name", house());
        out.writeEndElement();
        link("self", "application/atom+xml", at("feed.xml"), 0);
        link("alternate", "text/html", at("index.html"), 0);
        for (Entry entry : entries) {
            entry(entry);
        }
        for (Grave grave : graves) {
            out.writeStartElement("at", "deleted-entry", TOMBSTONE);
            out.writeAttribute("ref", id(grave.folder()));
            out.writeAttribute("when", grave.at().toString());
            out.writeStartElement("at", "comment", TOMBSTONE);
            out.writeCharacters(Html.clean(grave.title() + ": " + grave.reason()));
            out.writeEndElement();
            out.writeEndElement();
        }
        return end();
    }

    private void entry(Entry entry) throws XMLStreamException {
        out.writeStartElement("entry");
        if (!Html.lang(entry.language()).isEmpty()) {
            out.writeAttribute(
                    "xml", "http://www.w3.org/XML/1998/namespace", "lang", entry.language());
        }
        element("title", Html.clean(entry.title()));
        element("id", id(entry.folder()));
        element("updated", entry.at().toString());
        element("published", entry.at().toString());
        element("summary", Html.clean(entry.description()));
        element("rights", Html.clean((entry.credit() + " " + entry.license()).strip()));
        link("alternate", "text/html", file(entry, "index.html"), 0);
        link("enclosure", TORRENT, file(entry, ".torrent"), 0);
        if (!Html.address(entry.deed()).isEmpty()) {
            link("license", "text/html", Html.clean(entry.deed()), 0);
        }
        version("predecessor-version", entry.replaces());
        version("successor-version", entry.replacedBy());
        out.writeEndElement();
    }

    private void version(String relation, @Nullable String folder) throws XMLStreamException {
        if (folder != null && !folder.isEmpty()) {
            link(relation, "text/html", at("items/" + Html.step(folder) + "/index.html"), 0);
        }
    }

    private void link(String relation, String type, String href, long length)
            throws XMLStreamException {
        out.writeEmptyElement("link");
        out.writeAttribute("rel", relation);
        out.writeAttribute("type", type);
        out.writeAttribute("href", href);
        if (length > 0) {
            out.writeAttribute("length", Long.toString(length));
        }
    }

    private void element(String name, String words) throws XMLStreamException {
        if (!words.isEmpty()) {
            out.writeStartElement(name);
            out.writeCharacters(words);
            out.writeEndElement();
        }
    }

    /// RSS knows no relative addresses: without a place on the web the magnet links stand for the
    /// files.
    private String writeTorrents(List<Entry> entries) throws XMLStreamException {
        boolean placed = !front.base().isEmpty();
        out.writeStartDocument("UTF-8", "1.0");
        out.writeStartElement("rss");
        out.writeAttribute("version", "2.0");
        out.writeStartElement("channel");
        element("title", house());
        element("link", placed ? at("index.html") : "index.html");
        element("description", "Every release as a torrent, the newest first");
        element("lastBuildDate", date(front.at()));
        for (Entry entry : entries) {
            String torrent = placed ? file(entry, ".torrent") : Html.clean(entry.magnet());
            out.writeStartElement("item");
            element("title", Html.clean(entry.title()));
            element("link", placed ? file(entry, "index.html") : torrent);
            element("description", Html.clean(entry.description()));
            out.writeStartElement("guid");
            out.writeAttribute("isPermaLink", "false");
            out.writeCharacters(id(entry.folder()));
            out.writeEndElement();
            element("pubDate", date(entry.at()));
            out.writeEmptyElement("enclosure");
            out.writeAttribute("url", torrent);
            out.writeAttribute("length", Long.toString(entry.bytes()));
            out.writeAttribute("type", TORRENT);
            out.writeEndElement();
        }
        out.writeEndElement();
        return end();
    }

    private static String date(java.time.Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }

    private String end() throws XMLStreamException {
        out.writeEndElement();
        out.writeEndDocument();
        out.flush();
        return text + "\n";
    }
}
