package v2v.ledger;

import v2v.item.Duplicate;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Ticket;
import v2v.item.Wait;

import java.time.Duration;
import java.util.List;

/// How a task ended.
public sealed interface Outcome {
    /// A promise of the task: this ticket for that stage.
    record Next(String stage, Ticket body) {}

    record Done(List<Next> next) implements Outcome {}

    /// The same bytes were there already; nothing follows.
    record Known(Duplicate duplicate) implements Outcome {}

    /// A person must act.
    record Held(Refusal refusal) implements Outcome {}

    /// Nothing is wrong; it stands before the gate.
    record Parked(Wait gate) implements Outcome {}

    /// The world was at fault: once more, later.
    record Again(Duration delay, String why) implements Outcome {}

    /// The world was at fault too often.
    record Dead(String why) implements Outcome {}

    /// Our fault; kept for us to look at.
    record Bug(String why) implements Outcome {}

    /// Back to an earlier stage.
    record Back(Redo redo) implements Outcome {}

    /// Not finished because the node stops: as if it had not been claimed.
    record GivenBack() implements Outcome {}
}
