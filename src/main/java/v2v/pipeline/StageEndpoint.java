package v2v.pipeline;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.support.DefaultEndpoint;
import org.jspecify.annotations.Nullable;

import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/// One stage, with the options that a route sets on it.
public final class StageEndpoint extends DefaultEndpoint {
    private final String stage;
    private final StageComponent component;
    private String lane = "light";
    private String tap = "";
    private String label = "";
    private int concurrency = 1;
    private int attempts = 3;
    private long backoff = 5000;
    private @Nullable LocalTime opens;
    private @Nullable LocalTime closes;

    StageEndpoint(String uri, StageComponent component, String stage) {
        super(uri, component);
        this.component = component;
        this.stage = stage;
    }

    /// `light`, `look` or `heavy`.
    public void setLane(String name) {
        component.lanes.slot(name);
        lane = name;
    }

    /// Makes this route an extra on the stage.
    public void setAs(String name) {
        tap = name;
    }

    /// Which workers on other machines should do this: `gpu`.
    public void setLabel(String name) {
        label = name;
    }

    /// Tasks at once.
    public void setConcurrency(int tasks) {
        concurrency = atLeastOne("concurrency", tasks);
    }

    /// Attempts before an outage is given up.
    public void setAttempts(int most) {
        attempts = atLeastOne("attempts", most);
    }

    /// Milliseconds before the second attempt.
    public void setBackoff(long millis) {
        backoff = millis;
    }

    /// `22:00-06:00`, local time.
    public void setWindow(String window) {
        try {
            String[] ends = window.split("-", -1);
            if (ends.length == 2) {
                opens = LocalTime.parse(ends[0].strip());
                closes = LocalTime.parse(ends[1].strip());
                return;
            }
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("not a window such as 22:00-06:00: " + window, e);
        }
        throw new IllegalArgumentException("not a window such as 22:00-06:00: " + window);
    }

    private static int atLeastOne(String option, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(option + " must be at least 1, found: " + value);
        }
        return value;
    }

    boolean open(LocalTime now) {
        if (opens == null || closes == null) {
            return true;
        }
        return opens.isBefore(closes)
                ? !now.isBefore(opens) && now.isBefore(closes)
                : !now.isBefore(opens) || now.isBefore(closes);
    }

    String stage() {
        return stage;
    }

    String lane() {
        return lane;
    }

    String tap() {
        return tap;
    }

    String label() {
        return label;
    }

    int concurrency() {
        return concurrency;
    }

    int attempts() {
        return attempts;
    }

    long backoff() {
        return backoff;
    }

    StageComponent component() {
        return component;
    }

    @Override
    public Producer createProducer() {
        return new StageProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor route) throws Exception {
        if (!tap.isEmpty()) {
            component.ledger.tap(stage, tap);
        }
        return new StageConsumer(this, route);
    }
}
