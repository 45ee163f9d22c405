package v2v.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.util.Objects.requireNonNull;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

class PagesTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src|action)=\"([^\"]*)\"");
    private static final String EVIL =
            "</script><img src=x onerror=alert(1)>\"'&]]>\u202e\u0007<!-- \ud800";

    private static Map<String, byte[]> written(List<Entry> newest, List<Grave> graves) {
        Map<String, byte[]> files = new TreeMap<>();
        Pages.write(
                Given.FRONT,
                newest,
                graves,
                (path, bytes) -> assertEquals(null, files.put(path, bytes), path));
        return files;
    }

    private static String text(Map<String, byte[]> files, String path) {
        return new String(requireNonNull(files.get(path), path), StandardCharsets.UTF_8);
    }

    private static Grave grave(String title) {
        return new Grave("gone-0000000000000009", title, "A right was missed", Given.FIRST);
    }

    /// Every relative link leads to a page, or to what the edition puts beside the pages.
    @Test
    void everyLinkLeadsSomewhere() {
        Map<String, byte[]> files = written(Given.entries(120), List.of(grave("Gone")));
        TreeSet<String> there = new TreeSet<>(files.keySet());
        there.addAll(List.of("items.jsonl", "catalogue.json"));
        there.add("tombstones/gone-0000000000000009.json");
        for (Entry entry : Given.entries(120)) {
            String here = "items/" + entry.folder() + "/";
            there.addAll(List.of(here + "poster.webp", here + "record.json"));
            there.add(here + entry.folder() + ".torrent");
            there.add("../releases/" + entry.folder() + "/index.html");
        }
        int links = 0;
        for (String path : files.keySet()) {
            if (!path.endsWith(".html")) {
                continue;
            }
            Matcher link = LINK.matcher(text(files, path));
            while (link.find()) {
                URI target = URI.create(link.group(1));
                if (target.isAbsolute() || link.group(1).startsWith("#")) {
                    assertTrue(link.group(1).matches("(https://creativecommons|magnet:|#main).*"));
                    continue;
                }
                String place = URI.create("/c/" + path).resolve(target).getPath();
                String name = place.startsWith("/c/") ? place.substring(3) : ".." + place;
                assertTrue(there.contains(name), () -> path + " links to " + target);
                links++;
            }
        }
        assertTrue(links > 120 * 6, "links: " + links);
    }

    @Test
    void wordsOfRecordsStayWords() throws IOException {
        Entry evil = Given.entry(1, EVIL);
        Map<String, byte[]> files = written(List.of(evil), List.of(grave(EVIL)));
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            String text = new String(file.getValue(), StandardCharsets.UTF_8);
            if (file.getKey().endsWith(".html")) {
                assertFalse(text.contains("<img src=x"), file.getKey());
                assertFalse(text.contains("\u202e") || text.contains("\u0007"), file.getKey());
            }
        }
        assertTrue(text(files, "index.html").contains("&lt;/script&gt;&lt;img src=x"));
        assertEquals(
                "</script><img src=x onerror=alert(1)>\"'&]]><!--",
                xml(files, "torrents.xml").getElementsByTagName("title").item(1).getTextContent());
    }

    @ParameterizedTest
    @CsvSource({
        "javascript:alert(1), ''",
        "data:text/html;x, ''",
        "https://creativecommons.org/licenses/by/4.0/,"
                + " https://creativecommons.org/licenses/by/4.0/",
        "magnet:?xt=urn:btih:00&dn=a, magnet:?xt=urn:btih:00&amp;dn=a",
    })
    void onlyAddressesAreLinked(String url, String link) {
        assertEquals(link, Html.address(url));
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0 bytes",
        "999, 999 bytes",
        "1000, 1.0 kB",
        "123456789, 123 MB",
        "9949999, 9.9 MB",
        "999999999, 1.0 GB",
        "4000000000000, 4.0 TB"
    })
    void sizesAreDecimal(long bytes, String words) {
        assertEquals(words, Html.size(bytes));
    }

    /// A night with one new release changes few pages: the older ones keep their bytes.
    @Test
    void aNewReleaseChangesFewPages() {
        Map<String, byte[]> before = written(Given.entries(449), List.of());
        Map<String, byte[]> after = written(Given.entries(450), List.of());
        TreeSet<String> changed = new TreeSet<>();
        after.forEach((path, bytes) -> {
            if (!Arrays.equals(bytes, before.get(path)) && !path.startsWith("search/w-")) {
                changed.add(path);
            }
        });
        assertEquals(
                new TreeSet<>(
                        List.of(
                                "feed.xml",
                                "index.html",
                                "items/" + Given.entry(450, "").folder() + "/index.html",
                                "page-9.html",
                                "search/r-002.js",
                                "torrents.xml")),
                changed);
    }

    @Test
    void everyReleaseIsOnOnePageOfTheList() {
        Map<String, byte[]> files = written(Given.entries(101), List.of());
        List<String> listed = new ArrayList<>();
        for (int page = 3; page >= 1; page--) {
            Matcher link =
                    Pattern.compile("<h2.*?items/([^/]*)/")
                            .matcher(text(files, "page-" + page + ".html"));
            while (link.find()) {
                listed.add(link.group(1));
            }
        }
        assertEquals(Given.entries(101).stream().map(Entry::folder).toList(), listed);
        assertFalse(files.containsKey("page-4.html"));
        assertTrue(text(files, "search.html").contains("page-3.html"));
    }

    @Test
    void versionsNameEachOther() throws IOException {
        Entry first = Given.entry(1, "First", null, Given.entry(2, "").folder());
        Entry second = Given.entry(2, "Second", first.folder(), null);
        Entry third = Given.entry(3, "Third", "not-here-0000000000000007", null);
        Map<String, byte[]> files = written(List.of(third, second, first), List.of());
        String page = "items/%s/index.html";
        assertTrue(
                text(files, page.formatted(first.folder()))
                        .contains("rel=\"successor-version\" href=\"../" + second.folder()));
        assertTrue(
                text(files, page.formatted(second.folder()))
                        .contains("rel=\"predecessor-version\" href=\"../" + first.folder()));
        assertFalse(text(files, page.formatted(third.folder())).contains("../not-here"));
        Map<String, String> relations = new HashMap<>();
        NodeList links = xml(files, "feed.xml").getElementsByTagName("link");
        for (int i = 0; i < links.getLength(); i++) {
            Element link = (Element) links.item(i);
            relations.put(link.getAttribute("rel"), link.getAttribute("href"));
        }
        String base = Given.FRONT.base() + "items/";
        assertEquals(base + second.folder() + "/index.html", relations.get("successor-version"));
    }

    @Test
    void theFeedTellsOfTheNewestAndOfWhatWasTakenBack() throws IOException {
        Map<String, byte[]> files = written(Given.entries(150), List.of(grave("Gone")));
        Element feed = xml(files, "feed.xml").getDocumentElement();
        assertEquals(Feeds.MOST, feed.getElementsByTagName("entry").getLength());
        Element gone = (Element) feed.getElementsByTagName("at:deleted-entry").item(0);
        assertEquals(Feeds.id("gone-0000000000000009"), gone.getAttribute("ref"));
        assertEquals(Instant.parse(gone.getAttribute("when")), Given.FIRST);
        assertTrue(gone.getTextContent().contains("A right was missed"));
        Element item = (Element) xml(files, "torrents.xml").getElementsByTagName("item").item(0);
        Element enclosure = (Element) item.getElementsByTagName("enclosure").item(0);
        String folder = Given.entry(150, "").folder();
        assertEquals(
                Given.FRONT.base() + "items/" + folder + "/" + folder + ".torrent",
                enclosure.getAttribute("url"));
    }

    /// Feeds of a catalogue that has no place on the web can still be used.
    @Test
    void withoutAPlaceTheMagnetsStandForTheFiles() throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Pages.write(new Front("", "", Given.FIRST), Given.entries(1), List.of(), files::put);
        Element enclosure =
                (Element) xml(files, "torrents.xml").getElementsByTagName("enclosure").item(0);
        assertTrue(enclosure.getAttribute("url").startsWith("magnet:?"));
        assertTrue(text(files, "index.html").contains("<h1 dir=\"auto\">Video library</h1>"));
    }

    @Test
    void anEmptyLibraryHasPagesToo() throws IOException {
        Map<String, byte[]> files = written(List.of(), List.of());
        assertTrue(text(files, "index.html").contains("Nothing has been released yet."));
        assertFalse(files.containsKey("page-1.html"));
        assertEquals(0, xml(files, "feed.xml").getElementsByTagName("entry").getLength());
    }

    @ParameterizedTest
    @CsvSource({
        "Tromsø, tromso",
        "Åse Bjørnstad, ase bjornstad",
        "Straße, strasse",
        "Łódź, lodz",
        "İstanbul, istanbul",
        "Œuvre, oeuvre",
        "naïve-café, naive cafe",
        "'東京の港', 東京 京の の港",
        "' 1945–46 ', 1945 46",
        "'', ''",
    })
    void wordsAreFolded(String text, String words) {
        assertEquals(words, String.join(" ", SearchShards.words(text)));
    }

    private static Document xml(Map<String, byte[]> files, String path) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder()
                    .parse(new ByteArrayInputStream(requireNonNull(files.get(path))));
        } catch (SAXException | ParserConfigurationException e) {
            throw new IOException(path, e);
        }
    }
}
