package v2v.torrent;

import bt.data.ChunkVerifier;
import bt.module.ClientExecutor;
import bt.module.ServiceModule;
import bt.peer.IPeerRegistry;
import bt.runtime.Config;
import bt.service.IdentityService;
import bt.torrent.TorrentRegistry;
import bt.tracker.Tracker;
import bt.tracker.TrackerFactory;
import bt.tracker.http.HttpTrackerFactory;

import com.google.inject.AbstractModule;
import com.google.inject.Inject;

import java.util.concurrent.ExecutorService;

/// What of bt is replaced by ours. Guice stays in this class.
final class BtModule extends AbstractModule {
    private final ExecutorService torrents;

    /// @param torrents runs one task a torrent, which sleeps all its life: virtual threads, so that
    ///   1,000 of them cost nothing
    BtModule(ExecutorService torrents) {
        this.torrents = torrents;
    }

    @Override
    protected void configure() {
        bind(ChunkVerifier.class).toInstance(new Trusting());
        bind(ExecutorService.class).annotatedWith(ClientExecutor.class).toInstance(torrents);
        ServiceModule.extend(binder()).addTrackerFactory(HttpInTurn.class, "http", "https");
    }

    /// bt's HTTP trackers (BEP 3), one announce at a time.
    static final class HttpInTurn implements TrackerFactory {
        private final TurnTaking trackers;

        @Inject
        HttpInTurn(
                TorrentRegistry torrents,
                IdentityService identity,
                IPeerRegistry peers,
                Config config) {
            trackers = new TurnTaking(new HttpTrackerFactory(torrents, identity, peers, config));
        }

        @Override
        public Tracker getTracker(String url) {
            return trackers.getTracker(url);
        }
    }
}
