package v2v.torrent;

import bt.metainfo.TorrentId;
import bt.tracker.Tracker;
import bt.tracker.TrackerFactory;
import bt.tracker.TrackerRequestBuilder;
import bt.tracker.TrackerResponse;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/// Lets one announce at a time through to each tracker: bt's HTTP client has one connection a
/// tracker and throws when a second torrent announces meanwhile (bt 1.10).
final class TurnTaking implements TrackerFactory {
    private static final int PATIENCE_SECONDS = 60;

    private final TrackerFactory inner;

    TurnTaking(TrackerFactory inner) {
        this.inner = inner;
    }

    @Override
    public Tracker getTracker(String url) {
        return new OneAtATime(inner.getTracker(url));
    }

    private static final class OneAtATime implements Tracker {
        private final Tracker tracker;
        private final Semaphore turn = new Semaphore(1, true);

        OneAtATime(Tracker tracker) {
            this.tracker = tracker;
        }

        @Override
        public TrackerRequestBuilder request(TorrentId torrent) {
            return new TrackerRequestBuilder(torrent) {
                @Override
                public TrackerResponse start() {
                    return inTurn(this, TrackerRequestBuilder::start);
                }

                @Override
                public TrackerResponse stop() {
                    return inTurn(this, TrackerRequestBuilder::stop);
                }

                @Override
                public TrackerResponse complete() {
                    return inTurn(this, TrackerRequestBuilder::complete);
                }

                @Override
                public TrackerResponse query() {
                    return inTurn(this, TrackerRequestBuilder::query);
                }
            };
        }

        private TrackerResponse inTurn(
                TrackerRequestBuilder asked,
                Function<TrackerRequestBuilder, TrackerResponse> event) {
            try {
                if (!turn.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                    return TrackerResponse.exceptional(
                            new TimeoutException("the tracker is busy: " + tracker));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return TrackerResponse.exceptional(e);
            }
            try {
                return event.apply(
                        tracker.request(asked.getTorrentId()).numWant(asked.getNumWant()));
            } finally {
                turn.release();
            }
        }

        @Override
        public void close() throws IOException {
            tracker.close();
        }
    }
}
