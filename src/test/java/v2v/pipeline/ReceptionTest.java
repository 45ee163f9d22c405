package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.bag.Deliveries;
import v2v.intake.Intake;
import v2v.intake.IntakeSettings;
import v2v.item.Delivery;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.Order;
import v2v.item.Progress;
import v2v.item.Refusal;
import v2v.item.Refusal.Code;
import v2v.item.Settings;
import v2v.ledger.Ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/// Bags at the first door, with intake, bag room and ledger as the program has them.
class ReceptionTest {
    private static final InstantSource CLOCK =
            InstantSource.fixed(Instant.parse("2026-03-01T01:00:00Z"));
    private static final String RECORD =
            "{\"title\": \"Harbour\", \"license\": \"CC BY 4.0\", \"credit\": \"Radio Nord\"}";

    @TempDir private Path folder;
    private Path bag = Path.of("");
    private Path tape = Path.of("");
    private Ledger ledger;
    private Reception reception;
    private Intake intake;

    @BeforeEach
    void open() throws IOException {
        Library library = new Library(folder.resolve("library")).prepare();
        ledger = Ledger.own(library, CLOCK).orElseThrow();
        intake = new Intake(IntakeSettings.from(Settings.none()), Progress.NONE);
        reception = new Reception(intake, new Deliveries(CLOCK), ledger.items());
        bag = Files.createDirectories(folder.resolve("delivery"));
        tape = bag.resolve("data/tape.mxf");
        Files.createDirectories(tape.getParent());
        Files.writeString(tape, "picture");
        Files.writeString(bag.resolve("data/tape.json"), RECORD);
        Files.writeString(
                bag.resolve("bagit.txt"),
                "BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n");
        list("SHA-256", "data/tape.json", "data/tape.mxf");
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    private void list(String algorithm, String... files) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (String file : files) {
            lines.append(sum(algorithm, file)).append("  ").append(file).append('\n');
        }
        String word = algorithm.replace("-", "").toLowerCase(java.util.Locale.ROOT);
        Files.writeString(bag.resolve("manifest-" + word + ".txt"), lines);
    }

    private String sum(String algorithm, String file) throws IOException {
        try {
            byte[] bytes = Files.readAllBytes(bag.resolve(file));
            return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private Footage accept() throws IOException {
        Delivery delivery = Intake.deliver(tape, Order.plain("access"));
        ledger.deliver(List.of(delivery));
        return reception.accept(delivery);
    }

    @Test
    void aGoodBagComesInWithTheRecordBesideItsFootage() throws IOException {
        Footage footage = accept();
        assertEquals("CC BY 4.0", footage.record().rights().license());
        assertEquals("Harbour", footage.record().title().orElseThrow());
        assertTrue(ledger.items().find(new ItemId(footage.item())).isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-512"})
    void aBagWithAnotherSumIsComparedByThat(String algorithm) throws IOException {
        Files.delete(bag.resolve("manifest-sha256.txt"));
        list(algorithm, "data/tape.json", "data/tape.mxf");
        assertEquals("CC BY 4.0", accept().record().rights().license());
        Files.writeString(tape, "pictuRe");
        assertEquals(Code.CHECKSUM_MISMATCH, assertThrows(Refusal.class, this::accept).code());
    }

    enum Wrong {
        BYTE(Code.CHECKSUM_MISMATCH),
        MISSING(Code.BAG_INVALID),
        EXTRA(Code.BAG_INVALID),
        DOTS(Code.UNSAFE_PATH),
        LINK(Code.UNSAFE_PATH);

        final Code code;

        Wrong(Code code) {
            this.code = code;
        }
    }

    private void spoil(Wrong wrong) throws IOException {
        Path list = bag.resolve("manifest-sha256.txt");
        switch (wrong) {
            case BYTE -> Files.writeString(tape, "pictuRe");
            case MISSING -> Files.delete(bag.resolve("data/tape.json"));
            case EXTRA -> Files.writeString(bag.resolve("data/more.mxf"), "more");
            case DOTS ->
                    Files.writeString(
                            list,
                            Files.readString(list) + "0".repeat(64) + "  data/../../secret\n",
                            StandardCharsets.UTF_8);
            case LINK -> {
                Path away = Files.writeString(folder.resolve("away"), RECORD);
                Files.delete(bag.resolve("data/tape.json"));
                Files.createSymbolicLink(bag.resolve("data/tape.json"), away);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Wrong.class)
    void aWrongBagStaysOutAndIsInNoBook(Wrong wrong) throws IOException {
        spoil(wrong);
        Refusal refusal = assertThrows(Refusal.class, this::accept);
        assertEquals(wrong.code, refusal.code(), refusal.getMessage());
        ItemId id = ItemId.of(new Digest(sum("SHA-256", "data/tape.mxf")));
        assertTrue(ledger.items().find(id).isEmpty());
    }

    /// Another licence in the record of a bag, with the sums as they were.
    @Test
    void aRecordThatIsNotWhatTheBagListsIsRefused() throws IOException {
        Files.writeString(bag.resolve("data/tape.json"), RECORD.replace("BY 4.0", "BY 3.0"));
        assertEquals(Code.CHECKSUM_MISMATCH, assertThrows(Refusal.class, this::accept).code());
    }
}
