package v2v.torrent;

import org.jspecify.annotations.Nullable;

import v2v.item.Refusal;

import java.math.BigInteger;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// A magnet link: enough to find a torrent, without its file (BEP 9; BEP 52 for v2).
///
/// @param hash `xt`: `urn:btih` of v1 and `urn:btmh` of v2 (multihash `1220` + SHA-256)
/// @param name `dn`, empty when absent
/// @param bytes `xl`: content size; -1 when absent
/// @param trackers `tr`, best first
/// @param webSeeds `ws` (BEP 19)
public record Magnet(
        Metainfo.Infohash hash,
        String name,
        long bytes,
        List<String> trackers,
        List<String> webSeeds) {
    private static final String V1 = "urn:btih:";
    private static final String V2 = "urn:btmh:1220";
    private static final Pattern SHA1 = Pattern.compile("[0-9a-f]{40}");
    private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

    public Magnet {
        trackers = List.copyOf(trackers);
        webSeeds = List.copyOf(webSeeds);
    }

    /// The link of a torrent.
    public static Magnet of(Metainfo metainfo) {
        Metainfo.InfoDict info = metainfo.info();
        List<String> trackers = metainfo.trackers().stream().flatMap(List::stream).toList();
        return new Magnet(info.hash(), info.name(), info.bytes(), trackers, metainfo.webSeeds());
    }

    /// The link as text. v1 stands first: old clients read the first `xt` only.
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("magnet:?");
        append(out, "xt=" + V1, hash.v1());
        append(out, "xt=" + V2, hash.v2());
        append(out, "dn=", name.isEmpty() ? null : escaped(name));
        append(out, "xl=", bytes < 0 ? null : Long.toString(bytes));
        trackers.forEach(t -> append(out, "tr=", escaped(t)));
        webSeeds.forEach(w -> append(out, "ws=", escaped(w)));
        return out.toString();
    }

    private static void append(StringBuilder out, String key, @Nullable String value) {
        if (value != null) {
            out.append(out.charAt(out.length() - 1) == '?' ? "" : "&").append(key).append(value);
        }
    }

    /// Reads a link; keys that this program does not know are passed over.
    ///
    /// @throws Refusal `TORRENT_INVALID` when it names no torrent
    public static Magnet parse(String link) {
        if (!link.regionMatches(true, 0, "magnet:?", 0, 8)) {
            throw invalid(link, "does not begin with magnet:?");
        }
        Draft draft = new Draft(link);
        for (String part : link.substring(8).split("&", -1)) {
            int equals = part.indexOf('=');
            if (equals > 0) {
                draft.take(part.substring(0, equals), unescaped(link, part.substring(equals + 1)));
            }
        }
        return draft.magnet();
    }

    /// The peers that a link names itself (`x.pe`, BEP 9), as `host:port`; what is none is passed
    /// over.
    public static List<String> peers(String link) {
        List<String> peers = new ArrayList<>();
        for (String part : link.substring(link.indexOf('?') + 1).split("&", -1)) {
            if (part.startsWith("x.pe=")) {
                String peer = unescaped(link, part.substring("x.pe=".length()));
                if (peer.matches("[^/\\s]+:[0-9]{1,5}")) {
                    peers.add(peer);
                }
            }
        }
        return peers;
    }

    private static String escaped(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String unescaped(String link, String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(link, "has a broken % escape");
        }
    }

    private static Refusal invalid(String link, String what) {
        return new Refusal(
                Refusal.Code.TORRENT_INVALID,
                link,
                "the magnet link " + what,
                "copy the whole link again from the publisher");
    }

    private static final class Draft {
        private final String link;
        private final List<String> trackers = new ArrayList<>();
        private final List<String> webSeeds = new ArrayList<>();
        private @Nullable String v1;
        private @Nullable String v2;
        private String name = "";
        private long bytes = -1;

        Draft(String link) {
            this.link = link;
        }

        void take(String key, String value) {
            // BEP 9 allows tr.1, tr.2 and so on
            switch (key.replaceFirst("\\.\\d+$", "").toLowerCase(Locale.ROOT)) {
                case "xt" -> topic(value);
                case "dn" -> name = value;
                case "xl" -> bytes = size(value);
                case "tr" -> trackers.add(value);
                case "ws" -> webSeeds.add(value);
                default -> {}
            }
        }

        private void topic(String value) {
            if (value.startsWith(V1)) {
                v1 = hash(SHA1, base32(value.substring(V1.length())));
            } else if (value.startsWith(V2)) {
                v2 = hash(SHA256, value.substring(V2.length()));
            }
        }

        private String hash(Pattern form, String text) {
            String lower = text.toLowerCase(Locale.ROOT);
            if (!form.matcher(lower).matches()) {
                throw invalid(link, "has an info-hash of the wrong form");
            }
            return lower;
        }

        private long size(String value) {
            try {
                return Long.parseLong(value);
            } catch (NumberFormatException e) {
                throw invalid(link, "has an xl that is no number");
            }
        }

        Magnet magnet() {
            if (v1 == null && v2 == null) {
                throw invalid(link, "names no torrent (no xt=urn:btih or urn:btmh)");
            }
            return new Magnet(new Metainfo.Infohash(v1, v2), name, bytes, trackers, webSeeds);
        }
    }

    /// BEP 9: old links spell the SHA-1 in 32 base32 digits (RFC 4648).
    private static String base32(String text) {
        if (text.length() != 32) {
            return text;
        }
        BigInteger value = BigInteger.ZERO;
        for (char c : text.toUpperCase(Locale.ROOT).toCharArray()) {
            int digit = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".indexOf(c);
            if (digit < 0) {
                return "";
            }
            value = value.shiftLeft(5).or(BigInteger.valueOf(digit));
        }
        return String.format(Locale.ROOT, "%040x", value);
    }
}
