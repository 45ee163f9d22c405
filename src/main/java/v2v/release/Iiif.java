package v2v.release;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Rendition.Role;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A IIIF Presentation 3.0 manifest: the work as one canvas with its picture or sound painted on
/// it, subtitles as annotations that supplement it, chapters as ranges.
///
/// The specification wants an address as the manifest's `id`, where it can be fetched. A folder in
/// a torrent has none: where the publisher says one, all `id`s are addresses below it; else what
/// has no bytes is named by [Addresses#part], and files by their place relative to this document.
/// Viewers that resolve relative addresses play that from any mirror; strict validators complain.
final class Iiif {
    static final String NAME = "metadata/iiif-manifest.json";
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Facts facts;

    private Iiif(Facts facts) {
        this.facts = facts;
    }

    static ObjectNode of(Facts facts) {
        return new Iiif(facts).manifest();
    }

    private ObjectNode manifest() {
        ObjectNode view = NODES.objectNode();
        view.put("@context", "http://iiif.io/api/presentation/3/context.json");
        view.put("id", Addresses.file(facts, NAME).orElseGet(() -> part("manifest")));
        view.put("type", "Manifest");
        view.set("label", said(facts.titleLanguage(), facts.title()));
        facts.description()
                .ifPresent(text -> view.set("summary", said(facts.descriptionLanguage(), text)));
        metadata(view.putArray("metadata"));
        view.put("rights", facts.license().rdfUri());
        ObjectNode credit = view.putObject("requiredStatement");
        credit.set("label", said(Optional.of("en"), "Attribution"));
        credit.set("value", said(Optional.empty(), facts.credit()));
        provider(view);
        facts.one(Role.POSTER)
                .ifPresent(still -> view.putArray("thumbnail").add(resource(still, "Image")));
        others(view);
        view.putArray("items").add(canvas());
        chapters(view);
        return view;
    }

    private String part(String name) {
        return Addresses.part(facts, NAME, name);
    }

    private String place(String name) {
        return Addresses.file(facts, name).orElse("../" + name);
    }

    /// Words in a language; `none` is what the specification has where nobody knows.
    private static ObjectNode said(Optional<String> language, String text) {
        ObjectNode map = NODES.objectNode();
        map.putArray(language.orElse("none")).add(text);
        return map;
    }

    private void metadata(ArrayNode list) {
        Record record = facts.record();
        for (Record.Dated date : record.dates()) {
            pair(list, Words.date(date.type()), List.of(date.edtf()));
        }
        for (Party party : Party.of(facts)) {
            pair(list, party.author() ? "Creator" : "Contributor", List.of(party.name()));
        }
        pair(list, "Place", record.places().stream().map(Record.Place::name).toList());
        pair(list, "Subject", record.subjects().stream().map(Record.Term::label).toList());
        pair(list, "Genre", record.genres().stream().map(Record.Term::label).toList());
        pair(list, "Part of", facts.wholes());
        pair(list, "License", List.of(facts.license().identifier()));
        pair(list, "Identifier", List.of(facts.footage().id().value()));
    }

    private void pair(ArrayNode list, String label, List<String> given) {
        List<String> values =
                given.stream().map(facts::said).filter(value -> !value.isEmpty()).toList();
        if (!values.isEmpty()) {
            ObjectNode pair = list.addObject();
            pair.set("label", said(Optional.of("en"), label));
            ArrayNode none = pair.putObject("value").putArray("none");
            values.forEach(none::add);
        }
    }

    private void provider(ObjectNode view) {
        String name = facts.said(facts.publisher().name());
        String url = facts.publisher().url().strip();
        if (name.isEmpty()) {
            return;
        }
        ObjectNode agent = view.putArray("provider").addObject();
        agent.put("id", url.isEmpty() ? part("provider") : url).put("type", "Agent");
        agent.set("label", said(Optional.empty(), name));
        if (!url.isEmpty()) {
            ObjectNode page = agent.putArray("homepage").addObject();
            page.put("id", url).put("type", "Text").put("format", "text/html");
            page.set("label", said(Optional.empty(), name));
        }
    }

    private ObjectNode canvas() {
        ObjectNode canvas = NODES.objectNode();
        Rendition access = facts.access();
        canvas.put("id", part("canvas")).put("type", "Canvas");
        if (access.width() > 0) {
            canvas.put("width", access.width()).put("height", access.height());
        }
        canvas.put("duration", seconds(access));
        ObjectNode page = page(canvas.putArray("items"), "painting");
        ObjectNode painting = annotation(page, "painting/1", "painting");
        painting.set("body", body(access));
        List<Rendition> words = facts.words().toList();
        if (!words.isEmpty()) {
            ObjectNode beside = page(canvas.putArray("annotations"), "words");
            for (int i = 0; i < words.size(); i++) {
                ObjectNode note = annotation(beside, "words/" + (i + 1), "supplementing");
                note.set("body", words(words.get(i)));
            }
        }
        return canvas;
    }

