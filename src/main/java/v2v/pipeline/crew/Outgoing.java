package v2v.pipeline.crew;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import v2v.item.Json;
import v2v.ledger.Parts;
import v2v.ledger.Parts.Part;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Sends what is asked for, as much as the workers can begin soon.
///
/// @param library the library folder, in the share
record Outgoing(
        Topics topics,
        Parts parts,
        Tries tries,
        Roster roster,
        String library,
        Consumer<Answer> verdict) {
    private static final Logger LOG = LoggerFactory.getLogger(Outgoing.class);

    /// While the broker does not answer, each call waits for it a little: one at a time, for who is
    /// not heard meanwhile is thought to be gone.
    ///
    /// @param encoder that the parts must be made with
    void send(KafkaProducer<String, String> producer, String encoder) throws IOException {
        List<Part> ready = parts.ready();
        if (ready.isEmpty()) {
            return;
        }
        Turns turns = new Turns(parts.out(), roster);
        for (Part part = turns.next(ready); part != null; part = turns.next(ready)) {
            ready.remove(part);
            var sent = parts.send(part.id(), turns.queue(part));
            if (sent.isPresent()) {
                turns.sent(part);
                if (!send(producer, sent.get(), encoder)) {
                    return;
                }
            }
        }
    }

    /// @return false when it is known already that it can not be sent now
    private boolean send(KafkaProducer<String, String> producer, Part part, String encoder)
            throws IOException {
        String text = Json.line(asked(part, encoder));
        String topic = topics.tasks(part.lane(), part.queue());
        Future<?> on =
                producer.send(
                        new ProducerRecord<>(topic, part.item(), text),
                        (_, failure) -> {
                            if (failure != null) {
                                unsent(part, failure);
                            }
                        });
        return on.state() != Future.State.FAILED;
    }

    /// A broker that is away, or a line that we have closed, costs nothing. What is too large, or
    /// not allowed, is counted as an attempt of the task, so that it ends.
    private void unsent(Part part, Exception failure) {
        if (!(failure instanceof ApiException) || failure instanceof RetriableException) {
            parts.again(part.id(), part.attempt(), null);
            return;
        }
        String why = String.valueOf(failure.getMessage());
        LOG.warn("part={} could not be sent: {}", part.id(), why);
        var outage = new Answer.Outage("the task could not be sent to Kafka: " + why);
        verdict.accept(new Answer(part.id(), part.attempt(), "node", outage));
    }

    private Asked asked(Part part, String encoder) throws IOException {
        Path folder = tries.open(part);
        return new Asked(
                part.id(),
                part.attempt(),
                part.stage(),
                part.item(),
                part.name(),
                library,
                tries.library().relative(folder),
                encoder,
                Json.tree(part.body()));
    }
}
