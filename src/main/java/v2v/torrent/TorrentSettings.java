package v2v.torrent;

import v2v.item.Settings;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;

/// What an operator decides about torrents.
///
/// @param format `torrent.format`: `hybrid`, `v1` or `v2`
/// @param trackers `torrent.announce`: announce URLs, best first (BEP 12)
/// @param webSeeds `torrent.webseed`: URLs that hold the releases too (BEP 19), to which a client
///   adds the name of a folder and the path in it; `releases/` of this node's own `web.url` last
/// @param pieceLength `torrent.piece-length` in KiB, bytes here; empty: chosen by size
/// @param comment `torrent.comment`: free text
/// @param createdBy name and version of the program
public record TorrentSettings(
        TorrentFormat format,
        List<String> trackers,
        List<String> webSeeds,
        OptionalInt pieceLength,
        String comment,
        String createdBy) {
    private static final List<String> TRACKER_SCHEMES = List.of("http", "https", "udp");
    private static final List<String> WEB_SCHEMES = List.of("http", "https");

    public TorrentSettings {
        trackers = List.copyOf(trackers);
        webSeeds = List.copyOf(webSeeds);
    }

    /// Hybrid, no tracker, no web seed.
    ///
    /// @param version of this program
    public static TorrentSettings standard(String version) {
        return read(Settings.none(), version);
    }

    /// What the operator wrote.
    ///
    /// @param version of this program
    /// @throws v2v.item.BadConfig naming file and line
    public static TorrentSettings read(Settings settings, String version) {
        return new TorrentSettings(
                format(settings),
                urls(settings, "torrent.announce", TRACKER_SCHEMES),
                webSeeds(settings),
                pieceLength(settings),
                settings.text("torrent.comment", ""),
                "V2V/" + version);
    }

    public TorrentSettings with(TorrentFormat other) {
        return new TorrentSettings(other, trackers, webSeeds, pieceLength, comment, createdBy);
    }

    /// The same for the catalogue: of v1 alone, because a folder of very many small files would be
    /// mostly padding as a hybrid; nothing that enters the info-hash is left to the operator, and
    /// releases' web seeds do not have it.
    ///
    /// @param seeds URLs of folders in which the catalogue's folder lies
    public TorrentSettings ofCatalogue(List<String> seeds) {
        return new TorrentSettings(
                TorrentFormat.V1, trackers, seeds, OptionalInt.empty(), comment, createdBy);
    }

    /// The node's own web gives what is released, too.
    private static List<String> webSeeds(Settings settings) {
        List<String> seeds = new ArrayList<>(urls(settings, "torrent.webseed", WEB_SCHEMES));
        for (String base : urls(settings, "web.url", WEB_SCHEMES)) {
            String own = folder(base) + "releases/";
            if (!seeds.contains(own)) {
                seeds.add(own);
            }
        }
        return seeds;
    }

    /// BEP 19: the address of a folder ends in a slash; what follows is put behind it.
    static String folder(String url) {
        return url.endsWith("/") ? url : url + "/";
    }

    private static TorrentFormat format(Settings settings) {
        String text = settings.text("torrent.format", "hybrid");
        return TorrentFormat.of(text)
                .orElseThrow(() ->
                        settings.bad(
                                "torrent.format",
                                "expected one of " + TorrentFormat.words() + ", found: " + text));
    }

    private static OptionalInt pieceLength(Settings settings) {
        int kib = settings.integer("torrent.piece-length", 0, 0, PieceLength.MOST / 1024);
        if (kib == 0) {
            return OptionalInt.empty();
        }
        if (Integer.bitCount(kib) != 1 || kib < PieceLength.LEAST / 1024) {
            throw settings.bad(
                    "torrent.piece-length",
                    "expected a power of two from 16 to 16384 (KiB), found: " + kib);
        }
        return OptionalInt.of(kib * 1024);
    }

    private static List<String> urls(Settings settings, String key, List<String> schemes) {
        Function<String, String> check =
                url -> {
                    if (!isUrl(url, schemes)) {
                        throw settings.bad(key, "expected a URL (" + schemes + "), found: " + url);
                    }
                    return url;
                };
        return settings.list(key).stream().map(check).toList();
    }

    private static boolean isUrl(String url, List<String> schemes) {
        try {
            URI uri = new URI(url);
            return uri.getHost() != null && schemes.contains(String.valueOf(uri.getScheme()));
        } catch (URISyntaxException e) {
            return false;
        }
    }
}
