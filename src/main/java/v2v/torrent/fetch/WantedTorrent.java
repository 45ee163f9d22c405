package v2v.torrent.fetch;

import bt.metainfo.Torrent;
import bt.metainfo.TorrentFile;
import bt.metainfo.TorrentId;
import bt.metainfo.TorrentSource;
import bt.tracker.AnnounceKey;

import v2v.torrent.Bencode;
import v2v.torrent.Metainfo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Our [Metainfo] as bt wants to see it: its v1 side. bt's own parser never sees the file, so what
/// it would drop or trip over (BEP 12 with BEP 27, equal pads) does not matter.
final class WantedTorrent implements Torrent {
    private static final int SHA1 = 20;

    private final Metainfo metainfo;
    private final byte[] info;
    private final List<TorrentFile> files;

    WantedTorrent(Metainfo metainfo) {
        this.metainfo = metainfo;
        this.info = metainfo.info().raw().encoded();
        List<TorrentFile> all = new ArrayList<>();
        for (int i = 0; i < metainfo.info().entries().size(); i++) {
            all.add(new WantedFile(metainfo.info().entries().get(i), i));
        }
        this.files = List.copyOf(all);
    }

    /// Compared by identity: bt keys maps by file, and two pads may be equal (BEP 47).
    static final class WantedFile implements TorrentFile {
        final Metainfo.Entry entry;
        final int index;

        WantedFile(Metainfo.Entry entry, int index) {
            this.entry = entry;
            this.index = index;
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

    /// bt asks no tracker: its own clients fail when many torrents ask at once, and after one lost
    /// datagram for good.
    @Override
    public Optional<AnnounceKey> getAnnounceKey() {
        return Optional.empty();
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
        for (int at = 0; at < pieces.length(); at += SHA1) {
            hashes.add(pieces.slice(at, at + SHA1));
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
