package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Metainfo.Entry;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A torrent explained: the same facts once as JSON, once in sentences for people.
///
/// @param type always `torrent`
/// @param name of the file or folder
/// @param infohash v1; null in a v2-only torrent
/// @param infohashV2 null in a v1 torrent
/// @param format `hybrid`, `v1` or `v2`
/// @param bytes of content, without pads
/// @param padBytes of filler (BEP 47)
/// @param files content files with their sizes
/// @param keys every key of the file, with its value and a sentence
public record TorrentText(
        String type,
        String name,
        @Nullable String infohash,
        @Nullable String infohashV2,
        String format,
        String magnet,
        int pieceLength,
        long pieces,
        long bytes,
        long padBytes,
        boolean isPrivate,
        List<List<String>> trackers,
        List<String> webSeeds,
        String comment,
        String createdBy,
        @Nullable Instant created,
        List<Sized> files,
        List<Keys.Key> keys) {
    /// One file and how large it is.
    public record Sized(String path, long bytes) {}

    /// Gathers the facts.
    public static TorrentText of(Metainfo metainfo) {
        Metainfo.InfoDict info = metainfo.info();
        return new TorrentText(
                "torrent",
                info.name(),
                info.hash().v1(),
                info.hash().v2(),
                format(info.hash()),
                Magnet.of(metainfo).toString(),
                info.pieceLength(),
                info.pieceCount(),
                info.bytes(),
                info.padBytes(),
                info.isPrivate(),
                metainfo.trackers(),
                metainfo.webSeeds(),
                metainfo.comment(),
                metainfo.createdBy(),
                metainfo.created(),
                info.files().stream().map(TorrentText::sized).toList(),
                Keys.of(metainfo.raw()));
    }

    private static String format(Metainfo.Infohash hash) {
        if (hash.v1() == null) {
            return "v2";
        }
        return hash.v2() == null ? "v1" : "hybrid";
    }

    private static Sized sized(Entry entry) {
        return new Sized(entry.name(), entry.bytes());
    }

    /// Every field, with what it is good for; lines end in line feeds.
    public String explained() {
        StringBuilder out = new StringBuilder();
        line(out, "format", format, explainedFormat());
        line(out, "info-hash v1", or(infohash), "SHA-1 of the info part: the old swarm's name");
        line(out, "info-hash v2", or(infohashV2), "SHA-256 of the info part: the new swarm's name");
        line(
                out,
                "content",
                amount(bytes),
                files.size() + (files.size() == 1 ? " file" : " files"));
        line(out, "pieces", pieces + " of " + amount(pieceLength), "each checked by its hash");
        line(out, "filler", amount(padBytes), explainedFiller());
        line(out, "private", isPrivate ? "yes" : "no", explainedPrivate());
        out.append("magnet          ").append(magnet).append("\n\n");
        for (Keys.Key key : keys) {
            out.append(key.key()).append(" = ").append(printable(key.value())).append('\n');
            out.append("    ").append(key.meaning()).append('\n');
        }
        out.append('\n');
        files.forEach(f -> line(out, "file", printable(f.path()), amount(f.bytes())));
        return out.toString();
    }

    private String explainedFiller() {
        return infohash == null
                ? "zeros that clients count between files, and nobody sends (BEP 52)"
                : "zeros so that files begin at pieces (BEP 47)";
    }

    private String explainedFormat() {
        return switch (format) {
            case "hybrid" -> "old and new clients can take part (BEP 3 and BEP 52)";
            case "v2" -> "new clients only (BEP 52)";
            default -> "every client (BEP 3)";
        };
    }

    private String explainedPrivate() {
        return isPrivate
                ? "peers come from its trackers only (BEP 27)"
                : "peers may be found in every way (BEP 27)";
    }

    private static void line(StringBuilder out, String what, String value, String meaning) {
        out.append(String.format(Locale.ROOT, "%-15s %s", what, printable(value)))
                .append("  (")
                .append(meaning)
                .append(")\n");
    }

    private static String or(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").isEmpty() ? "-" : String.valueOf(value);
    }

    static String amount(long bytes) {
        if (bytes < 1024) {
            return bytes + " bytes";
        }
        int power = (63 - Long.numberOfLeadingZeros(bytes)) / 10;
        double value = bytes / Math.pow(1024, power);
        String unit = "KMGTPE".charAt(power - 1) + "iB";
        return String.format(Locale.ROOT, "%.4g %s (%d bytes)", value, unit, bytes);
    }

    /// A stranger's text must not steer the terminal.
    static String printable(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .forEach(out::appendCodePoint);
        return out.toString();
    }
}
