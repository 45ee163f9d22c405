package v2v.item;

/// Why a stage did not end with its result. Anything else that is thrown is an outage
/// ([java.io.IOException]: the world is at fault, try again) or a bug (ours).
public abstract sealed class Halt extends RuntimeException permits Refusal, Duplicate, Redo, Wait {
    private static final long serialVersionUID = 1;

    Halt(String message) {
        super(message, null, false, false);
    }

    /// Always present; declared so that the type says it.
    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }
}
