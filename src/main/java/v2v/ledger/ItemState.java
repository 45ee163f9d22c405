package v2v.ledger;

/// Where a work stands.
public enum ItemState {
    WORKING,
    /// Refused or held: a person must act.
    HELD,
    /// An outage that lasted, or a bug of ours.
    FAILED,
    RELEASED;

    public String word() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
