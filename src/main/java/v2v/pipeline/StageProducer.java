package v2v.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

import v2v.item.Delivery;
import v2v.item.Order;
import v2v.item.Ticket;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/// `to: stage:NAME`. Inside a stage: a promise, kept with the task's end. From a source: queued at
/// once.
final class StageProducer extends DefaultProducer {
    private final Ledger ledger;
    private final String stage;

    StageProducer(StageEndpoint endpoint) {
        super(endpoint);
        ledger = endpoint.component().ledger;
        stage = endpoint.stage();
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        List<Ticket> tickets = tickets(exchange.getMessage().getBody());
        Outbox outbox = exchange.getProperty(Outbox.PROPERTY, Outbox.class);
        if (outbox != null) {
            tickets.forEach(ticket -> outbox.add(new Outcome.Next(stage, ticket)));
        } else if (tickets.stream().allMatch(Delivery.class::isInstance)) {
            ledger.deliver(tickets.stream().map(Delivery.class::cast).toList());
        } else {
            ledger.submit(tickets.stream().map(t -> new Outcome.Next(stage, t)).toList());
        }
    }

    private List<Ticket> tickets(@Nullable Object body) throws IOException {
        List<Ticket> all = new ArrayList<>();
        for (Object part :
                body instanceof Collection<?> many ? many : java.util.Arrays.asList(body)) {
            all.add(ticket(part));
        }
        return all;
    }

    /// A ticket, or the file that one of Camel's own sources found: its path is handed over, never
    /// its content.
    private Ticket ticket(@Nullable Object part) throws IOException {
        return switch (part) {
            case Ticket ticket -> ticket;
            case GenericFile<?> file -> delivery(Path.of(file.getAbsoluteFilePath()));
            case File file -> delivery(file.toPath());
            case null, default ->
                    throw new IllegalStateException(
                            "stage:"
                                    + stage
                                    + " was sent "
                                    + (part == null ? "nothing" : "a " + part.getClass().getName())
                                    + "; the step before it must return a ticket or a file");
        };
    }

    private static Delivery delivery(Path file) throws IOException {
        BasicFileAttributes look = Files.readAttributes(file, BasicFileAttributes.class);
        return new Delivery(
                file.toAbsolutePath(),
                look.size(),
                look.lastModifiedTime().toInstant(),
                null,
                Order.plain("access"),
                0);
    }
}
