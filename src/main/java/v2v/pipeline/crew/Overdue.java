package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.ledger.Parts;
import v2v.ledger.Parts.Part;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/// Has sent again what got lost on its way, and takes away what nobody waits for.
///
/// @param silent what nobody has heard of for so long is nobody's
/// @param verdict takes the answer for a part that has ended too many workers
record Overdue(
        Duration silent,
        Parts parts,
        Tries tries,
        Roster roster,
        Losses losses,
        Consumer<Answer> verdict) {
    private static final Logger LOG = LoggerFactory.getLogger(Overdue.class);

    /// A task that nobody has begun though somebody could have is not in the topic any more.
    private static final Duration UNSEEN = Duration.ofMinutes(2);

    /// A task that nobody took though somebody could have, and one whose run has fallen silent for
    /// longer than the broker itself waits.
    void look() throws IOException {
        Instant now = Instant.now();
        for (Part part : parts.out()) {
            Instant from = latest(part.sent(), latest(part.heard(), roster.since()));
            if (part.started() == null) {
                boolean could = roster.free(part.lane(), part.queue()) > 0;
                boolean nobody = roster.slots(part.lane(), part.queue()) == 0;
                if ((could || nobody) && now.isAfter(from.plus(UNSEEN))) {
                    again(part, null);
                }
            } else if (now.isAfter(from.plus(silent))) {
                again(part, Losses.evidence(part.run()));
            }
        }
    }

    private void again(Part part, @Nullable String evidence) throws IOException {
        LOG.warn(
                "part={} '{}' of {} is sent again: {}",
                part.id(),
                part.name(),
                part.item(),
                evidence == null ? "nobody took it" : evidence);
        parts.again(part.id(), part.attempt(), evidence);
        tries.close(part);
        if (evidence == null) {
            return;
        }
        losses.misses(part.run());
        if (part.lost() + 1 >= Crew.MOST_LOST) {
            var lost = new Answer.Lost(0);
            parts.send(part.id(), part.queue())
                    .map(next -> new Answer(next.id(), next.attempt(), part.run(), lost))
                    .ifPresent(verdict);
        }
    }

    private static Instant latest(@Nullable Instant one, Instant other) {
        return one == null || one.isBefore(other) ? other : one;
    }

    /// Deletes folders of attempts that are over.
    void clean() throws IOException {
        parts.dropStale();
        Set<Path> wanted = new HashSet<>();
        for (Part part : parts.open()) {
            wanted.add(tries.of(part));
        }
        tries.sweep(wanted);
    }
}
