package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Shift;
import v2v.ledger.View;
import v2v.pipeline.Gauges;
import v2v.web.Web;

import java.time.Duration;

/// What the operator sees, read anew at most once a second: ten open pages ask no more of the
/// ledger than one.
final class Backstage implements Web.Backstage {
    private static final Duration KEPT = Duration.ofSeconds(1);

    private final View view;
    private final Gauges gauges;
    private @Nullable Shift last;
    private long read;

    Backstage(View view, Gauges gauges) {
        this.view = view;
        this.gauges = gauges;
    }

    @Override
    public synchronized Shift shift() {
        Shift shift = last;
        if (shift == null || System.nanoTime() - read > KEPT.toNanos()) {
            shift = view.shift();
            last = shift;
            read = System.nanoTime();
        }
        return shift;
    }

    @Override
    public String metrics() {
        return gauges.text();
    }
}
