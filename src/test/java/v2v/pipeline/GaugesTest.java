package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Delivery;
import v2v.item.Library;
import v2v.item.Order;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The figures as a program reads them: by the grammar of the text format.
class GaugesTest {
    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_]\\w*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern SAMPLE =
            Pattern.compile(
                    "(%1$s)(\\{%2$s(?:,%2$s)*,?})? (NaN|[+-]Inf|[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?: \\d+)?"
                            .formatted(NAME, LABEL));
    private static final Pattern COMMENT =
            Pattern.compile("# (HELP " + NAME + " .*|TYPE " + NAME + " (counter|gauge))");

    @TempDir Path folder;

    private String text() throws IOException {
        try (Ledger ledger = Ledger.own(new Library(folder)).orElseThrow()) {
            ledger.lane("accept", "", "light", 4);
            ledger.deliver(List.of(delivery("/a"), delivery("/b")));
            ledger.end(
                    ledger.claim("accept", "").orElseThrow(), new Outcome.Bug("our \"fault\"\n"));
            ledger.parts()
                    .heard(
                            List.of(),
                            Map.of(
                                    "odd \"name\"\\",
                                    """
                                    {"slots":{"heavy":2},"at":"2026-01-01T00:00:09Z","jobs":[
                                      {"lane":"heavy","leased":"2026-01-01T00:00:05Z"}]}\
                                    """));
            Ends ends = new Ends();
            ends.count("accept", new Outcome.Bug("ours"));
            ends.count("accept", new Outcome.GivenBack());
            Gauges gauges = new Gauges(() -> ledger.view().shift(), ends);
            gauges.text();
            ends.count("accept", new Outcome.Bug("ours"));
            return gauges.text();
        }
    }

    private static Delivery delivery(String path) {
        return new Delivery(Path.of(path), 5, Instant.EPOCH, null, Order.plain("access"), 0);
    }

    @Test
    void everyLineIsOfTheFormat() throws IOException {
        Set<String> named = new HashSet<>();
        for (String line : text().split("\n", -1)) {
            Matcher sample = SAMPLE.matcher(line);
            if (line.startsWith("#")) {
                assertTrue(COMMENT.matcher(line).matches(), line);
                named.add(line.split(" ", -1)[2]);
            } else if (!line.isEmpty()) {
                assertTrue(sample.matches(), line);
                assertTrue(named.contains(sample.group(1)), "says what it is: " + line);
                boolean counts = line.startsWith("v2v_") && sample.group(1).endsWith("_total");
                assertTrue(!counts || !sample.group(3).startsWith("-"), line);
            }
        }
    }

    @Test
    void theFiguresAreThere() throws IOException {
        String text = text();
        for (String line :
                List.of(
                        "v2v_tasks{extra=\"\",stage=\"accept\",state=\"ready\"} 1.0",
                        "v2v_tasks{extra=\"\",stage=\"accept\",state=\"bug\"} 1.0",
                        "v2v_waiting{lane=\"light\"} 1.0",
                        "v2v_node_slots{lane=\"light\"} 4.0",
                        "v2v_outcomes_total{kind=\"bug\",stage=\"accept\"} 2.0",
                        "v2v_outcomes_total{kind=\"given-back\",stage=\"accept\"} 1.0",
                        "v2v_attempts_total{stage=\"accept\"} 2.0",
                        "v2v_workers 1.0",
                        "v2v_worker_slots_busy{lane=\"heavy\",worker=\"odd \\\"name\\\"\\\\\"} 1.0",
                        "v2v_parts_lag 0.0",
                        "v2v_parts_sent_total 0.0",
                        "v2v_parts_redelivered_total 0.0",
                        "v2v_runs_lost_total 0.0",
                        "v2v_events_unsent NaN")) {
            assertTrue(text.contains(line + "\n"), line + " is not in\n" + text);
        }
        assertTrue(text.contains("v2v_worker_lease_age_seconds{worker="), text);
        assertTrue(text.contains("v2v_lease_oldest_seconds 4."), text);
        assertTrue(text.contains("jvm_memory_used_bytes{area=\"heap\""), text);
    }

    /// A worker that is gone leaves no curve behind.
    @Test
    void whatIsGoneIsNotTold() throws IOException {
        try (Ledger ledger = Ledger.own(new Library(folder)).orElseThrow()) {
            Gauges gauges = new Gauges(() -> ledger.view().shift(), new Ends());
            ledger.deliver(List.of(delivery("/a")));
            assertTrue(gauges.text().contains("state=\"ready\"} 1.0"));
            assertEquals(1, ledger.claim("accept", "").orElseThrow().attempt());
            assertFalse(gauges.text().contains("state=\"ready\""));
        }
    }
}
