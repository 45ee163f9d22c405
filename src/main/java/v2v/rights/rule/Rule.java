package v2v.rights.rule;

import org.jspecify.annotations.Nullable;

import v2v.item.Finding;
import v2v.item.Finding.Level;
import v2v.item.Refusal.Code;

import java.util.List;

/// One reason why a work may not go out, or why somebody should look at it first.
///
/// A rule has no state and asks nobody: what it needs is in the [Case]. It says everything that it
/// finds, for nobody should mend one cell to be told of the next. How grave that is, a house
/// decides in its [Policy]; what is [#fixed()] no house decides.
public interface Rule {
    /// What it is called in policies, reports and `--json`.
    Code code();

    /// How grave it is where no policy says otherwise.
    default Level standard() {
        return Level.BLOCK;
    }

    /// Whether no policy may change that: without a licence that lets the whole world pass the work
    /// on, for ever, there is nothing to release.
    default boolean fixed() {
        return false;
    }

    /// What it has against the work; nothing is the usual answer. A finding that is only a remark
    /// in itself stays one, whatever the policy says.
    List<Finding> check(Case work);

    /// One finding of this rule, as grave as a policy lets it be.
    default List<Finding> finding(String message, String fix, @Nullable String place) {
        return List.of(new Finding(Level.BLOCK, code(), message, fix, place));
    }

    /// One that never stops a work.
    default List<Finding> remark(String message, String fix, @Nullable String place) {
        return List.of(new Finding(Level.WARN, code(), message, fix, place));
    }

    /// One that stops a work only where a house wants that.
    interface Warning extends Rule {
        @Override
        default Level standard() {
            return Level.WARN;
        }
    }

    /// One that no house can soften.
    interface Fixed extends Rule {
        @Override
        default boolean fixed() {
            return true;
        }
    }
}
