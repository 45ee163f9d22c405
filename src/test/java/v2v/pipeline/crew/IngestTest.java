package v2v.pipeline.crew;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Delivery;
import v2v.item.Json;
import v2v.item.Library;
import v2v.ledger.Requests;
import v2v.rights.Licenses;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;

/// What messages may order, without a broker.
class IngestTest {
    private static final Licenses LICENSES = Licenses.load();
    @TempDir Path temporary;
    private Path share = Path.of("");

    @BeforeEach
    void tapes() throws IOException {
        share = temporary.resolve("share");
        Files.createDirectories(share.resolve("tapes"));
        Files.createDirectories(share.resolve("library/keys"));
        Files.writeString(share.resolve("tapes/a.mxf"), "a tape");
        Files.writeString(share.resolve("tapes/empty.mxf"), "");
        Files.writeString(share.resolve("library/keys/key.pem"), "a key");
        Files.writeString(temporary.resolve("outside.mxf"), "not yours");
        Files.createSymbolicLink(share.resolve("tapes/out.mxf"), temporary.resolve("outside.mxf"));
        Files.createSymbolicLink(share.resolve("up"), temporary);
        Files.createSymbolicLink(share.resolve("tapes/in.mxf"), Path.of("a.mxf"));
        Files.createSymbolicLink(share.resolve("tapes/loop"), Path.of("loop"));
    }

    private ShareDoor door(Duration settle) {
        return new ShareDoor(
                share,
                new Library(share.resolve("library")),
                settle,
                "access",
                Set.of("access", "audio"),
                LICENSES,
                Instant::now);
    }

    private Requests.Asked asked(byte @Nullable [] message) throws IOException {
        return Ingest.asked("t-0-1-2", message, door(Duration.ZERO));
    }

