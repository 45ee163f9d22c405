package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.edition.Head;
import v2v.item.Delivery;
import v2v.item.Duplicate;
import v2v.item.Footage;
import v2v.item.ItemId;
import v2v.item.Order;
import v2v.item.Record;
import v2v.item.Refusal;
import v2v.ledger.ItemState;
import v2v.ledger.Ledger;
import v2v.ledger.View;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/// `v2v rebuild` on a library of two releases that has everything but its ledger.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class RebuildTest {
    @TempDir private Path folder;
    private Archive archive;
    private String harbour;
    private String tram;

    @BeforeEach
    void publish() throws IOException {
        archive = new Archive(folder.resolve("library"), 0);
        harbour = archive.release("harbour", "Ports", "CC-BY-4.0", 1000);
        tram = archive.release("tram", "Streets", "CC-BY-4.0", 1000);
        archive.edition();
    }

    @AfterEach
    void close() throws IOException {
        archive.close();
    }

    private Typed rebuild() {
        return Typed.of(List.of("rebuild"), "--library", archive.library.root());
    }

    private static String id(String name) {
        return name.substring(name.length() - 16);
    }

    private void refused(int status, String words) {
        Typed typed = rebuild();
        assertEquals(status, typed.status(), typed.err());
        assertTrue(typed.err().contains(words), typed.err());
        assertFalse(Files.exists(archive.library.ledger()));
    }

    /// Orders the original of a release again.
    private void order(String name) throws IOException {
        Path file = Files.writeString(folder.resolve("again.mxf"), "x");
        try (Ledger ledger = Ledger.own(archive.library).orElseThrow()) {
            Delivery arrived = new Delivery(file, 1, Instant.EPOCH, null, Order.plain("access"), 0);
            Delivery delivery = ledger.deliver(List.of(arrived)).getFirst();
            ledger.items()
                    .register(
                            delivery,
                            new Footage(
                                    new ItemId(id(name)),
                                    1,
                                    Archive.original(id(name)),
                                    file,
                                    9,
                                    Instant.EPOCH,
                                    Record.EMPTY,
                                    "access",
                                    List.of(),
                                    List.of()));
        }
    }

    @Test
    void whatIsOutIsKnownAgain() throws IOException {
        assertEquals("rebuilt: 2 releases, 0 withdrawn, from edition 1\n", rebuild().out());
        try (View view = View.of(archive.library).orElseThrow()) {
            assertEquals(2, view.out().size());
        }
        assertThrows(Duplicate.class, () -> order(tram));
        refusedNow("has its ledger");
    }

    private void refusedNow(String words) {
        Typed typed = rebuild();
        assertEquals(78, typed.status());
        assertTrue(typed.err().contains(words), typed.err());
    }

    /// Also what was taken back after the last edition.
    @Test
    void whatWasWithdrawnDoesNotGoOutAgain() throws IOException {
        archive.withdraw(harbour);
        archive.edition();
        archive.withdraw(tram);
        assertEquals("rebuilt: 0 releases, 2 withdrawn, from edition 2\n", rebuild().out());
        for (String name : List.of(harbour, tram)) {
            Refusal refusal = assertThrows(Refusal.class, () -> order(name));
            assertEquals(Refusal.Code.WITHDRAWN, refusal.code());
        }
        try (Ledger ledger = Ledger.own(archive.library).orElseThrow()) {
            assertEquals(
                    ItemState.WITHDRAWN,
                    ledger.items().find(new ItemId(id(tram))).orElseThrow().state());
        }
    }

    @Test
    void aReleaseThatIsNotHereIsNamed() throws IOException {
        Files.delete(archive.library.torrents().resolve(tram + ".magnet"));
        refused(75, "1 of 2 works are not here, such as " + tram);
    }

    /// What is signed from then on must be what was published.
    @Test
    void aWorkThatIsDamagedIsNamed() throws IOException {
        Path film = archive.library.releases().resolve(tram).resolve("video/film.webm");
        byte[] bytes = Files.readAllBytes(film);
        bytes[500] ^= 1;
        Files.write(film, bytes);
        refused(3, "video/film.webm is damaged");
        refused(3, "v2v check --repair");
    }

    /// The edition before the last, as a mirror has it that was not asked for long; or a backup.
    private Path oneEditionBehind() throws IOException {
        archive.edition();
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
        Files.move(archive.library.editions().resolve("000002"), elsewhere.resolve("000002"));
        Files.delete(archive.library.catalogue());
        Files.createSymbolicLink(archive.library.catalogue(), Path.of("editions/000001/catalogue"));
        return elsewhere.resolve("000002/catalogue");
    }

    @Test
    void aLaterEditionElsewhereIsToBeTakenFirst() throws IOException {
        Path later = oneEditionBehind();
        MirrorBook.of(archive.key(), List.of(later.toString()), null).write(archive.library);
        refused(3, "it has edition 2, and here is edition 1");
        Files.delete(later.resolve("catalogue.json"));
        Typed typed = rebuild();
        assertEquals("rebuilt: 2 releases, 0 withdrawn, from edition 1\n", typed.out());
        assertTrue(typed.err().contains("not asked for a newer edition"), typed.err());
    }

    @Test
    void aLaterEditionThatWasSeenIsRemembered() throws IOException {
        Path later = oneEditionBehind();
        Head seen = Head.verified(later, archive.key());
        MirrorBook.of(archive.key(), List.of(), seen).write(archive.library);
        refused(3, "this is edition 1, and edition 2 was seen before");
    }

    @Test
    void aKeyThatIsNotHereIsNotMade() throws IOException {
        Path keys = archive.library.keys();
        Files.move(keys, folder.resolve("the-safe"));
        refused(78, "the publisher's key is missing");
        assertFalse(Files.exists(keys));
    }

    @Test
    void anotherKeyIsRefused() throws IOException {
        try (Archive other = new Archive(folder.resolve("other"), 0)) {
            other.key();
            v2v.Program.delete(archive.library.keys());
            Files.move(other.library.keys(), archive.library.keys());
        }
        refused(3, "key");
    }

    @Test
    void whatNoEditionTellsOfIsSaid() throws IOException {
        String late = archive.release("late", "Ports", "CC-BY-4.0", 1000);
        Typed typed = rebuild();
        assertEquals(0, typed.status());
        assertTrue(typed.err().contains("releases/" + late + " is in no edition"), typed.err());
    }

    @Test
    void withoutACatalogueThereIsNothingToRebuildFrom() throws IOException {
        Files.delete(archive.library.catalogue());
        refused(78, "holds no catalogue");
    }
}
