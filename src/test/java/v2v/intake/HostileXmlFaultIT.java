package v2v.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.item.Settings;

import java.io.BufferedWriter;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// XML that means harm, or is broken, beside footage: each has its sentence, and none has the
/// machine's memory, files or network.
class HostileXmlFaultIT {
    @TempDir private Path folder;

    private Record read(byte[] bytes) throws IOException {
        Files.write(folder.resolve("tape.xml"), bytes);
        return accept(folder);
    }

    private static Record accept(Path folder) throws IOException {
        Path tape = Files.writeString(folder.resolve("tape.mxf"), "x");
        Intake intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        return intake.accept(Intake.deliver(tape, Order.plain("access"))).record();
    }

    private Refusal refused(String text) {
        return assertThrows(Refusal.class, () -> read(text.getBytes(StandardCharsets.UTF_8)), text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <!DOCTYPE l [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><l>&b;</l> | line 1
                    <!DOCTYPE x SYSTEM "file:///etc/passwd"><metadata/> | line 1
                    <!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><metadata>&e;</metadata> | line 1
                    <!DOCTYPE x [<!ENTITY % p SYSTEM "http://127.0.0.1:1/p"> %p;]><metadata/> | line 1
                    <!DOCTYPE x PUBLIC "-//X" "http://127.0.0.1:1/x.dtd"><metadata/> | line 1
                    <!DOCTYPE pbcoreDescriptionDocument><pbcoreDescriptionDocument/> | line 1
                    <pbcoreDescriptionDocument>&nbsp;</pbcoreDescriptionDocument> | line 1
                    """)
    void entitiesAreRefused(String text, String where) {
        Refusal refusal = refused(text);
        assertEquals(Refusal.Code.XML_ENTITY_REFUSED, refusal.code(), refusal.getMessage());
        assertEquals(folder.resolve("tape.xml").toString(), refusal.file());
        assertTrue(
                refusal.getMessage().startsWith("the record tape.xml, " + where),
                refusal.getMessage());
        assertEquals("take the DOCTYPE and its entities out, then order it again", refusal.fix());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    <pbcoreDescriptionDocument><pbcoreTitle>T</pbcoreTitle> | line 1, column
                    <pbcoreDescriptionDocument><pbcoreTitle>T</pbcoreTit | line 1, column
                    <pbcoreDescriptionDocument>\\n<a></b></pbcoreDescriptionDocument> | line 2, column
                    <pbcoreDescriptionDocument a='1' a='2'/> | line 1, column
                    <pbcoreDescriptionDocument><x:a/></pbcoreDescriptionDocument> | line 1, column
                    <pbcoreDescriptionDocument>&#0;</pbcoreDescriptionDocument> | line 1, column
                    <pbcoreDescriptionDocument/>more | line 1, column
                    <?xml version='1.0' encoding='NO-SUCH'?><pbcoreDescriptionDocument/> | not well-formed XML: .
                    <?xml version='1.0' encoding='UTF-16'?><pbcoreDescriptionDocument/> | not well-formed XML: .
                    """)
    void brokenXmlIsToldByLineAndColumn(String text, String says) {
        Refusal refusal = refused(text.replace("\\n", "\n"));
        assertEquals(Refusal.Code.RECORD_UNREADABLE, refusal.code());
        String wanted = says.replace(".", "");
        assertTrue(refusal.getMessage().contains(wanted), refusal.getMessage());
        assertTrue(refusal.getMessage().contains("not well-formed XML: "), refusal.getMessage());
        assertTrue(!refusal.getMessage().contains("JAXP"), refusal.getMessage());
    }

    /// What a document says of its encoding holds; without a word it is UTF-8, or what its byte
    /// order mark says.
    @ParameterizedTest
    @CsvSource({
        "UTF-8, false, '', true",
        "UTF-8, true, '', true",
        "UTF-16LE, true, '', true",
        "UTF-16BE, true, '<?xml version=\"1.0\" encoding=\"UTF-16\"?>', true",
        "ISO-8859-1, false, '<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?>', true",
        "windows-1252, false, '<?xml version=\"1.0\" encoding=\"windows-1252\"?>', true",
        "ISO-8859-1, false, '<?xml version=\"1.0\" encoding=\"UTF-8\"?>', false",
        "ISO-8859-1, false, '', false",
    })
    void encodings(String charset, boolean mark, String head, boolean good) throws IOException {
        String text =
                (mark ? "\uFEFF" : "")
                        + head
                        + "<pbcoreDescriptionDocument><pbcoreTitle>Düne</pbcoreTitle>"
                        + "</pbcoreDescriptionDocument>";
        byte[] bytes = text.getBytes(Charset.forName(charset));
        if (good) {
            assertEquals("Düne", read(bytes).title().orElse(""));
        } else {
            Refusal refusal = assertThrows(Refusal.class, () -> read(bytes));
            assertEquals(Refusal.Code.RECORD_UNREADABLE, refusal.code());
            assertTrue(refusal.getMessage().contains("UTF-8"), refusal.getMessage());
        }
    }

    @Test
    void nothingIsFetched() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            server.setSoTimeout(300);
            String address = "http://127.0.0.1:" + server.getLocalPort() + "/x";
            Record record =
                    read(
                            """
                            <?xml-stylesheet href="%1$s"?>
                            <pbcoreDescriptionDocument xmlns:xi="http://www.w3.org/2001/XInclude"
                                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
                                xsi:noNamespaceSchemaLocation="%1$s">
                              <pbcoreTitle>T</pbcoreTitle>
                              <xi:include href="%1$s" parse="text"/>
                            </pbcoreDescriptionDocument>
                            """
                                    .formatted(address)
                                    .getBytes(StandardCharsets.UTF_8));
            assertEquals("T", record.title().orElse(""));
            assertEquals(
                    "/pbcoreDescriptionDocument/xi:include", record.unread().getFirst().place());
            refused("<!DOCTYPE x SYSTEM '" + address + "'><metadata/>");
            assertThrows(SocketTimeoutException.class, server::accept);
        }
    }

