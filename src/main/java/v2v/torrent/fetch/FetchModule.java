package v2v.torrent.fetch;

import bt.data.ChunkVerifier;
import bt.module.ClientExecutor;
import bt.module.PeerConnectionSelector;
import bt.net.SharedSelector;
import bt.net.pipeline.IBufferedPieceRegistry;
import bt.runtime.Config;
import bt.service.IRuntimeLifecycleBinder;
import bt.torrent.TorrentRegistry;
import bt.torrent.data.BlockCache;
import bt.torrent.data.DataWorker;
import bt.torrent.data.DefaultDataWorker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.util.concurrent.ExecutorService;

/// What of bt is replaced by ours. Guice stays in this class.
final class FetchModule extends AbstractModule {
    private final Draft draft;
    private final Watched.Witness witness;
    private final ExecutorService tasks;

    FetchModule(Draft draft, Watched.Witness witness, ExecutorService tasks) {
        this.draft = draft;
        this.witness = witness;
        this.tasks = tasks;
    }

    @Override
    protected void configure() {
        bind(ChunkVerifier.class).toInstance(new DraftVerifier(draft));
        bind(IBufferedPieceRegistry.class).toInstance(new Blocks());
        bind(ExecutorService.class).annotatedWith(ClientExecutor.class).toInstance(tasks);
    }

    @Provides
    @Singleton
    @SuppressWarnings("CloseableProvides") // bt ends it by the hook below
    @PeerConnectionSelector
    SharedSelector selector(IRuntimeLifecycleBinder life) throws IOException {
        SharedSelector selector = new PromptSelector(Selector.open());
        life.onShutdown(() -> {
            try {
                selector.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        return selector;
    }

    @Provides
    @Singleton
    DataWorker worker(
            IRuntimeLifecycleBinder life,
            TorrentRegistry torrents,
            ChunkVerifier chunks,
            BlockCache cache,
            Config config) {
        return new Watched(
                new DefaultDataWorker(life, torrents, chunks, cache, config), draft, witness);
    }
}
