package v2v.media;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;

/// Keeps an eye on the original while a child reads it, so that a run ends when the file is not
/// what it was: one that somebody still writes to would be read for ever.
@FunctionalInterface
interface Guard {
    /// For files of our own.
    Guard NONE = () -> {};

    Duration EVERY = Duration.ofSeconds(1);

    /// Looks once.
    ///
    /// @throws v2v.item.Refusal when it is no longer what was accepted
    void look() throws IOException;

    /// Looks once a second while this listener hears. On the listener's thread: a share that does
    /// not answer must not stop the watchdog.
    default Child.Listener over(Child.Listener listener) {
        return new Child.Listener() {
            private long looked = System.nanoTime();

            @Override
            public boolean hear(String line) {
                if (System.nanoTime() - looked > EVERY.toNanos()) {
                    looked = System.nanoTime();
                    try {
                        look();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }
                return listener.hear(line);
            }
        };
    }
}
