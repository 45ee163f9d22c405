package v2v.torrent.tracker;

import org.jspecify.annotations.Nullable;

import v2v.torrent.Bencode;

import java.io.ByteArrayOutputStream;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// The tracker over HTTP (BEP 3, compact lists of BEP 23 and BEP 7, scrape of BEP 48): from the raw
/// query to the bencoded body. Whatever web server there is passes both on.
public final class HttpAsked {
    private static final int BYTES = 20;
    private static final int LONGEST_QUERY = 4096;
    private static final int MOST_SCRAPED = 64;

    private final Tracker tracker;

    public HttpAsked(Tracker tracker) {
        this.tracker = tracker;
    }

    /// Whatever a web server was asked.
    ///
    /// @param path `/announce` or `/scrape`; empty for any other
    /// @param query as it stood in the request, still escaped
    public Optional<byte[]> answer(String path, @Nullable String query, InetSocketAddress who) {
        return switch (path) {
            case "/announce" -> Optional.of(announce(query, who.getAddress()));
            case "/scrape" -> Optional.of(scrape(query, who.getAddress()));
            default -> Optional.empty();
        };
    }

    /// A `GET /announce`.
    ///
    /// @param query as it stood in the request, still escaped
    public byte[] announce(@Nullable String query, InetAddress from) {
        Query asked = Query.of(query);
        Announcement said = asked == null ? null : said(asked, from);
        if (said == null) {
            tracker.malformed.increment();
            return failure("this is no announce of a peer");
        }
        Tracker.Reply reply = tracker.announce(said);
        Tracker.Answer answer = reply.answer();
        if (answer == null) {
            return failure(
                    reply.refused() == Tracker.Refused.TOO_MANY
                            ? "too many requests: come back later"
                            : "this tracker knows only the releases of its own library");
        }
        Bencode.Draft draft =
                new Bencode.Draft()
                        .put("complete", Bencode.whole(answer.seeds()))
                        .put("incomplete", Bencode.whole(answer.peers()))
                        .put("interval", Bencode.whole(Tracker.INTERVAL.toSeconds()))
                        .put("min interval", Bencode.whole(Tracker.LEAST_INTERVAL.toSeconds()));
        draft.put("peers", Bencode.bytes(compact(answer.others(), true)));
        draft.put("peers6", Bencode.bytes(compact(answer.others(), false)));
        return draft.dict().encoded();
    }

    private static @Nullable Announcement said(Query asked, InetAddress from) {
        byte[] hash = asked.bytes("info_hash");
        byte[] peer = asked.bytes("peer_id");
        long port = asked.number("port", -1);
        long left = asked.number("left", -1);
        if (hash.length != BYTES || peer.length != BYTES || port < 1 || port > 65535 || left < 0) {
            return null;
        }
        HexFormat hex = HexFormat.of();
        return new Announcement(
                hex.formatHex(hash),
                hex.formatHex(peer),
                from,
                (int) port,
                Math.max(0, asked.number("uploaded", 0)),
                Math.max(0, asked.number("downloaded", 0)),
                left,
                switch (asked.text("event")) {
                    case "started" -> Announcement.Event.STARTED;
                    case "completed" -> Announcement.Event.COMPLETED;
                    case "stopped" -> Announcement.Event.STOPPED;
                    default -> Announcement.Event.NONE;
                },
                Math.clamp(asked.number("numwant", 50), 0, 1000));
    }

    /// Address and port, one after another.
    static byte[] compact(List<InetSocketAddress> peers, boolean four) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (InetSocketAddress peer : peers) {
            if (peer.getAddress() instanceof Inet4Address == four) {
                out.writeBytes(peer.getAddress().getAddress());
                out.writeBytes(ByteBuffer.allocate(2).putShort((short) peer.getPort()).array());
            }
        }
        return out.toByteArray();
    }

    /// A `GET /scrape`.
    public byte[] scrape(@Nullable String query, InetAddress from) {
        Query asked = Query.of(query);
        List<byte[]> hashes = asked == null ? List.of() : asked.all("info_hash");
        if (hashes.isEmpty() || hashes.size() > MOST_SCRAPED) {
            tracker.malformed.increment();
            return failure("name one info_hash, and not more than " + MOST_SCRAPED);
        }
        if (!tracker.allows(from)) {
            return failure("too many requests: come back later");
        }
        Bencode.Draft files = new Bencode.Draft();
        for (byte[] hash : hashes) {
            Tracker.Share share = tracker.scrape(HexFormat.of().formatHex(hash));
            if (share != null) {
                files.put(
                        Bencode.bytes(hash),
                        new Bencode.Draft()
                                .put("complete", Bencode.whole(share.seeds()))
                                .put("downloaded", Bencode.whole(share.completed()))
                                .put("incomplete", Bencode.whole(share.peers()))
                                .dict());
            }
        }
        return new Bencode.Draft().put("files", files.dict()).dict().encoded();
    }

    private static byte[] failure(String why) {
        return new Bencode.Draft().put("failure reason", Bencode.text(why)).dict().encoded();
    }

    /// The fields of a query; a hash is any 20 bytes, so it is unescaped to bytes, not to letters.
    private record Query(List<Field> fields) {
        @SuppressWarnings("ArrayRecordComponent") // never compared
        private record Field(String name, byte[] value) {}

        static @Nullable Query of(@Nullable String raw) {
            if (raw == null || raw.length() > LONGEST_QUERY) {
                return null;
            }
            List<Field> fields = new ArrayList<>();
            for (String pair : raw.split("&", -1)) {
                int equals = pair.indexOf('=');
                byte[] value = equals < 0 ? null : unescaped(pair.substring(equals + 1));
                if (value != null) {
                    fields.add(new Field(pair.substring(0, equals), value));
                }
            }
            return new Query(List.copyOf(fields));
        }

        private static byte @Nullable [] unescaped(String text) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            for (int i = 0; i < text.length(); i++) {
                char letter = text.charAt(i);
                if (letter == '%') {
                    if (i + 2 >= text.length()
                            || !HexFormat.isHexDigit(text.charAt(i + 1))
                            || !HexFormat.isHexDigit(text.charAt(i + 2))) {
                        return null;
                    }
                    out.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                    i += 2;
                } else if (letter > 0xFF) {
                    return null;
                } else {
                    out.write(letter == '+' ? ' ' : letter);
                }
            }
            return out.toByteArray();
        }

        List<byte[]> all(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .filter(value -> value.length == BYTES)
                    .toList();
        }

        byte[] bytes(String name) {
            return fields.stream()
                    .filter(field -> field.name().equals(name))
                    .map(Field::value)
                    .findFirst()
                    .orElse(new byte[0]);
        }

        String text(String name) {
            return new String(bytes(name), StandardCharsets.ISO_8859_1);
        }

        long number(String name, long otherwise) {
            String digits = text(name);
            return digits.matches("[0-9]{1,18}") ? Long.parseLong(digits) : otherwise;
        }
    }
}
