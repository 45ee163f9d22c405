package v2v.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Delivery;
import v2v.item.Library;
import v2v.item.Order;
import v2v.ledger.Parts.Part;
import v2v.ledger.Parts.Wanted;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What of a task other machines do: who is believed, and what outlives the node.
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class PartsTest {
    @TempDir Path folder;
    private Library library;
    private Ledger ledger;
    private Task task;

    @BeforeEach
    void claimed() throws IOException {
        library = new Library(folder);
        ledger = Ledger.own(library).orElseThrow();
        ledger.deliver(
                List.of(
                        new Delivery(
                                Path.of("/in/a.mxf"),
                                5,
                                Instant.EPOCH,
                                null,
                                Order.plain("access"),
                                0)));
        task = ledger.claim("accept", "").orElseThrow();
    }

    @AfterEach
    void close() throws IOException {
        ledger.close();
    }

    private Part asked(String... names) {
        for (int i = 0; i < names.length; i++) {
            ledger.parts().ask(task, "heavy", "", List.of(new Wanted(i, names[i], "{}")));
        }
        return ledger.parts().of(task).getFirst();
    }

    private Part sent(Part part) {
        return ledger.parts().send(part.id(), "").orElseThrow();
    }

    @Test
    void theFirstAnswerOfTheCurrentAttemptIsTaken() {
        Part out = sent(asked("whole"));
        assertEquals(1, out.attempt());
        assertTrue(ledger.parts().answered(out.id(), 1, "a-1", "first"));
        assertFalse(ledger.parts().answered(out.id(), 1, "b-1", "second"));
        assertEquals("first", ledger.parts().of(task).getFirst().result());
    }

    @Test
    void whoAnswersForAnEarlierAttemptChangesNothing() {
        Part out = sent(asked("whole"));
        assertTrue(ledger.parts().again(out.id(), 1, "a-1 was not heard of again"));
        Part next = sent(out);
        assertEquals(2, next.attempt());
        assertEquals(1, next.lost());
        assertFalse(ledger.parts().answered(out.id(), 1, "a-1", "from the dead"));
        assertTrue(ledger.parts().answered(out.id(), 2, "b-1", "alive"));
    }

    @Test
    void whatNobodyHasSentCanNotBeAnswered() {
        Part ready = asked("whole");
        assertFalse(ledger.parts().answered(ready.id(), 0, "a-1", "made up"));
        assertFalse(ledger.parts().answered(ready.id() + 1, 0, "a-1", "of no part"));
    }

    @Test
    void aRunThatAnotherFollowsIsLostUnlessItWasGivenBack() {
        Part out = sent(asked("whole"));
        ledger.parts().began(out.id(), 1, "a-1", "");
        assertEquals(0, ledger.parts().find(out.id()).orElseThrow().lost());
        ledger.parts().began(out.id(), 1, "b-1", "a-1 was not heard of again");
        Part now = ledger.parts().find(out.id()).orElseThrow();
        assertEquals(1, now.lost());
        assertEquals("a-1 was not heard of again\n", now.evidence());
        ledger.parts().givenBack(out.id(), 1, "b-1");
        ledger.parts().began(out.id(), 1, "c-1", "b-1 was not heard of again");
        assertEquals(1, ledger.parts().find(out.id()).orElseThrow().lost());
    }

    @Test
    void afterAnOutageAPartRestsUntilItsTaskIsTakenUpAgain() {
        Part out = sent(asked("whole", "sound"));
        ledger.parts().answered(out.id(), 1, "a-1", "the disk was full");
        ledger.parts().rest(out.id(), 1);
        assertEquals(List.of("sound"), names(ledger.parts().ready()));
        ledger.end(task, new Outcome.Again(Duration.ZERO, "the disk was full"));
        assertEquals(List.of(), ledger.parts().ready(), "its task is not being worked on");
        task = ledger.claim("accept", "").orElseThrow();
        asked("whole", "sound");
        assertEquals(List.of("whole", "sound"), names(ledger.parts().ready()));
    }

    @Test
    void whatIsDoneStaysDoneWhenTheNodeComesBack() throws IOException {
        Part out = sent(asked("film-0001", "film-0002"));
        ledger.parts().answered(out.id(), 1, "a-1", "made");
        ledger.parts().done(out.id());
        Part other = sent(ledger.parts().of(task).getLast());
        ledger.parts().next("outcomes", 7);
        ledger.close();
        ledger = Ledger.own(library).orElseThrow();
        assertEquals(7, ledger.parts().next("outcomes").orElseThrow());
        task = ledger.claim("accept", "").orElseThrow();
        asked("film-0001", "film-0002");
        List<Part> all = ledger.parts().of(task);
        assertEquals(List.of("done", "out"), all.stream().map(Part::state).toList());
        assertTrue(
                ledger.parts().answered(other.id(), 1, "b-1", "made meanwhile"),
                "the answer to a question of the node before");
    }

    @Test
    void whatIsAskedInOtherWordsIsAskedAnew() {
        Part out = sent(asked("whole"));
        ledger.parts().answered(out.id(), 1, "a-1", "by the old profile");
        ledger.parts().ask(task, "heavy", "", List.of(new Wanted(0, "whole", "{\"new\":1}")));
        Part now = ledger.parts().of(task).getFirst();
        assertTrue(now.is("ready"));
        assertEquals("{\"new\":1}", ledger.parts().find(now.id()).orElseThrow().body());
    }

    @Test
    void thePartsOfATaskThatIsOverAreForgotten() {
        sent(asked("whole"));
        ledger.parts().dropStale();
        assertEquals(1, ledger.parts().out().size(), "its task runs");
        ledger.end(task, new Outcome.Dead("no more"));
        ledger.parts().dropStale();
        assertEquals(List.of(), ledger.parts().of(task));
    }

    @Test
    void onlyTheRunThatDoesItSaysHowFarItIs() {
        Part out = sent(asked("whole"));
        ledger.parts().began(out.id(), 1, "a-1", "");
        ledger.parts()
                .heard(
                        List.of(
                                new Parts.Pace(out.id(), 1, "a-1", "encode", 0.5, 2),
                                new Parts.Pace(out.id(), 1, "b-1", "encode", 0.9, 9)),
                        Map.of("a", "{}"));
        assertEquals(0.5, ledger.parts().find(out.id()).orElseThrow().fraction());
    }

    private static List<String> names(List<Part> parts) {
        return parts.stream().map(Part::name).toList();
    }
}
