package v2v.pipeline.crew;

import v2v.ledger.Ledger;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// What a ledger would tell now, without a broker.
public final class Heard {
    public static final String SOURCE = "urn:v2v:library:" + "a".repeat(64);

    private Heard() {}

    /// Answers first, then the audit log from its beginning.
    public static List<String> of(Ledger ledger, Path share) {
        Telling telling = new Telling(new Wording(share));
        return Stream.concat(
                        ledger.requests().answers(1000).stream().map(telling::of),
                        ledger.feed().after(0, 1000).stream()
                                .map(telling::of)
                                .flatMap(Optional::stream))
                .map(event -> new String(event.json(SOURCE), StandardCharsets.UTF_8))
                .toList();
    }

    /// Does what a message asks for, as the node would.
    public static void order(Ledger ledger, ShareDoor door, String message, String value)
            throws java.io.IOException {
        ledger.requests()
                .take(List.of(Ingest.asked(message, value.getBytes(StandardCharsets.UTF_8), door)));
    }
}
