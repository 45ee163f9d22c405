package v2v;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Settings;
import v2v.media.DemoTape;
import v2v.media.Ffmpeg;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// The last door as an office uses it: the packaged program, several people, a node that runs or
/// does not.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class GateMediaIT {
    @TempDir Path folder;
    private Path library;
    private Path pipelines;

    @BeforeEach
    void prepare() throws IOException {
        library = folder.resolve("library");
        pipelines = Program.quickPipelines(folder);
    }

    private void settings(String... lines) throws IOException {
        Files.write(pipelines.resolve("v2v.properties"), List.of(lines));
    }

    private Path tape(Path in, String name, long millis, String more) throws IOException {
        Path tape = in.resolve(name + ".mxf");
        Files.writeString(
                in.resolve(name + ".json"),
                """
                {"title": "The %s", "license": "CC BY 4.0", "attribution": "Nordland TV"%s}\
                """
                        .formatted(name, more));
        Path made = folder.resolve(name + ".tmp.mxf");
        new DemoTape(Ffmpeg.find(Settings.none())).record(made, Duration.ofMillis(millis));
        return Files.move(made, tape);
    }

    /// A command that works on this library and reads these settings.
    private Program.Ended act(String command, Object... more)
            throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of(command, "--library", library, "--json"));
        if (!List.of("audit", "status", "check").contains(command)) {
            all.addAll(List.of("--pipelines", pipelines));
        }
        all.addAll(List.of(more));
        return Program.run(all.toArray());
    }

    private List<Map<String, Object>> items() throws IOException, InterruptedException {
        return act("status").json().stream().filter(o -> "item".equals(o.get("type"))).toList();
    }

    private Map<String, Object> item(String title) throws IOException, InterruptedException {
        return items().stream()
                .filter(item -> title.equals(item.get("title")))
                .findFirst()
                .orElse(Map.of());
    }

    private Map<String, Object> await(Process node, String title, String state)
            throws IOException, InterruptedException {
        Map<String, Object> seen = Map.of();
        for (int i = 0; i < 60 && node.isAlive(); i++) {
            seen = item(title);
            if (state.equals(seen.get("state"))) {
                return seen;
            }
        }
        throw new AssertionError(
                title + " is not " + state + " but " + seen + "; " + Files.readString(err()));
    }

    private Path err() {
        return folder.resolve("err");
    }

    private static String text(Map<String, Object> object, String key) {
        return String.valueOf(Objects.requireNonNull(object.get(key), key + " in " + object));
    }

    private static void refused(String code, Program.Ended ended) {
        assertEquals(3, ended.status(), ended.out() + ended.err());
        assertEquals(code, ended.only("refusal").get("code"), ended.out());
        assertFalse(ended.err().contains("\tat "), ended.err());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> get(int port, String path)
            throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                            .header("Accept", "application/json")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /// Whether somebody at this port answers a peer's greeting for this torrent.
    private static boolean seeded(int port, String infohash) throws IOException {
        try (Socket peer = new Socket(InetAddress.getLoopbackAddress(), port)) {
            peer.setSoTimeout(5_000);
            OutputStream out = peer.getOutputStream();
            out.write(19);
            out.write("BitTorrent protocol".getBytes(StandardCharsets.US_ASCII));
            out.write(new byte[8]);
            out.write(HexFormat.of().parseHex(infohash));
            out.write("-XX0001-abcdefghijkl".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            InputStream in = peer.getInputStream();
            byte[] hello = in.readNBytes(68);
            return hello.length == 68
                    && Arrays.equals(
                            HexFormat.of().parseHex(infohash), Arrays.copyOfRange(hello, 28, 48));
        } catch (java.net.SocketException cutOff) {
            return false;
        }
    }

    private List<String> story(String item) throws IOException, InterruptedException {
        Program.Ended audit = act("audit", item);
        assertEquals(0, audit.status(), audit.err());
        return audit.json().stream()
                .map(line ->
                        line.get("event") + (line.get("by") == null ? "" : " " + line.get("by")))
                .toList();
    }

    /// A node, one approval, an embargo; then the release is taken back.
    @Test
    void aNodeLetsOutWhatIsApprovedAndTakesBackWhatIsWithdrawn()
            throws IOException, InterruptedException {
        int peers = freePort();
        int http = freePort();
        settings(
                "rights.approvals = 1",
                "intake.settle = 0s",
                "intake.scan = 200ms",
                "seed.address = 127.0.0.1",
                "seed.announce = no",
                "seed.port = " + peers);
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Instant begun = Instant.now();
        Path tape = tape(inbox, "harbour", 600, "");
        Process node =
                Program.start(
                        folder.resolve("out"),
                        err(),
                        "run",
                        "--library",
                        library,
                        "--pipelines",
                        pipelines,
                        "--inbox",
                        inbox,
                        "--http",
                        "127.0.0.1:" + http);
        try {
            Map<String, Object> ready = await(node, "The harbour", "review");
            // long enough for the next tape to lie ready before, on a slow machine too
            Instant embargo =
                    Instant.now()
                            .plus(Duration.between(begun, Instant.now()).multipliedBy(2))
                            .plusSeconds(5)
                            .truncatedTo(ChronoUnit.SECONDS);
            tape(inbox, "election", 800, ", \"embargo\": \"" + embargo + "\"");
            assertEquals("APPROVALS_INSUFFICIENT", ready.get("code"));
            assertTrue(text(ready, "fix").contains("v2v approve " + id(ready)));
            assertEquals(List.of(), ReleaseChecks.list(library.resolve("releases")));
            assertFalse(get(http, "/").body().contains("harbour"), "the public sees nothing of it");

            Program.Ended approved = act("approve", id(ready), "--by", "Ann");
            assertEquals(0, approved.status(), approved.err());
            Map<String, Object> released = approved.only("release");
            Path made = Path.of(text(released, "folder"));
            String address = "/" + made.getFileName() + "/";
            ReleaseChecks.wholeRelease(made);
            assertTrue(seeded(peers, text(released, "infohash")));
            assertEquals(200, get(http, address).statusCode());
            refused("ALREADY_RELEASED", act("hold", id(ready), "--why", "too late"));

            Map<String, Object> waits = await(node, "The election", "review");
            Program.Ended early = act("approve", id(waits), "--by", "Ann");
            assertEquals(0, early.status(), early.err());
            assertEquals("EMBARGO_ACTIVE", early.only("refusal").get("code"));
            assertEquals("scheduled", item("The election").get("state"));
            assertTrue(Instant.now().isBefore(embargo), "else nothing was proved");

            takenBack(released, made, http, peers, tape);
            assertEquals(
                    List.of(
                            "received",
                            "processed",
                            "review",
                            "approved Ann",
                            "release-begun",
                            "released",
                            "withdrawal Bo",
                            "withdrawn"),
                    story(text(ready, "id")));

            Instant out = Instant.parse(text(await(node, "The election", "released"), "changed"));
            assertFalse(out.isBefore(embargo), out + " is before " + embargo);
            assertTrue(out.isBefore(embargo.plusSeconds(8)), out + " is long after " + embargo);
            assertEquals(
                    List.of(
                            "received",
                            "processed",
                            "review",
                            "approved Ann",
                            "scheduled",
                            "release-begun",
                            "released"),
                    story(text(waits, "id")));
        } finally {
            node.destroyForcibly();
            node.waitFor();
        }
    }

    private void takenBack(Map<String, Object> released, Path made, int http, int peers, Path tape)
            throws IOException, InterruptedException {
        String name = made.getFileName().toString();
        Program.Ended ended = act("withdraw", id(released), "--why", "A dispute", "--by", "Bo");
        assertEquals(0, ended.status(), ended.err());
        assertEquals("withdrawn", ended.only("withdrawal").get("state"));
        HttpResponse<String> gone = get(http, "/" + name + "/");
        assertEquals(410, gone.statusCode());
        Path stone = library.resolve("tombstones").resolve(name + ".json");
        assertEquals(Files.readString(stone), gone.body());
        assertTrue(gone.body().contains("A dispute"), gone.body());
        assertFalse(gone.body().contains("Bo\""), "the public learns no names: " + gone.body());
        assertEquals(
                0,
                Program.run("search", "--library", library, "--json", "harbour")
                        .only("found")
                        .get("total"));
        assertFalse(seeded(peers, text(released, "infohash")), "it is seeded no more");
        assertFalse(Files.exists(made));
        Path kept = library.resolve("withdrawn").resolve(name);
        ReleaseChecks.wholeRelease(kept);
        Program.Ended verified = Program.run("verify", "--json", kept);
        assertEquals(0, verified.status(), verified.err() + verified.out());
        assertTrue(verified.only("verify").get("withdrawn") != null, verified.out());
        assertEquals(0, act("check").status());
        refused("WITHDRAWN", act("withdraw", id(released), "--why", "again"));
        Path again = Files.copy(tape, folder.resolve("again.mxf"));
        refused("WITHDRAWN", act("release", again, "--license", "CC0", "--attribution", "A"));
    }

    /// Nobody but the process that a person starts; two people must agree.
    @Test
    void twoPeopleAndAHoldAndABookThatCanNotBeMended()
            throws IOException, InterruptedException, SQLException {
        settings("rights.approvals = 2");
        Path first = tape(folder, "first", 600, "");
        Path second = tape(folder, "second", 800, "");
        Program.Ended ordered = act("release", first, second, "--by", "Ann");
        assertEquals(3, ordered.status(), ordered.err());
        assertEquals(
                List.of("APPROVALS_INSUFFICIENT", "APPROVALS_INSUFFICIENT"),
                ordered.json().stream().map(line -> line.get("code")).toList());
        String one = text(item("The first"), "id");
        String two = text(item("The second"), "id");
        assertEquals("review", item("The first").get("state"));

        refused("SELF_APPROVAL", act("approve", one, "--by", " ann "));
        Program.Ended both = act("approve", one, "--by", "Bo");
        assertEquals(0, both.status(), both.err());
        ReleaseChecks.wholeRelease(Path.of(text(both.only("release"), "folder")));

        assertEquals(0, act("hold", two, "--why", "music query", "--by", "Cy").status());
        assertEquals("held", item("The second").get("state"));
        refused("HOLD_OPEN", act("approve", two, "--by", "Bo"));
        assertEquals(1, ReleaseChecks.list(library.resolve("releases")).size());
        Program.Ended free = act("unhold", two, "--by", "Cy", "--why", "settled");
        assertEquals(0, free.status(), free.err());
        ReleaseChecks.wholeRelease(Path.of(text(free.only("release"), "folder")));
        assertEquals(
                List.of(
                        "received Ann",
                        "processed",
                        "approved Ann",
                        "review",
                        "hold Cy",
                        "approved Bo",
                        "unhold Cy",
                        "release-begun",
                        "released"),
                story(two));
        theBook();
    }

    private Program.Ended book(Object... more) throws IOException, InterruptedException {
        List<Object> all = new ArrayList<>(List.of("audit", "verify", "--json"));
        all.addAll(List.of("--library", library));
        all.addAll(List.of(more));
        return Program.run(all.toArray());
    }

    private void theBook() throws IOException, InterruptedException, SQLException {
        Program.Ended whole = book();
        assertEquals(0, whole.status(), whole.out());
        String head = text(whole.only("audit-verify"), "head");
        assertEquals(0, book("--head", head).status());
        assertEquals(3, book("--head", "1".repeat(64)).status());

        Path file = library.resolve("v2v.db");
        try (Connection ledger = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement sql = ledger.createStatement()) {
            int entries =
                    Integer.parseInt(String.valueOf(whole.only("audit-verify").get("entries")));
            String change = "UPDATE audit SET by='Dee' WHERE event='approved' AND by='Bo'";
            org.junit.jupiter.api.Assertions.assertThrows(
                    SQLException.class, () -> sql.execute(change));
            sql.execute("DROP TRIGGER audit_is_never_changed");
            sql.execute("DROP TRIGGER audit_is_never_shortened");
            assertNotEquals(0, sql.executeUpdate(change));
            assertTrue(fault(book()).contains("is not what was written"));
            sql.execute("UPDATE audit SET by='Bo' WHERE by='Dee'");
            assertEquals(0, book("--head", head).status(), "it is as it was");
            sql.execute("DELETE FROM audit WHERE seq=" + entries);
            assertTrue(fault(book()).contains("missing at the end"));
            sql.execute("UPDATE sqlite_sequence SET seq=seq-1 WHERE name='audit'");
            assertEquals(0, book().status(), "who knows the file well can cut it unseen");
            assertTrue(
                    fault(book("--head", head)).contains(head), "but for a head noted elsewhere");
        }
    }

    private static String fault(Program.Ended ended) {
        assertEquals(3, ended.status(), ended.out());
        return text(ended.only("audit-verify"), "fault");
    }

    private static String id(java.util.Map<String, Object> line) {
        return String.valueOf(line.get("id"));
    }
}
