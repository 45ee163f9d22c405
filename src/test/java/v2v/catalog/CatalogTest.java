package v2v.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/// Writing the index: what is seen, by whom, and when.
class CatalogTest {
    private static final Work HORSE = Work.of(1, "Horse").in("en").within("Farm");
    private static final Work TRAIN = Work.of(2, "Train").in("en");
    @TempDir Path folder;

    @Test
    void aWorkInTheMakingIsInvisible() throws IOException {
        try (Shelf shelf = new Shelf(folder)) {
            Release release = HORSE.release();
            assertSame(release, shelf.catalog.index(release));
            assertEquals(List.of(), shelf.find("horse"));
            assertEquals(0, shelf.ask("").total());
            assertEquals(List.of(), shelf.ask("").facets());
            shelf.catalog.publish(release, HORSE.released());
            assertEquals(List.of("Horse"), shelf.find("horse"));
        }
    }

    @Test
    void publishingTwiceIsPublishingOnce() throws IOException {
        try (Shelf shelf = new Shelf(folder)) {
            shelf.put(HORSE, HORSE);
            shelf.catalog.publish(HORSE.release(), HORSE.released());
            assertEquals(1, shelf.ask("horse").total());
        }
    }

    @Test
    void aCorrectionReplacesTheOldVersionOnlyWhenItIsOut() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE)) {
            Work mended = Work.of(1, "Pony").again();
            shelf.catalog.index(mended.release());
            assertEquals(List.of("Horse"), shelf.find("*"));
            shelf.catalog.publish(mended.release(), mended.released());
            assertEquals(List.of("Pony"), shelf.find("*"));
        }
    }

    @Test
    void aRemovedWorkIsGoneForEverybody() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE, TRAIN)) {
            shelf.catalog.remove(HORSE.id());
            shelf.catalog.remove(HORSE.id());
            assertEquals(List.of("Train"), shelf.find("*"));
            assertEquals(List.of(), shelf.find("id:" + HORSE.id()));
        }
    }

    @Test
    void anIndexMadeAnewAnswersLikeTheOldOne() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE, TRAIN)) {
            List<String> questions = List.of("", "horse", "trains", "collection:farm", "minutes:2");
            List<Found> before = answers(shelf, questions);
            shelf.catalog.rebuild(List.of(HORSE.published(), TRAIN.published()));
            assertEquals(before, answers(shelf, questions));
        }
    }

    @Test
    void whatIsNotHandedInIsForgotten() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE, TRAIN)) {
            shelf.catalog.rebuild(List.of(TRAIN.published()));
            assertEquals(List.of("Train"), shelf.find("*"));
            shelf.catalog.rebuild(List.of());
            assertEquals(0, shelf.ask("*").total());
            shelf.put(HORSE);
            assertEquals(List.of("Horse"), shelf.find("*"));
        }
    }

    @Test
    void aRebuildThatFailsLeavesTheOldIndex() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE)) {
            Iterator<Published> works = List.of(TRAIN.published()).iterator();
            Iterable<Published> torn =
                    () ->
                            new Iterator<>() {
                                @Override
                                public boolean hasNext() {
                                    return true;
                                }

                                @Override
                                public Published next() {
                                    return works.next(); // throws after the first
                                }
                            };
            assertThrows(java.util.NoSuchElementException.class, () -> shelf.catalog.rebuild(torn));
            assertEquals(List.of("Horse"), shelf.find("*"));
            shelf.put(TRAIN);
            assertEquals(2, shelf.ask("*").total());
        }
    }

    @Test
    void aRebuildMendsAnIndexThatCanNotBeRead() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE)) {
            assertEquals(1, shelf.ask("*").total());
        }
        for (Path file : files("segments_*")) {
            Files.write(file, new byte[] {1, 2, 3});
        }
        try (Catalog catalog = new Catalog(folder.resolve("index"));
                Search search = new Search(folder.resolve("index"))) {
            assertThrows(IOException.class, () -> search.search(Question.of("horse")));
            catalog.rebuild(List.of(HORSE.published()));
            assertEquals(1, search.search(Question.of("horse")).total());
        }
    }

    @Test
    void onlyOneProcessWrites() throws IOException {
        try (Shelf shelf = new Shelf(folder, HORSE);
                Catalog second = new Catalog(folder.resolve("index"))) {
            IOException refused =
                    assertThrows(IOException.class, () -> second.index(TRAIN.release()));
            assertEquals(
                    "The search index %s is being written by another process; stop the node that owns this library, or let it do the work."
                            .formatted(folder.resolve("index")),
                    refused.getMessage());
            assertThrows(IOException.class, () -> second.rebuild(List.of()));
            assertEquals(List.of("Horse"), shelf.find("*"));
            shelf.catalog.close();
            second.index(TRAIN.release());
        }
    }

    @Test
    void aReaderSeesEveryChangeWhileTheWriterIsOpen() throws IOException {
        try (Shelf shelf = new Shelf(folder)) {
            assertEquals(new Found(0, List.of(), List.of()), shelf.ask("horse"), "no index yet");
            assertFalse(Files.exists(folder.resolve("index")), "asking makes nothing");
            for (int i = 1; i <= 30; i++) {
                shelf.put(Work.of(i, "Horse " + i));
                assertEquals(i, shelf.ask("horse").total());
            }
        }
    }

    @Test
    void anEmptyFolderIsAnEmptyLibrary() throws IOException {
        Files.createDirectory(folder.resolve("index"));
        try (Search search = new Search(folder.resolve("index"))) {
            assertEquals(0, search.search(Question.of("")).total());
        }
    }

    private List<Path> files(String glob) throws IOException {
        try (var files = Files.newDirectoryStream(folder.resolve("index"), glob)) {
            return java.util.stream.StreamSupport.stream(files.spliterator(), false).toList();
        }
    }

    private static List<Found> answers(Shelf shelf, List<String> questions) throws IOException {
        List<Found> answers = new java.util.ArrayList<>();
        for (String question : questions) {
            answers.add(shelf.ask(question));
        }
        return answers;
    }
}
