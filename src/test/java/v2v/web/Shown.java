package v2v.web;

import v2v.item.Shift;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A house in the middle of a night, to be looked at.
final class Shown {
    static final Instant AT = Instant.parse("2026-03-04T02:15:00Z");

    private Shown() {}

    static Shift shift(String map) {
        return new Shift(
                AT,
                Map.of("validated", 1204L, "released", 88_311L, "held", 3L),
                List.of(
                        new Shift.Queue("accept", "", "light", Map.of()),
                        new Shift.Queue(
                                "transcode", "", "heavy", Map.of("ready", 1200L, "running", 2L)),
                        new Shift.Queue("index", "mail", "light", Map.of("bug", 1L))),
                List.of(new Shift.Lane("heavy", 1, 2, 1200), new Shift.Lane("light", 4, 0, 0)),
                List.of(worker("rack-7-encoder-4711", null), worker("rack-8", "not mounted")),
                List.of(
                        new Shift.Work(
                                "0123456789abcdef",
                                "Harbour <b>news</b>, reel 7",
                                "transcode",
                                "",
                                0.41,
                                7.5,
                                null,
                                map),
                        new Shift.Work(
                                "fedcba9876543210",
                                "A short one",
                                "torrent",
                                "pieces",
                                -1,
                                0,
                                Duration.ofSeconds(71),
                                "")),
                new Shift.Parts(Map.of("out", 3L, "done", 9L), 1, Duration.ofSeconds(5)),
                7.5,
                new Shift.Ahead(
                        "heavy", 1202, Duration.ofHours(310), 12.25, Duration.ofMinutes(1518)),
                List.of(
                        new Shift.Stop(
                                "00000000000000aa",
                                "Council meeting",
                                "held",
                                "LICENSE_MISSING",
                                "nobody said under which licence",
                                "add license to its record",
                                AT.minusSeconds(4000))),
                List.of(),
                17L,
                Map.of("parts-sent", 40L));
    }

    private static Shift.Worker worker(
            String name, @org.jspecify.annotations.Nullable String unfit) {
        return new Shift.Worker(
                name,
                name + ".archive",
                Duration.ofSeconds(1),
                Map.of("heavy", 4, "look", 1),
                8,
                List.of("gpu"),
                unfit,
                false,
                unfit != null
                        ? List.of()
                        : List.of(
                                new Shift.Job(
                                        "0123456789abcdef",
                                        "film-0003",
                                        "heavy",
                                        Duration.ofSeconds(4),
                                        1,
                                        0.37,
                                        2.5)));
    }

    /// Shows one house after the other, the last for ever.
    static Web.Backstage backstage(Shift... shifts) {
        var next = new java.util.concurrent.atomic.AtomicInteger();
        return new Web.Backstage() {
            @Override
            public Shift shift() {
                return shifts[Math.min(next.getAndIncrement(), shifts.length - 1)];
            }

            @Override
            public String metrics() {
                return "v2v_workers 2.0\n";
            }
        };
    }
}
