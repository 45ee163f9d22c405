package v2v.torrent.announce;

import v2v.item.Refusal;
import v2v.torrent.Bencode;
import v2v.torrent.BencodeReader;
import v2v.torrent.Exchange;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// Asks trackers how many hold a release, many at a time (BEP 48, over HTTP).
public final class Scrape implements Closeable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int AT_ONCE = 50;
    private static final int MOST_BYTES = 256 << 10;

    private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

    /// How many hold all of each.
    ///
    /// @param announce URL of the tracker; only those that end in `announce` can be asked
    /// @param hashes 40 hexadecimal digits each
    /// @return those that the tracker knows
    /// @throws IOException when it does not answer
    public Map<String, Integer> seeds(String announce, List<String> hashes) throws IOException {
        Map<String, Integer> seeds = new HashMap<>();
        if (!announce.matches("https?://.+/announce")) {
            return seeds;
        }
        String url = announce.substring(0, announce.length() - "announce".length()) + "scrape";
        for (int from = 0; from < hashes.size(); from += AT_ONCE) {
            ask(url, hashes.subList(from, Math.min(hashes.size(), from + AT_ONCE)), seeds);
        }
        return seeds;
    }

    private void ask(String url, List<String> hashes, Map<String, Integer> seeds)
            throws IOException {
        StringBuilder query = new StringBuilder(url).append('?');
        for (String hash : hashes) {
            query.append("info_hash=").append(hash.replaceAll("..", "%$0")).append('&');
        }
        HttpRequest request;
        try {
            request =
                    HttpRequest.newBuilder(URI.create(query.substring(0, query.length() - 1)))
                            .build();
        } catch (IllegalArgumentException e) {
            throw new IOException(url + " is no address", e);
        }
        try {
            HttpResponse<byte[]> response =
                    Exchange.send(http, request, BodyHandlers.ofByteArray(), PATIENCE, MOST_BYTES);
            if (response.statusCode() != 200) {
                throw new IOException(url + " answers " + response.statusCode());
            }
            read(response.body(), url, seeds);
        } catch (Refusal e) {
            throw new IOException(url + " answers with what is no scrape", e);
        }
    }

    private static void read(byte[] body, String url, Map<String, Integer> seeds) {
        Bencode answer = BencodeReader.read(body, url);
        if (answer instanceof Bencode.Dict dict
                && dict.entries().get(Bencode.text("files")) instanceof Bencode.Dict files) {
            files.entries()
                    .forEach((hash, counts) -> {
                        if (counts instanceof Bencode.Dict each
                                && each.entries().get(Bencode.text("complete"))
                                        instanceof Bencode.Whole complete) {
                            seeds.put(
                                    HexFormat.of().formatHex(hash.bytes()),
                                    Math.clamp(complete.value(), 0, Integer.MAX_VALUE));
                        }
                    });
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
