package v2v.pipeline.crew;

import org.jspecify.annotations.Nullable;

import v2v.item.OpenKey;
import v2v.ledger.Ledger;

/// The node's post: events go out, and where that is set, orders come in.
public final class Post implements AutoCloseable {
    private final EventFeed feed;
    private final @Nullable Ingest ingest;

    private Post(EventFeed feed, @Nullable Ingest ingest) {
        this.feed = feed;
        this.ingest = ingest;
    }

    /// Begins at once, and goes on until it is closed, whether a broker is there or not.
    ///
    /// @param ledger must be open until this is closed
    /// @param key of the library's publisher, by which others know whose events these are
    /// @param door for orders; null when none are taken
    public static Post open(
            KafkaSettings settings, Ledger ledger, OpenKey key, @Nullable ShareDoor door) {
        EventFeed feed = new EventFeed(settings, source(key), ledger);
        Ingest ingest = door == null ? null : new Ingest(settings, door, ledger);
        feed.start();
        if (ingest != null) {
            ingest.start();
        }
        return new Post(feed, ingest);
    }

    /// The library, as a URI.
    public static String source(OpenKey key) {
        return "urn:v2v:library:" + key.fingerprint();
    }

    @Override
    public void close() {
        if (ingest != null) {
            ingest.close();
        }
        feed.close();
    }
}
