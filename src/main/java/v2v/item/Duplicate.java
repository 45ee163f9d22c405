package v2v.item;

/// The same bytes are in the library already: there is nothing to do, and that is said.
public final class Duplicate extends Halt {
    private static final long serialVersionUID = 1;
    private final transient ItemId id;

    public Duplicate(ItemId id, String message) {
        super(message);
        this.id = id;
    }

    public ItemId id() {
        return id;
    }
}
