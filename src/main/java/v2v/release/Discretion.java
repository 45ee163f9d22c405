package v2v.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Finding;
import v2v.item.Json;
import v2v.item.Leaks;
import v2v.item.Library;
import v2v.item.Refusal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads every document before it is written, for what nobody said for the public ([Leaks]).
///
/// Signature and key are left out, which are random letters, and the words that a page holds in
/// itself: what people say in a film is its content.
final class Discretion {
    private static final Set<String> LETTERS =
            Set.of("rights.jsonld.sig", "publisher-key.pem", Manifest.NAME);
    private static final int MOST = 20;

    private final Leaks leaks;
    private final List<Finding> found = new ArrayList<>();

    private Discretion(Leaks leaks) {
        this.leaks = leaks;
    }

    /// @throws Refusal with everything that was found, the first twenty of it
    static void check(
            Facts facts, Library library, Leaks.Machine machine, List<Document> documents) {
        List<String> more = List.of(facts.publisher().name(), facts.publisher().url());
        Leaks leaks = Leaks.of(facts.clearance(), library, machine, more);
        Discretion discretion = new Discretion(leaks);
        documents.forEach(discretion::read);
        if (!discretion.found.isEmpty()) {
            throw new Refusal(
                    facts.footage().file().toString(),
                    discretion.found.stream().distinct().limit(MOST).toList());
        }
    }

    private void read(Document document) {
        String name = document.name();
        if (LETTERS.contains(name)) {
            return;
        }
        String text = new String(document.bytes(), StandardCharsets.UTF_8);
        if (name.endsWith(".json") || name.endsWith(".jsonld")) {
            walk(name, "", tree(name, text));
        } else {
            lines(name, text);
        }
    }

    private void lines(String name, String text) {
        String[] lines =
                text.replaceAll("data:text/vtt;base64,[A-Za-z0-9+/=]*", "").split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String place = "line " + (i + 1);
            leaks.in(lines[i]).forEach(leak -> found.add(Leaks.finding(name, place, leak)));
        }
    }

    /// Texts without the escapes of JSON, which look like the names of shares.
    private void walk(String name, String place, JsonNode node) {
        if (node.isTextual()) {
            String text = node.textValue();
            leaks.in(text).forEach(leak -> found.add(Leaks.finding(name, place, leak)));
        } else if (node.isObject()) {
            node.properties().forEach(e -> walk(name, place + "/" + e.getKey(), e.getValue()));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(name, place + "/" + i, node.get(i));
            }
        }
    }

    private static JsonNode tree(String name, String text) {
        try {
            return Json.tree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(name + " was written by us and is no JSON", e);
        }
    }
}
