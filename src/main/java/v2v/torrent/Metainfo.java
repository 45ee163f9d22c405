package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Digest;
import v2v.item.Refusal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A .torrent file, read strictly and typed (BEP 3, 12, 19, 27, 47, 52).
///
/// @param info what is shared; its spelling is the info-hash
/// @param trackers tiers of announce URLs, best first (BEP 12); `announce` alone is one tier
/// @param webSeeds `url-list`: HTTP servers that hold the same files (BEP 19)
/// @param comment free text, empty when absent
/// @param createdBy the program, empty when absent
/// @param created null when the file does not say
/// @param pieceLayers per file of more than one piece, by its root: one SHA-256 a piece (BEP 52)
/// @param raw all keys, those that this program does not know too
public record Metainfo(
        InfoDict info,
        List<List<String>> trackers,
        List<String> webSeeds,
        String comment,
        String createdBy,
        @Nullable Instant created,
        Map<Digest, Bencode.Text> pieceLayers,
        Bencode.Dict raw) {
    public Metainfo {
        trackers = trackers.stream().map(List::copyOf).toList();
        webSeeds = List.copyOf(webSeeds);
        pieceLayers = Map.copyOf(pieceLayers);
    }

    /// The torrents that this one is a corrected version of: `x-replaces`, a key of V2V.
    /// Info-hashes in hexadecimal digits, 40 for v1 and 64 for v2; what is no info-hash is left
    /// out.
    public List<String> replaces() {
        return Kin.hashes(raw.entries().get(Bencode.text("x-replaces")));
    }

    /// Torrents that may hold the same files (BEP 38), those named in info first: 40 hexadecimal
    /// digits each, of a v2 hash the first 40.
    public List<String> similar() {
        Bencode.Text key = Bencode.text("similar");
        Stream<String> inside = Kin.hashes(info.raw().entries().get(key)).stream();
        Stream<String> outside = Kin.hashes(raw.entries().get(key)).stream();
        return Stream.concat(inside, outside).distinct().toList();
    }

    /// The part that all peers agree on.
    ///
    /// @param name of the file, or of the folder
    /// @param folder false when the torrent is one bare file
    /// @param pieceLength bytes
    /// @param isPrivate true for `private=1`: peers only from the trackers (BEP 27)
    /// @param entries files in torrent order, with pads
    /// @param pieces SHA-1 of every piece, 20 bytes each; empty in a v2-only torrent
    /// @param hash what the torrent is called
    /// @param raw all keys, those that this program does not know too
    public record InfoDict(
            String name,
            boolean folder,
            int pieceLength,
            boolean isPrivate,
            List<Entry> entries,
            Bencode.Text pieces,
            Infohash hash,
            Bencode.Dict raw) {
        public InfoDict {
            entries = List.copyOf(entries);
        }

        /// The files that people see: without pads.
        public List<Entry> files() {
            return entries.stream().filter(e -> !e.pad()).toList();
        }

        /// Bytes of content, pads not counted.
        public long bytes() {
            return entries.stream().filter(e -> !e.pad()).mapToLong(Entry::bytes).sum();
        }

        /// Bytes of pads: they are zeros and need not be transferred (BEP 47).
        public long padBytes() {
            return entries.stream().filter(Entry::pad).mapToLong(Entry::bytes).sum();
        }

        public long pieceCount() {
            return Math.ceilDiv(bytes() + padBytes(), pieceLength);
        }
    }

    /// One file.
    ///
    /// @param path below the torrent's folder; in a single-file torrent just its name
    /// @param bytes its size
    /// @param pad true for filler of zeros that exists in no folder (BEP 47)
    /// @param root SHA-256 merkle root; null for v1, pads and empty files
    public record Entry(List<String> path, long bytes, boolean pad, @Nullable Digest root) {
        public Entry {
            path = List.copyOf(path);
        }

        /// With forward slashes.
        public String name() {
            return String.join("/", path);
        }
    }

    /// The two names of a torrent: SHA-1 and SHA-256 of the same bencoded info.
    ///
    /// @param v1 40 hexadecimal digits; null in a v2-only torrent
    /// @param v2 64 hexadecimal digits; null in a v1 torrent
    public record Infohash(@Nullable String v1, @Nullable String v2) {}

    /// Reads a .torrent file.
    ///
    /// @throws Refusal `TORRENT_INVALID` when it is none or lies about itself
    public static Metainfo read(Path file) throws IOException {
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw new Refusal( // a pipe would be waited for, for ever
                    Refusal.Code.TORRENT_INVALID,
                    file.toString(),
                    file + " is a folder, a pipe or a device, not a .torrent file.",
                    "Name the .torrent file itself.");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return read(in.readNBytes(BencodeReader.MAX_BYTES + 1), file.toString());
        }
    }

    /// Reads the bytes of a .torrent file.
    ///
    /// @param source the file's name, for sentences
    /// @throws Refusal `TORRENT_INVALID`
    public static Metainfo read(byte[] bytes, String source) {
        if (bytes.length == 0 || bytes[0] != 'd') {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    source,
                    "this is not a .torrent file",
                    "name a .torrent file, such as those in the library's folder torrents");
        }
        return new MetainfoReader(source).read(BencodeReader.read(bytes, source));
    }
}
