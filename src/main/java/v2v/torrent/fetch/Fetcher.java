package v2v.torrent.fetch;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;
import v2v.torrent.Magnet;
import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;
import v2v.torrent.Verdict;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;

/// Gets the content of a torrent whole: from what is here, from peers, from web seeds.
public final class Fetcher {
    /// A whole check that fails where every piece was right means that the disk forgets.
    private static final int ATTEMPTS = 2;

    private static final long MEGA = 1_000_000;

    private final FetchSettings settings;
    private final @Nullable Trackerless network;
    private final Pace pace;

    /// From those whom torrents and trackers name.
    public Fetcher(FetchSettings settings) {
        this(settings, null);
    }

    /// @param network asked besides the trackers; null for none
    public Fetcher(FetchSettings settings, @Nullable Trackerless network) {
        this.settings = settings;
        this.network = network;
        this.pace = new Pace(settings.rate());
    }

    /// Makes the whole content in `into`, proved by every hash that the torrent has and forced to
    /// the disk. A second call with the same `into` goes on where the first was ended.
    ///
    /// @param have a copy that may be damaged; it is only read, and files that are whole in it are
    ///   linked; null for none
    /// @param into a folder of our own; the content is put into it under the torrent's name
    /// @param progress told how many bytes of content are there and right
    /// @throws IOException when it could not be had for now; the sentence says who was asked
    /// @throws Refusal when the torrent contradicts itself, or nothing can ever give it
    public Fetched fetch(
            Metainfo metainfo,
            @Nullable Path have,
            Path into,
            Sources sources,
            LongConsumer progress)
            throws IOException {
        return fetch(metainfo, have, into, sources, progress, () -> false);
    }

    /// The same, for somebody who has other things to do.
    ///
    /// @param enough whether to leave the rest for another time; not asked before sources had
    ///   `fetch.stall` to answer, so that every call gets somewhere
    /// @throws Unfinished when it was enough
    /// @throws NoRoom when the disk has too little room
    public Fetched fetch(
            Metainfo metainfo,
            @Nullable Path have,
            Path into,
            Sources sources,
            LongConsumer progress,
            BooleanSupplier enough)
            throws IOException {
        Sources all =
                sources.and(
                        metainfo.trackers().stream().flatMap(java.util.List::stream).toList(),
                        metainfo.webSeeds());
        try (Draft draft = new Draft(metainfo, into)) {
            draft.keep(have, need -> requireRoom(metainfo.info().name(), need, into));
            progress.accept(draft.goodBytes());
            Gathering gathering =
                    new Gathering(draft, settings, pace, all, network, progress, enough);
            for (int i = 0; i < ATTEMPTS; i++) {
                if (draft.missing() > 0) {
                    gather(gathering);
                }
                draft.force();
                Verdict verdict = TorrentCheck.verify(metainfo, draft.content(), _ -> {});
                if (verdict.good()) {
                    return gathering.fetched();
                }
                draft.distrust();
            }
            throw new IOException(
                    "what was fetched of "
                            + metainfo.info().name()
                            + " did not stay on the disk as it was written");
        }
    }

    /// The torrent that a magnet link names, as the bytes of a .torrent file: from peers (BEP 9),
    /// its piece layers too (BEP 52). It has the hash of the link and agrees with itself.
    ///
    /// @throws IOException when nobody tells; the sentence says who was asked
    public byte[] torrent(Magnet magnet, Sources sources) throws IOException {
        return new Metadata(magnet, sources, settings, network).fetch();
    }

    /// The torrent that a magnet link names, read.
    ///
    /// @throws IOException when nobody tells; the sentence says who was asked
    public Metainfo metainfo(Magnet magnet, Sources sources) throws IOException {
        return Metainfo.read(torrent(magnet, sources), magnet.toString());
    }

    private static void gather(Gathering gathering) throws IOException {
        try {
            gathering.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while fetching");
        }
    }

    /// Returns when there is room beside what must stay free.
    ///
    /// @param what for the sentence
    /// @param need bytes
    /// @param into an existing folder on the disk
    /// @throws NoRoom when there is not
    public void requireRoom(String what, long need, Path into) throws IOException {
        long free = Files.getFileStore(into).getUsableSpace() - settings.spare();
        if (need > 0 && need > free) {
            throw new NoRoom(
                    String.format(
                            Locale.ROOT,
                            "%s needs %,d MB more, and only %,d MB are free beside what must stay"
                                    + " free (fetch.spare)",
                            what,
                            Math.ceilDiv(need, MEGA),
                            Math.max(0, free / MEGA)));
        }
    }
}
