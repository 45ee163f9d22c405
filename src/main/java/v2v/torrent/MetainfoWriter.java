package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo.Entry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Spells a torrent out of its hashes.
final class MetainfoWriter {
    private final TorrentSettings settings;
    private final Kin kin;
    private final @Nullable String update;

    /// @param update where a newer one is found; null for nowhere
    MetainfoWriter(TorrentSettings settings, Kin kin, @Nullable String update) {
        this.settings = settings;
        this.kin = kin;
        this.update = update;
    }

    Bencode.Dict torrent(
            Content content, int pieceLength, List<Entry> entries, Hashes hashes, Instant created) {
        Bencode.Draft torrent = new Bencode.Draft();
        torrent.put("info", info(content, pieceLength, entries, hashes));
        torrent.put("creation date", Bencode.whole(created.getEpochSecond()));
        torrent.put("created by", Bencode.text(settings.createdBy()));
        if (!settings.comment().isEmpty()) {
            torrent.put("comment", Bencode.text(settings.comment()));
        }
        if (settings.format().trees()) {
            torrent.put("piece layers", layers(pieceLength, entries, hashes));
        }
        announce(torrent, content.folder());
        if (!kin.replaces().isEmpty()) {
            torrent.put("x-replaces", new Bencode.Series(List.copyOf(kin.names())));
        }
        return torrent.dict();
    }

    /// One tier a tracker, in the order given: BEP 12 clients shuffle inside a tier.
    private void announce(Bencode.Draft torrent, boolean folder) {
        List<String> trackers = settings.trackers();
        if (!trackers.isEmpty()) {
            torrent.put("announce", Bencode.text(trackers.getFirst()));
        }
        if (trackers.size() > 1) {
            torrent.put(
                    "announce-list",
                    series(trackers.stream().map(t -> texts(List.of(t))).toList()));
        }
        if (!settings.webSeeds().isEmpty()) {
            List<String> seeds = settings.webSeeds();
            torrent.put(
                    "url-list",
                    texts(folder ? seeds.stream().map(TorrentSettings::folder).toList() : seeds));
        }
    }

    private Bencode.Dict info(
            Content content, int pieceLength, List<Entry> entries, Hashes hashes) {
        Bencode.Draft info = new Bencode.Draft();
        info.put("name", Bencode.text(content.name()));
        info.put("piece length", Bencode.whole(pieceLength));
        // BEP 27: 0 says in words that every peer source may be used
        info.put("private", Bencode.whole(0));
        related(info);
        if (update != null) {
            info.put("update-url", Bencode.text(update));
        }
        if (settings.format().pieces()) {
            info.put("pieces", hashes.pieces());
            list(info, content, entries);
        }
        if (settings.format().trees()) {
            info.put("meta version", Bencode.whole(2));
            info.put("file tree", FileTree.of(entries));
        }
        return info.dict();
    }

    /// Inside of info, where those find it too who come by a magnet link.
    private void related(Bencode.Draft info) {
        if (!kin.similar().isEmpty()) {
            info.put("similar", new Bencode.Series(List.copyOf(kin.similar())));
        }
        if (!kin.collections().isEmpty()) {
            info.put("collections", texts(kin.collections()));
        }
    }

    private static void list(Bencode.Draft info, Content content, List<Entry> entries) {
        if (content.folder()) {
            info.put("files", series(entries.stream().map(MetainfoWriter::file).toList()));
        } else {
            info.put("length", Bencode.whole(entries.getFirst().bytes()));
        }
    }

    private static Bencode file(Entry entry) {
        Bencode.Draft file = new Bencode.Draft();
        if (entry.pad()) {
            file.put("attr", Bencode.text("p"));
        }
        return file.put("length", Bencode.whole(entry.bytes()))
                .put("path", texts(entry.path()))
                .dict();
    }

    private static Bencode.Dict layers(int pieceLength, List<Entry> entries, Hashes hashes) {
        SortedMap<Bencode.Text, Bencode> layers = new TreeMap<>();
        for (int i = 0; i < entries.size(); i++) {
            Hashes.Tree tree = hashes.trees().get(i);
            if (tree != null && entries.get(i).bytes() > pieceLength) {
                byte[] root = HexFormat.of().parseHex(tree.root().hex());
                layers.put(Bencode.bytes(root), tree.layer());
            }
        }
        return new Bencode.Dict(layers);
    }

    private static Bencode.Series texts(List<String> values) {
        return series(values.stream().map(Bencode::text).toList());
    }

    private static Bencode.Series series(List<? extends Bencode> values) {
        return new Bencode.Series(new ArrayList<>(values));
    }
}
