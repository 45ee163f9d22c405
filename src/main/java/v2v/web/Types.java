package v2v.web;

import static java.util.Map.entry;

import java.util.Locale;
import java.util.Map;

/// Media types of what a release holds. Anything else is bytes, for nobody may guess (`nosniff`).
final class Types {
    static final String HTML = "text/html; charset=utf-8";
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final Map<String, String> KNOWN =
            Map.ofEntries(
                    entry("html", HTML),
                    entry("txt", TEXT),
                    entry("css", "text/css; charset=utf-8"),
                    entry("js", "text/javascript; charset=utf-8"),
                    entry("json", "application/json"),
                    entry("jsonld", "application/ld+json"),
                    entry("xml", "application/xml"),
                    entry("csv", "text/csv; charset=utf-8"),
                    entry("vtt", "text/vtt; charset=utf-8"),
                    entry("srt", TEXT),
                    entry("webm", "video/webm"),
                    entry("mkv", "video/x-matroska"),
                    entry("ogv", "video/ogg"),
                    entry("opus", "audio/ogg; codecs=opus"),
                    entry("ogg", "audio/ogg"),
                    entry("flac", "audio/flac"),
                    entry("wav", "audio/wav"),
                    entry("webp", "image/webp"),
                    entry("avif", "image/avif"),
                    entry("png", "image/png"),
                    entry("jpg", "image/jpeg"),
                    entry("svg", "image/svg+xml"),
                    entry("ico", "image/x-icon"),
                    entry("pem", "application/x-pem-file"),
                    entry("magnet", TEXT),
                    entry("torrent", "application/x-bittorrent"));

    private Types() {}

    static String of(String name) {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return KNOWN.getOrDefault(ending, "application/octet-stream");
    }
}
