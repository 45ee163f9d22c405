package v2v.pipeline;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

import v2v.item.Delivery;
import v2v.item.Ticket;
import v2v.ledger.Ledger;
import v2v.ledger.Outcome;

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
    public void process(Exchange exchange) {
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

    private List<Ticket> tickets(@Nullable Object body) {
        List<Ticket> all = new ArrayList<>();
        for (Object part :
                body instanceof Collection<?> many ? many : java.util.Arrays.asList(body)) {
            if (!(part instanceof Ticket ticket)) {
                throw new IllegalStateException(
                        "stage:"
                                + stage
                                + " was sent "
                                + (part == null ? "nothing" : "a " + part.getClass().getName())
                                + "; the step before it must return a ticket");
            }
            all.add(ticket);
        }
        return all;
    }
}
