package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.bag.Kept;
import v2v.item.ItemId;
import v2v.item.Released;
import v2v.item.Tombstone;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/// Books that are written again from what is public.
class RebuiltTest {
    @TempDir private Path folder;

    private static String name(String id, int version) {
        return "harbour-" + id + (version == 1 ? "" : "-v" + version);
    }

    private static Items.Newest out(Kept kept, int version) throws IOException {
        String name = name(kept.id(), version);
        return new Items.Newest(
                kept.release(),
                new Released(
                        new ItemId(kept.id()),
                        version,
                        "releases/" + name,
                        "torrents/" + name + ".torrent",
                        "magnet:?",
                        "0".repeat(40),
                        Instant.EPOCH));
    }

    private static Tombstone stone(String id, int version) {
        return new Tombstone(
                id,
                name(id, version),
                "Harbour",
                "0".repeat(40),
                null,
                Instant.EPOCH,
                "a claim",
                "",
                "",
                List.of());
    }

    private ItemState rebuilt(Kept kept, List<Integer> out, List<Integer> withdrawn)
            throws IOException {
        List<Items.Newest> all = new ArrayList<>();
        for (int version : out) {
            all.add(out(kept, version));
        }
        Rebuilt.write(
                kept.library(),
                InstantSource.system(),
                all,
                withdrawn.stream().map(version -> stone(kept.id(), version)).toList(),
                "edition 1");
        try (Ledger ledger = Ledger.own(kept.library()).orElseThrow()) {
            return ledger.items().find(new ItemId(kept.id())).orElseThrow().state();
        }
    }

    /// A correction is out after the version that it corrects was withdrawn, or was withdrawn
    /// itself.
    @ParameterizedTest
    @CsvSource({
        "2, 1, RELEASED",
        "3, 1 2, RELEASED",
        "1 3, 2, RELEASED",
        "1, 2, WITHDRAWN",
        "1 2, 3, WITHDRAWN"
    })
    void onlyAWithdrawalOfTheNewestClosesAWork(String out, String withdrawn, ItemState state)
            throws IOException {
        assertEquals(state, rebuilt(Kept.in(folder), numbers(out), numbers(withdrawn)));
    }

    private static List<Integer> numbers(String text) {
        List<Integer> numbers = new ArrayList<>();
        for (String number : text.split(" ", -1)) {
            numbers.add(Integer.valueOf(number));
        }
        return numbers;
    }

    @Test
    void whatIsOnlyWithdrawnIsClosed() throws IOException {
        assertEquals(ItemState.WITHDRAWN, rebuilt(Kept.in(folder), List.of(), List.of(1)));
    }
}
