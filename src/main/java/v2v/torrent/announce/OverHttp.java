package v2v.torrent.announce;

import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;
import v2v.torrent.Exchange;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A tracker over HTTP (BEP 3) with compact lists (BEP 23, BEP 7).
final class OverHttp implements TrackerClient {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 256 << 10;

    private final String url;
    private final HttpClient http;

    OverHttp(String url, HttpClient http) {
        this.url = url;
        this.http = http;
    }

    @Override
    public Heard announce(Told told) throws IOException {
        HttpResponse<byte[]> response =
                Exchange.send(
                        http, request(told), BodyHandlers.ofByteArray(), PATIENCE, MOST_BYTES);
        if (response.statusCode() != 200) {
            throw new IOException(url + " answers " + response.statusCode());
        }
        return heard(response.body());
    }

    private HttpRequest request(Told told) throws IOException {
        String query =
                "info_hash=%s&peer_id=%s&port=%d&uploaded=%d&downloaded=0&left=%d&compact=1&numwant=%d%s"
                        .formatted(
                                escaped(told.hash()),
                                escaped(told.peerId()),
                                told.port(),
                                told.uploaded(),
                                told.left(),
                                told.wanted(),
                                told.event().query());
        try {
            URI address = URI.create(url + (url.contains("?") ? "&" : "?") + query);
            return HttpRequest.newBuilder(address).GET().build();
        } catch (IllegalArgumentException e) {
            throw new IOException(url + " is no address", e);
        }
    }

    private static String escaped(byte[] bytes) {
        StringBuilder out = new StringBuilder();
        for (byte part : bytes) {
            out.append("%%%02X".formatted(part & 0xFF));
        }
        return out.toString();
    }

    private Heard heard(byte[] body) throws IOException {
        Bencode read;
        try {
            read = BencodeReader.read(body, url);
        } catch (Refusal e) {
            throw new IOException(url + " answers something that is not bencoded", e);
        }
        if (!(read instanceof Bencode.Dict dict)) {
            throw new IOException(url + " answers no dictionary");
        }
        if (dict.entries().get(Bencode.text("failure reason")) instanceof Bencode.Text why) {
            throw new IOException(url + " refuses: " + why.utf8());
        }
        List<InetSocketAddress> others = new ArrayList<>();
        others.addAll(compact(dict, "peers", 4));
        others.addAll(compact(dict, "peers6", 16));
        return new Heard(
                Duration.ofSeconds(Math.clamp(number(dict, "interval", 1800), 0, 1 << 20)),
                Math.clamp(number(dict, "complete", 0), 0, 1 << 30),
                Math.clamp(number(dict, "incomplete", 0), 0, 1 << 30),
                others);
    }

    private static long number(Bencode.Dict dict, String key, long otherwise) {
        return dict.entries().get(Bencode.text(key)) instanceof Bencode.Whole(long value)
                ? value
                : otherwise;
    }

    private static List<InetSocketAddress> compact(Bencode.Dict dict, String key, int address) {
        return dict.entries().get(Bencode.text(key)) instanceof Bencode.Text list
                ? peers(list.bytes(), address)
                : List.of();
    }

    /// Addresses and ports, one after another.
    static List<InetSocketAddress> peers(byte[] list, int address) {
        List<InetSocketAddress> peers = new ArrayList<>();
        for (int at = 0; at + address + 2 <= list.length; at += address + 2) {
            int port = (list[at + address] & 0xFF) << 8 | (list[at + address + 1] & 0xFF);
            try {
                byte[] bytes = Arrays.copyOfRange(list, at, at + address);
                if (port > 0) {
                    peers.add(new InetSocketAddress(InetAddress.getByAddress(bytes), port));
                }
            } catch (UnknownHostException e) {
                throw new IllegalStateException("4 and 16 bytes are addresses", e);
            }
        }
        return peers;
    }

    @Override
    public void close() {}
}
