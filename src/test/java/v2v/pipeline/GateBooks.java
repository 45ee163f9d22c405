package v2v.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.ItemId;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// The second set of books: what is known of one work apart from the program, and whether by that
/// it may be out.
final class GateBooks {
    /// Of records, by what they say.
    static final int KINDS = 800;

    final Path tape;
    final Path record;
    final int approvals;
    final String item;
    int recordNow;
    Optional<Instant> embargo = Optional.empty();
    @Nullable String orderedBy;
    boolean orderSpoke;
    int holds;
    @Nullable String begun;
    boolean out;
    private final List<String> words = new ArrayList<>();
    private int recordOrdered;
    private boolean licensed;

    /// @param approvals that are needed
    GateBooks(Path tape, int approvals) throws IOException {
        this.tape = tape;
        this.record = tape.resolveSibling("tape.json");
        this.approvals = approvals;
        this.item = ItemId.of(digest(Files.readAllBytes(tape))).value();
    }

    /// It begins anew with the record as it is now.
    ///
    /// @param by who typed the order; null for a watch folder
    void ordered(@Nullable String by) {
        recordOrdered = recordNow;
        embargo = embargo(recordNow);
        licensed = license(recordNow).equals("CC BY 4.0");
        orderedBy = by;
        orderSpoke = false;
        words.clear();
        begun = null;
    }

    /// @param seen every byte that would go out
    void approved(String by, String seen) {
        words.add(by.strip().toLowerCase(Locale.ROOT) + "=" + seen);
    }

    /// The property: called at the moment when a release is out.
    void letOut(String seen, Instant now) {
        if (seen.equals(begun)) {
            return; // the release had begun before the crash; nothing stops it any more
        }
        assertEquals(0, holds, "out with an open hold");
        assertTrue(licensed, "out under no licence");
        assertTrue(
                embargo.map(until -> !until.isAfter(now)).orElse(true),
                "out before " + embargo + ", at " + now);
        assertEquals(recordOrdered, recordNow, "out by a record that has changed");
        Set<String> people = new HashSet<>();
        for (String word : words) {
            String[] parts = word.split("=", 2);
            if (parts[1].equals(seen)) {
                people.add(parts[0]);
            }
        }
        assertTrue(
                people.size() >= approvals,
                "out with the approval of " + people + ", needed are " + approvals);
    }

    /// What a record says is told by its number.
    static String said(int kind) {
        return """
        {"title": "Work %d", "license": "%s", "credit": "Radio Nord"%s}
        """
                .formatted(
                        kind,
                        license(kind),
                        embargo(kind).map(until -> ", \"embargo\": \"" + until + "\"").orElse(""));
    }

    private static String license(int kind) {
        return switch (kind % 20) {
            case 7 -> "CC BY";
            case 8 -> "free for schools";
            case 9 -> "http://rightsstatements.org/vocab/InC/1.0/";
            default -> "CC BY 4.0";
        };
    }

    private static Optional<Instant> embargo(int kind) {
        return kind / 20 % 2 == 0
                ? Optional.of(
                        Instant.parse("2026-03-01T12:00:00Z").plus(Duration.ofDays(kind / 40 * 7L)))
                : Optional.empty();
    }

    static Digest digest(byte[] bytes) {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            return fail(e);
        }
    }
}
