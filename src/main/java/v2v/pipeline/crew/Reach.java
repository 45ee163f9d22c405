package v2v.pipeline.crew;

import org.slf4j.Logger;

/// Says once that somebody can not be reached, and once that he can be again.
final class Reach {
    private final Logger log;
    private final String what;
    private boolean lost;

    /// @param what begins both lines
    Reach(Logger log, String what) {
        this.log = log;
        this.what = what;
    }

    synchronized void lost(String why) {
        if (!lost) {
            lost = true;
            log.warn("{}: {}; nothing is lost, it goes on by itself", what, why);
        }
    }

    synchronized void here() {
        if (lost) {
            lost = false;
            log.info("{}: goes on", what);
        }
    }
}
