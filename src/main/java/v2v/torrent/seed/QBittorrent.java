package v2v.torrent.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;
import v2v.item.Refusal;
import v2v.torrent.Offer;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// qBittorrent, by its Web API 2.
final class QBittorrent implements Box {
    private static final String EDGE = "----v2v-offer";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;

    /// A name on the wire, hexadecimal digits.
    private static final int NAME = 40;

    private final BoxLine line;
    private final BoxSettings settings;

    QBittorrent(BoxSettings settings) {
        this.settings = settings;
        this.line = new BoxLine(settings.url());
    }

    @Override
    public String where() {
        return line.where();
    }

    /// What it says, after we have said who we are where it asks.
    private String ask(HttpRequest request) throws IOException {
        HttpResponse<String> answer = line.send(request);
        if (answer.statusCode() == FORBIDDEN && !settings.user().isEmpty()) {
            enter();
            answer = line.send(request);
        }
        if (answer.statusCode() != OK) {
            throw line.strange(answer);
        }
        return answer.body();
    }

    private void enter() throws IOException {
        String words =
                "username="
                        + escaped(settings.user())
                        + "&password="
                        + escaped(settings.password());
        HttpResponse<String> answer = line.send(form("/api/v2/auth/login", words));
        if (answer.statusCode() != OK || !answer.body().startsWith("Ok")) {
            throw new IOException(
                    "the seedbox "
                            + where()
                            + " does not accept seed.box.user and seed.box.password-file");
        }
    }

    private HttpRequest form(String path, String words) {
        return line.to(path)
                .setHeader("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(words))
                .build();
    }

    private static String escaped(String word) {
        return URLEncoder.encode(word, StandardCharsets.UTF_8);
    }

    @Override
    public void add(Offer offer, String folder) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        Map<String, String> words =
                Map.of(
                        "savepath", folder,
                        "skip_checking", "false",
                        "autoTMM", "false",
                        "paused", "false",
                        "contentLayout", "Original");
        words.forEach((name, value) -> part(body, "name=\"" + name + "\"", value));
        part(body, "name=\"torrents\"; filename=\"release.torrent\"", "");
        body.writeBytes(Files.readAllBytes(offer.torrent()));
        body.writeBytes(("\r\n--" + EDGE + "--\r\n").getBytes(StandardCharsets.UTF_8));
        String answer =
                ask(
                        line.to("/api/v2/torrents/add")
                                .setHeader("Content-Type", "multipart/form-data; boundary=" + EDGE)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
                                .build());
        if (!answer.startsWith("Ok")) {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    offer.torrent().toString(),
                    "qBittorrent does not take it",
                    "look into its log, or seed with another");
        }
    }

    private static void part(ByteArrayOutputStream body, String name, String value) {
        if (body.size() > 0) {
            body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
        }
        body.writeBytes(
                ("--" + EDGE + "\r\nContent-Disposition: form-data; " + name + "\r\n\r\n" + value)
                        .getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void remove(Offer offer) throws IOException {
        // it calls a v2-only torrent by the first 20 bytes of its hash
        String hash = offer.release().substring(0, NAME);
        var _ = ask(form("/api/v2/torrents/delete", "hashes=" + hash + "&deleteFiles=false"));
    }

    @Override
    public Map<String, Held> held() throws IOException {
        Map<String, Held> held = new HashMap<>();
        try {
            for (JsonNode one : Json.tree(ask(line.to("/api/v2/torrents/info").GET().build()))) {
                String state = one.path("state").asText();
                Held found = new Held(one.path("uploaded").asLong(), trouble(one, state));
                for (String name : List.of("hash", "infohash_v1", "infohash_v2")) {
                    String hash = one.path(name).asText().toLowerCase(Locale.ROOT);
                    if (!hash.isEmpty()) {
                        held.put(hash, found);
                    }
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(where() + " is no qBittorrent", e);
        }
        return held;
    }

    private static String trouble(JsonNode one, String state) {
        boolean looking =
                state.startsWith("checking")
                        || state.startsWith("queued")
                        || state.equals("moving");
        if (state.equals("error") || state.equals("missingFiles")) {
            return "it reports " + state;
        }
        return !looking && one.path("progress").asDouble() < 1
                ? "it does not find all of its files"
                : "";
    }
}