    private ObjectNode page(ArrayNode pages, String name) {
        ObjectNode page = pages.addObject();
        page.put("id", part(name)).put("type", "AnnotationPage");
        page.putArray("items");
        return page;
    }

    private ObjectNode annotation(ObjectNode page, String name, String motivation) {
        ObjectNode annotation = page.withArray("items").addObject();
        annotation.put("id", part(name)).put("type", "Annotation");
        return annotation.put("motivation", motivation).put("target", part("canvas"));
    }

    /// A player takes the first that it can play.
    private ObjectNode body(Rendition access) {
        String type = access.width() > 0 ? "Video" : "Sound";
        Optional<Rendition> other =
                facts.one(facts.moving() ? Role.COMPATIBLE : Role.LOSSLESS)
                        .filter(file -> !file.equals(access));
        if (other.isEmpty()) {
            return resource(access, type);
        }
        ObjectNode choice = NODES.objectNode().put("type", "Choice");
        choice.putArray("items").add(resource(access, type)).add(resource(other.get(), type));
        return choice;
    }

    private ObjectNode words(Rendition file) {
        ObjectNode body = resource(file, "Text");
        String tag = facts.language(file);
        body.put("language", tag);
        body.set("label", said(Optional.of(tag), Words.ownTongue(tag)));
        return body;
    }

    private ObjectNode resource(Rendition file, String type) {
        ObjectNode node = NODES.objectNode();
        node.put("id", place(file.name())).put("type", type);
        node.put("format", Essence.mime(file));
        if (file.width() > 0) {
            node.put("width", file.width()).put("height", file.height());
        }
        if (file.duration() != null) {
            node.put("duration", seconds(file));
        }
        return node;
    }

    private static double seconds(Rendition file) {
        Duration length = file.duration();
        return length == null ? 0 : length.toMillis() / 1000.0;
    }

    /// The page and the other files to take away; the map of the storyboard and the records for
    /// programs.
    private void others(ObjectNode view) {
        ArrayNode rendering = view.putArray("rendering");
        link(rendering, "index.html", "Text", "text/html", "Player");
        ArrayNode also = view.putArray("seeAlso");
        for (Rendition file : facts.files()) {
            String mime = Essence.mime(file);
            String kind = Html.kind(file);
            switch (file.role()) {
                case PROXY, COMPATIBLE -> link(rendering, file.name(), "Video", mime, kind);
                case SOUND, LOSSLESS -> link(rendering, file.name(), "Sound", mime, kind);
                case STORYBOARD -> link(rendering, file.name(), "Image", mime, kind);
                case STORYBOARD_MAP -> link(also, file.name(), "Text", mime, kind);
                case ACCESS, POSTER, WORDS, MASTER, FRAME_HASHES -> {}
            }
        }
        for (String name : List.of("pbcore", "ebucore", "edm", "dublincore")) {
            link(also, "metadata/" + name + ".xml", "Dataset", "application/xml", name);
        }
    }

    private void link(ArrayNode list, String name, String type, String format, String label) {
        ObjectNode node = list.addObject();
        node.put("id", place(name)).put("type", type);
        node.set("label", said(Optional.of("en"), label));
        node.put("format", format);
    }

    private void chapters(ObjectNode view) {
        List<Record.Segment> segments = facts.record().segments();
        if (segments.isEmpty()) {
            return;
        }
        ObjectNode all = view.putArray("structures").addObject();
        all.put("id", part("chapters")).put("type", "Range");
        all.set("label", said(Optional.of("en"), "Chapters"));
        ArrayNode items = all.putArray("items");
        for (int i = 0; i < segments.size(); i++) {
            Record.Segment segment = segments.get(i);
            ObjectNode range = items.addObject();
            range.put("id", part("chapters/" + (i + 1))).put("type", "Range");
            range.set("label", said(Optional.empty(), facts.said(segment.title())));
            String time =
                    "#t=%s,%s"
                            .formatted(
                                    segment.startMillis() / 1000.0, segment.endMillis() / 1000.0);
            range.putArray("items")
                    .addObject()
                    .put("id", part("canvas") + time)
                    .put("type", "Canvas");
        }
    }
}
