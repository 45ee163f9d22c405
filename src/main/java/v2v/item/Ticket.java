package v2v.item;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/// What one stage hands to the next: a small record of facts, never file content.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "ticket")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Delivery.class, name = "delivery"),
    @JsonSubTypes.Type(value = Footage.class, name = "footage"),
    @JsonSubTypes.Type(value = Inspection.class, name = "inspection"),
    @JsonSubTypes.Type(value = Clearance.class, name = "clearance"),
    @JsonSubTypes.Type(value = Renditions.class, name = "renditions"),
    @JsonSubTypes.Type(value = Release.class, name = "release"),
    @JsonSubTypes.Type(value = Packed.class, name = "packed"),
    @JsonSubTypes.Type(value = Released.class, name = "released"),
    @JsonSubTypes.Type(value = Withdrawal.class, name = "withdrawal"),
})
public sealed interface Ticket
        permits Delivery,
                Footage,
                Inspection,
                Clearance,
                Renditions,
                Release,
                Packed,
                Released,
                Withdrawal {
    /// The queue key of the work: its [ItemId], or the path of a delivery that has none yet.
    String item();

    /// Counts the orders given for the same bytes: a corrected record makes the next version.
    int version();
}
