package v2v.item;

/// What an earlier stage had made is gone or altered (anything in `work/` may be deleted at any
/// time), so the work goes back to that stage.
public final class Redo extends Halt {
    private static final long serialVersionUID = 1;
    private final String stage;

    public Redo(String stage, String message) {
        super(message);
        this.stage = stage;
    }

    public String stage() {
        return stage;
    }
}