    private Requests.Asked asked(String message) throws IOException {
        return asked(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anOrderOfATape() throws IOException {
        String message =
                """
                {"id":"mam-77","file":"tapes/a.mxf","license":"CC BY 4.0","attribution":"N","title":"T",
                 "profile":"audio","by":"Ann","now":true}\
                """;
        assertEquals(List.of(), Schemas.faults("ingest", Json.tree(message)));
        Requests.Asked asked = asked(message);
        Delivery order = Objects.requireNonNull(asked.order(), asked::toString);
        assertEquals(share.resolve("tapes/a.mxf"), order.file());
        assertEquals("audio", order.order().profile());
        assertEquals("mam-77", asked.request());
        assertEquals("Ann", asked.by());
    }

    /// Whoever orders by name approves; so no message has one.
    @Test
    void aMessageIsNobodysWord() throws IOException {
        Delivery order = asked("{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"by\":\"Ann\"}").order();
        assertEquals(null, Objects.requireNonNull(order).order().by());
    }

    @Test
    void aCloudEventIsOneToo() throws IOException {
        String event =
                """
                {"specversion":"1.0","id":"9","source":"/mam","type":"%s","anything":"else",
                 "data":{"id":"1","file":"tapes/a.mxf"}}\
                """;
        assertTrue(asked(event.formatted("org.v2v.ingest")).order() != null);
        assertEquals(
                "MESSAGE_UNREADABLE",
                Objects.requireNonNull(asked(event.formatted("org.other")).problem()).code());
    }

    @Test
    void aLinkWithinTheShareIsFollowed() throws IOException {
        Delivery order = asked("{\"id\":\"1\",\"file\":\"tapes/in.mxf\"}").order();
        assertEquals(share.resolve("tapes/a.mxf"), Objects.requireNonNull(order).file());
    }

    @Test
    void whatWasJustWrittenMayGrow() throws IOException {
        String message = "{\"id\":\"1\",\"file\":\"tapes/a.mxf\"%s}";
        ShareDoor patient = door(Duration.ofHours(1));
        byte[] plain = message.formatted("").getBytes(StandardCharsets.UTF_8);
        byte[] now = message.formatted(",\"now\":true").getBytes(StandardCharsets.UTF_8);
        assertEquals(
                "FILE_STILL_GROWING",
                Objects.requireNonNull(Ingest.asked("m", plain, patient).problem()).code());
        assertEquals(null, Ingest.asked("m", now, patient).problem());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "../outside.mxf               | UNSAFE_PATH",
                "tapes/../../outside.mxf      | UNSAFE_PATH",
                "/etc/passwd                  | UNSAFE_PATH",
                "tapes/out.mxf                | UNSAFE_PATH",
                "up/outside.mxf               | UNSAFE_PATH",
                "up/share/library/keys/key.pem| UNSAFE_PATH",
                "library/keys/key.pem         | UNSAFE_PATH",
                "tapes/loop                   | FILE_MISSING",
                "tapes/none.mxf               | FILE_MISSING",
                "tapes                        | FILE_UNREADABLE",
                ".                            | FILE_UNREADABLE",
                "tapes/empty.mxf              | FILE_EMPTY",
                "~/a.mxf                      | FILE_MISSING",
                "tapes\\\\a.mxf               | FILE_MISSING",
            })
    void pathsThatAreRefused(String path, String code) throws IOException {
        for (String key : List.of("file", "record")) {
            if (key.equals("record") && code.equals("FILE_EMPTY")) {
                continue;
            }
            String file = key.equals("file") ? path : "tapes/a.mxf";
            String more = key.equals("file") ? "" : ",\"record\":\"" + path + "\"";
            Requests.Asked asked = asked("{\"id\":\"1\",\"file\":\"%s\"%s}".formatted(file, more));
            assertEquals(null, asked.order());
            Requests.Problem problem = Objects.requireNonNull(asked.problem());
            assertEquals(code, problem.code());
            assertFalse(problem.message().contains(temporary.toString()), problem.message());
            assertEquals("1", asked.request());
        }
    }

    @Test
    void namesWithoutEnd() throws IOException {
        String deep = "d/".repeat(900) + "a.mxf";
        String longName = "n".repeat(1500);
        for (String path : List.of(deep, longName)) {
            assertEquals(
                    "FILE_MISSING",
                    Objects.requireNonNull(
                                    asked("{\"id\":\"1\",\"file\":\"" + path + "\"}").problem())
                            .code());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "hello",
                "null",
                "[]",
                "7",
                "{",
                "{}",
                "{\"id\":\"1\"}",
                "{\"file\":\"tapes/a.mxf\"}",
                "{\"id\":null,\"file\":\"tapes/a.mxf\"}",
                "{\"id\":1,\"file\":\"tapes/a.mxf\"}",
                "{\"id\":\"\",\"file\":\"tapes/a.mxf\"}",
                "{\"id\":\"1\",\"file\":null}",
                "{\"id\":\"1\",\"file\":[\"tapes/a.mxf\"]}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\\u0000\"}",
                "{\"id\":\"1\",\"file\":\"tapes/\\ud800.mxf\"}",
                "{\"id\":\"a\\nb\",\"file\":\"tapes/a.mxf\"}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"now\":\"yes\"}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"title\":null}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"licence\":\"CC0\"}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"replaces\":\"0123456789abcdef\"}",
                "{\"id\":\"1\",\"file\":\"tapes/none\",\"file\":\"tapes/a.mxf\"}",
                "{\"id\":\"1\",\"file\":\"tapes/a.mxf\"} {\"id\":\"2\"}",
                "{\"specversion\":\"1.0\",\"id\":\"1\",\"file\":\"tapes/a.mxf\"}",
                "{\"specversion\":\"1.0\",\"type\":\"org.v2v.ingest\",\"data\":\"x\"}",
            })
    void messagesThatAreRefused(String message) throws IOException {
        Requests.Asked asked = asked(message);
        assertEquals(null, asked.order());
        assertEquals("MESSAGE_UNREADABLE", Objects.requireNonNull(asked.problem()).code(), message);
    }

    @Test
    void anUnknownProfileOrLicenceIsSaidAtOnce() throws IOException {
        String message = "{\"id\":\"1\",\"file\":\"tapes/a.mxf\",\"%s\":\"%s\"}";
        assertEquals(
                "PROFILE_UNKNOWN",
                Objects.requireNonNull(asked(message.formatted("profile", "../x")).problem())
                        .code());
        assertEquals(
                "LICENSE_UNKNOWN",
                Objects.requireNonNull(asked(message.formatted("license", "mine")).problem())
                        .code());
    }

    @Test
    void bytesOfAllKinds() throws IOException {
        Random dice = new Random(4);
        assertTrue(asked((byte[]) null).problem() != null);
        assertTrue(asked(new byte[10_000_000]).problem() != null);
        assertTrue(asked("[".repeat(60_000)).problem() != null);
        assertTrue(asked("{\"a\":".repeat(12_000)).problem() != null);
        for (int i = 0; i < 2000; i++) {
            byte[] bytes = new byte[dice.nextInt(200)];
            dice.nextBytes(bytes);
            assertTrue(asked(bytes).problem() != null);
        }
    }

    /// Such a message is read again; a refusal would be wrong.
    @Test
    void aShareThatIsAwayIsAnOutage() throws IOException {
        Path gone = Files.move(share, temporary.resolve("away"));
        byte[] message = "{\"id\":\"1\",\"file\":\"tapes/a.mxf\"}".getBytes(StandardCharsets.UTF_8);
        assertThrows(IOException.class, () -> Ingest.asked("m", message, door(Duration.ZERO)));
        assertTrue(Files.isDirectory(gone));
    }
}
