package v2v.item;

import java.time.Instant;

/// The order to take back what can be taken back of a release: that we seed it, list it and serve
/// it. The copies that others hold are theirs.
///
/// @param why in words for the public: it stands in the tombstone
/// @param by who withdraws it
public record Withdrawal(Released released, String title, String why, String by, Instant at)
        implements Ticket {
    @Override
    public String item() {
        return released.item();
    }

    @Override
    public int version() {
        return released.version();
    }
}
