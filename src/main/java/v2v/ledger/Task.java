package v2v.ledger;

import v2v.item.Ticket;

/// A claimed piece of work.
///
/// @param tap empty for the stage itself, else the name of an operator's extra on the same stage
/// @param attempt counts from 1
/// @param epoch changes whenever somebody else takes the task; an outcome with an old one is
///   dropped
public record Task(
        long id,
        String item,
        int version,
        String stage,
        String tap,
        Ticket body,
        int attempt,
        long epoch) {}
