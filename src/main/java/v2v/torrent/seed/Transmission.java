package v2v.torrent.seed;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;
import v2v.item.Refusal;
import v2v.torrent.Offer;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Transmission, by its RPC. Version 3 takes v1 torrents only.
final class Transmission implements Box {
    private static final String SESSION = "X-Transmission-Session-Id";
    private static final int CONFLICT = 409;
    private static final int OK = 200;

    /// Checking, or waiting for it.
    private static final List<Integer> LOOKING = List.of(1, 2);

    private final BoxLine line;
    private final BoxSettings settings;
    private String session = "";

    Transmission(BoxSettings settings) {
        this.settings = settings;
        this.line = new BoxLine(settings.url());
    }

    @Override
    public String where() {
        return line.where();
    }

    /// What it says; the first call of a session is sent back with the number of that session.
    private JsonNode ask(String method, Map<String, ?> arguments) throws IOException {
        String body = Json.line(Map.of("method", method, "arguments", arguments));
        HttpResponse<String> answer = send(body);
        if (answer.statusCode() == CONFLICT) {
            session = answer.headers().firstValue(SESSION).orElse("");
            answer = send(body);
        }
        if (answer.statusCode() != OK) {
            throw line.strange(answer);
        }
        try {
            return Json.tree(answer.body());
        } catch (JsonProcessingException e) {
            throw new IOException(where() + " is no Transmission", e);
        }
    }

    private HttpResponse<String> send(String body) throws IOException {
        HttpRequest.Builder request =
                line.to("/transmission/rpc").POST(HttpRequest.BodyPublishers.ofString(body));
        if (!session.isEmpty()) {
            request.setHeader(SESSION, session);
        }
        if (!settings.user().isEmpty()) {
            byte[] both =
                    (settings.user() + ":" + settings.password()).getBytes(StandardCharsets.UTF_8);
            String basic = "Basic " + Base64.getEncoder().encodeToString(both);
            request.setHeader("Authorization", basic);
        }
        return line.send(request.build());
    }

    @Override
    public void add(Offer offer, String folder) throws IOException {
        String torrent = Base64.getEncoder().encodeToString(Files.readAllBytes(offer.torrent()));
        JsonNode answer =
                ask(
                        "torrent-add",
                        Map.of("metainfo", torrent, "download-dir", folder, "paused", false));
        String result = answer.path("result").asText();
        if (!result.equals("success")) {
            throw new Refusal(
                    Refusal.Code.TORRENT_INVALID,
                    offer.torrent().toString(),
                    "Transmission does not take it: " + result,
                    "make torrents as v1 for it (torrent.format), or seed with another");
        }
    }

    @Override
    public void remove(Offer offer) throws IOException {
        ask("torrent-remove", Map.of("ids", List.of(offer.release()), "delete-local-data", false));
    }

    @Override
    public Map<String, Held> held() throws IOException {
        List<String> fields =
                List.of(
                        "hashString",
                        "uploadedEver",
                        "percentDone",
                        "status",
                        "error",
                        "errorString");
        Map<String, Held> held = new HashMap<>();
        for (JsonNode one :
                ask("torrent-get", Map.of("fields", fields)).path("arguments").path("torrents")) {
            boolean looking = LOOKING.contains(one.path("status").asInt());
            String trouble =
                    one.path("error").asInt() > 2
                            ? one.path("errorString").asText()
                            : !looking && one.path("percentDone").asDouble() < 1
                                    ? "it does not find all of its files"
                                    : "";
            held.put(
                    one.path("hashString").asText().toLowerCase(Locale.ROOT),
                    new Held(one.path("uploadedEver").asLong(), trouble));
        }
        return held;
    }
}
