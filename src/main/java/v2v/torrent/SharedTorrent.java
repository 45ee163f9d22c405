package v2v.torrent;

import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;
import bt.metainfo.TorrentId;
import bt.metainfo.TorrentSource;
import bt.tracker.AnnounceKey;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Our [Metainfo] as bt wants to see it: its v1 side. bt's own parser never sees the file, so what
/// it would drop or trip over (BEP 12 with BEP 27, equal pads) does not matter.
final class SharedTorrent implements Torrent {
    private final Metainfo metainfo;
    private final boolean announce;
    private final byte[] info;
    private final List<TorrentFile> files;

    SharedTorrent(Metainfo metainfo, boolean announce) {
        this.metainfo = metainfo;
        this.announce = announce;
        this.info = metainfo.info().raw().encoded();
        List<TorrentFile> all = new ArrayList<>();
        metainfo.info().entries().forEach(e -> all.add(new SharedFile(e)));
        this.files = List.copyOf(all);
    }

    /// Compared by identity: bt keys maps by file, and two pads may be equal (BEP 47).
    static final class SharedFile implements TorrentFile {
        final Metainfo.Entry entry;

        SharedFile(Metainfo.Entry entry) {
            this.entry = entry;
        }

        @Override
        public long getSize() {
            return entry.bytes();
        }

        @Override
        public List<String> getPathElements() {
            return entry.path();
        }
    }

    /// The info-hash by which old swarms know it.
    static TorrentId id(String v1) {
        return TorrentId.fromBytes(HexFormat.of().parseHex(v1));
    }

    @Override
    public TorrentSource getSource() {
        return new TorrentSource() {
            @Override
            public Optional<byte[]> getMetadata() {
                return Optional.empty();
            }

            @Override
            public byte[] getExchangedMetadata() {
                return info;
            }
        };
    }

    @Override
    public Optional<AnnounceKey> getAnnounceKey() {
        // one URL of a scheme that bt does not know, and it announces to none
        List<List<String>> tiers =
                metainfo.trackers().stream()
                        .map(tier -> tier.stream().filter(SharedTorrent::spoken).toList())
                        .filter(tier -> !tier.isEmpty())
                        .toList();
        return announce && !tiers.isEmpty()
                ? Optional.of(new AnnounceKey(tiers))
                : Optional.empty();
    }

    private static boolean spoken(String url) {
        return url.matches("(http|https|udp)://.*");
    }

    @Override
    public TorrentId getTorrentId() {
        return id(Objects.requireNonNull(metainfo.info().hash().v1()));
    }

    @Override
    public String getName() {
        return metainfo.info().name();
    }

    @Override
    public long getChunkSize() {
        return metainfo.info().pieceLength();
    }

    @Override
    public Iterable<byte[]> getChunkHashes() {
        Bencode.Text pieces = metainfo.info().pieces();
        List<byte[]> hashes = new ArrayList<>();
        for (int at = 0; at < pieces.length(); at += Hashes.SHA1) {
            hashes.add(pieces.slice(at, at + Hashes.SHA1));
        }
        return hashes;
    }

    @Override
    public long getSize() {
        return metainfo.info().bytes() + metainfo.info().padBytes();
    }

    @Override
    public List<TorrentFile> getFiles() {
        return files;
    }

    @Override
    public boolean isPrivate() {
        return metainfo.info().isPrivate();
    }

    @Override
    public Optional<Instant> getCreationDate() {
        return Optional.ofNullable(metainfo.created());
    }

    @Override
    public Optional<String> getCreatedBy() {
        return Optional.of(metainfo.createdBy());
    }
}
