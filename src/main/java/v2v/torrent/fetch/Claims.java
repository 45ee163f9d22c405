package v2v.torrent.fetch;

import java.time.Duration;

/// Who is fetching which piece, so that nothing is fetched twice: a claim holds until it is given
/// back, or nothing came for a while.
final class Claims {
    private static final long LASTS = Duration.ofSeconds(5).toNanos();

    private final Draft draft;
    private final long[] until;
    private final boolean[] claimed;

    Claims(Draft draft) {
        this.draft = draft;
        this.until = new long[draft.pieces().count()];
        this.claimed = new boolean[until.length];
    }

    /// Whether this piece is missing and nobody else's; it is the caller's then.
    synchronized boolean take(int piece) {
        long now = System.nanoTime();
        if (draft.isGood(piece) || (claimed[piece] && until[piece] - now > 0)) {
            return false;
        }
        claimed[piece] = true;
        until[piece] = now + LASTS;
        return true;
    }

    /// Something of it came.
    synchronized void renew(int piece) {
        until[piece] = System.nanoTime() + LASTS;
    }

    synchronized void release(int piece) {
        claimed[piece] = false;
    }
}
