package v2v.item;

import org.jspecify.annotations.Nullable;

import java.time.Instant;

/// The work is finished as far as it may go and stands before the gate: nothing is wrong with it.
public final class Wait extends Halt {
    private static final long serialVersionUID = 1;

    /// What it waits for.
    public enum For {
        /// Somebody who may say so must say that it may go out.
        APPROVAL,
        /// Whoever holds it must let it go.
        UNHOLD,
        /// A moment must come.
        EMBARGO
    }

    private final For what;
    private final transient @Nullable Instant until;
    private final String fix;

    /// @param until when it is worth asking again; null when only a person can change it
    public Wait(For what, @Nullable Instant until, String message, String fix) {
        super(message);
        this.what = what;
        this.until = until;
        this.fix = fix;
    }

    public For what() {
        return what;
    }

    public @Nullable Instant until() {
        return until;
    }

    public String fix() {
        return fix;
    }
}