    /// Documents that are large in one respect; some 10 MB each, where that is needed.
    enum Glut {
        TEXT("more than 1048576 letters in one element"),
        CDATA("4 MiB"),
        ATTRIBUTE("4 MiB"),
        COMMENT("4 MiB"),
        INSTRUCTION("4 MiB"),
        NAME("tape.xml"),
        DEEP("more than 64 deep"),
        ATTRIBUTES("tape.xml"),
        NAMESPACES("tape.xml"),
        NAMES("more than 4096 different names"),
        ELEMENTS("more than 100000 elements"),
        WRAPPERS("more than 100000 elements"),
        BOMB("DOCTYPE"),
        SUBSET("tape.xml"),
        HUGE("larger than 128 MiB");

        private static final String OPEN = "<pbcoreDescriptionDocument>";
        private final String says;

        Glut(String says) {
            this.says = says;
        }

        void write(BufferedWriter out) throws IOException {
            switch (this) {
                case TEXT -> many(out, OPEN + "<pbcoreTitle>", "lorem ipsum ", 800_000);
                case CDATA -> many(out, OPEN + "<pbcoreTitle><![CDATA[", "lorem ipsum ", 800_000);
                case ATTRIBUTE -> many(out, "<pbcoreDescriptionDocument a='", "lorem ", 1_600_000);
                case COMMENT -> many(out, "<!-- ", "lorem ipsum ", 800_000);
                case INSTRUCTION -> many(out, "<?x ", "lorem ipsum ", 800_000);
                case NAME -> many(out, "<", "lorem", 2_000_000);
                case DEEP -> many(out, OPEN, "<a>", 300_000);
                case ATTRIBUTES -> numbered(out, OPEN + "<a", " a%d='x'", 300_000);
                case NAMESPACES -> numbered(out, OPEN + "<a", " xmlns:a%d='x'", 300_000);
                case NAMES -> numbered(out, "<mets>", "<n%d/>", 300_000);
                case ELEMENTS -> many(out, OPEN, "<a>b</a>", 1_000_000);
                case WRAPPERS ->
                        many(
                                out,
                                "<mets>",
                                OPEN + "<a/><a/><a/><a/>" + OPEN.replace("<", "</"),
                                60_000);
                case BOMB -> bomb(out);
                case SUBSET -> numbered(out, "<!DOCTYPE l [", "<!ENTITY e%d 'ha'>", 300_000);
                case HUGE -> many(out, OPEN, "0123456789".repeat(100), 140_000);
            }
        }

