package v2v.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.torrent.Offer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

class GivenEditionsTest {
    @TempDir Path folder;
    private final List<Offer> offered = new ArrayList<>();

    private Offer edition(int number) throws IOException {
        Path torrent = Files.createFile(folder.resolve(number + ".torrent"));
        return new Offer("%040x".formatted(number), null, torrent, folder);
    }

    @Test
    void whatIsDeletedIsGivenNoMore() throws IOException {
        GivenEditions editions = new GivenEditions(offered::add, offered::remove);
        editions.look(null);
        Offer first = edition(1);
        editions.look(first);
        editions.look(first);
        Offer second = edition(2);
        editions.look(second);
        assertEquals(List.of(first, second), offered);
        Files.delete(first.torrent());
        editions.look(second);
        assertEquals(List.of(second), offered);
    }
}