        private static void many(BufferedWriter out, String head, String each, int times)
                throws IOException {
            out.write(head);
            for (int i = 0; i < times; i++) {
                out.write(each);
            }
        }

        private static void numbered(BufferedWriter out, String head, String each, int times)
                throws IOException {
            String[] sides = each.split("%d", 2);
            out.write(head);
            for (int i = 0; i < times; i++) {
                out.write(sides[0]);
                out.write(Integer.toString(i));
                out.write(sides[1]);
            }
        }

        private static void bomb(BufferedWriter out) throws IOException {
            out.write("<!DOCTYPE l [<!ENTITY l0 \"lol\">");
            for (int i = 1; i < 20; i++) {
                out.write("<!ENTITY l" + i + " \"" + ("&l" + (i - 1) + ";").repeat(10) + "\">");
            }
            out.write("]><pbcoreDescriptionDocument>&l19;</pbcoreDescriptionDocument>");
        }
    }

    /// All of them in one machine with 128 MB; then, in the same, a good collection of 45 MB, of
    /// which one document in 30,000 is asked for.
    @Test
    void memoryIsBounded() throws IOException, InterruptedException {
        List<String> lines = child(folder).lines().toList();
        assertEquals(Glut.values().length + 1, lines.size(), lines.toString());
        for (Glut glut : Glut.values()) {
            String said =
                    lines.stream()
                            .filter(line -> line.startsWith(glut + " "))
                            .findFirst()
                            .orElse("");
            assertTrue(said.contains(glut.says), glut + ": " + said);
            assertTrue(said.contains("tape.xml"), said);
            assertTrue(said.length() < 500, said);
        }
        assertEquals("read No. 20000", lines.getLast());
    }

    private static String child(Path folder) throws IOException, InterruptedException {
        Process child =
                new ProcessBuilder(
                                List.of(
                                        Path.of(System.getProperty("java.home"), "bin", "java")
                                                .toString(),
                                        "-Xmx128m",
                                        "-cp",
                                        System.getProperty("java.class.path"),
                                        Child.class.getName(),
                                        folder.toString()))
                        .redirectErrorStream(true)
                        .start();
        String said = new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, child.waitFor(), said);
        return said.strip();
    }

    /// Reads one hostile record after the other and says what became of each.
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws IOException {
            Path folder = Path.of(arguments[0]);
            for (Glut glut : Glut.values()) {
                try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("tape.xml"))) {
                    glut.write(out);
                }
                System.out.println(glut + " " + said(folder));
            }
            try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("tape.xml"))) {
                collection(out);
            }
            System.out.println(said(folder));
        }

        private static void collection(BufferedWriter out) throws IOException {
            out.write("<pbcoreCollection>");
            for (int i = 0; i < 30_000; i++) {
                String name = i == 20_000 ? "tape.mxf" : "t" + i + ".mxf";
                out.write(
                        "<pbcoreDescriptionDocument><pbcoreIdentifier>%s</pbcoreIdentifier>"
                                        .formatted(name)
                                + "<pbcoreTitle>No. %d</pbcoreTitle><pbcoreDescription>%s"
                                        .formatted(i, "Boats. ".repeat(200))
                                + "</pbcoreDescription></pbcoreDescriptionDocument>");
            }
            out.write("</pbcoreCollection>");
        }

        private static String said(Path folder) throws IOException {
            try {
                return "read " + accept(folder).title().orElse("");
            } catch (Refusal refusal) {
                return refusal.code() + " " + refusal.getMessage();
            }
        }
    }
}
