package v2v.release;

import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Json;
import v2v.item.Master;
import v2v.item.Rendition;
import v2v.item.Treatment;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// What happened to the work, for archives (PREMIS 3.0): the original, the files made from it, each
/// event with the exact arguments, and the programs that did it.
///
/// The events before encoding are known to lie before it and no more is: their time is an EDTF
/// interval with an open start, not an invented instant.
final class Premis {
    private static final String V2V = "v2v";

    private final Facts facts;
    private final Xml xml = new Xml();
    private int events;

    private Premis(Facts facts) {
        this.facts = facts;
    }

    static String of(Facts facts) {
        Premis premis = new Premis(facts);
        premis.xml.open(
                "premis",
                "xmlns",
                "http://www.loc.gov/premis/v3",
                "xmlns:xsi",
                "http://www.w3.org/2001/XMLSchema-instance",
                "version",
                "3.0");
        premis.objects();
        premis.events();
        premis.agents();
        return premis.xml.close().end();
    }

    private String original() {
        return "sha256:" + facts.footage().sha256();
    }

    private void objects() {
        object(original());
        kept();
        Footage footage = facts.footage();
        characteristics(footage.sha256(), footage.bytes(), facts.inspection().container());
        xml.close();
        facts.files().forEach(file -> derived(file, false));
        masters().forEach(file -> derived(file, true));
    }

    /// The lossless copy and its hashes: they stay in the archive, and are told of here.
    private List<Rendition> masters() {
        Master master = facts.renditions().master();
        return master == null ? List.of() : master.files();
    }

    /// Why the original is kept as it came, with a lossless copy or alone.
    private void kept() {
        Master master = facts.renditions().master();
        if (master != null) {
            xml.open("preservationLevel");
            xml.leaf("preservationLevelValue", "kept byte for byte");
            xml.leaf("preservationLevelRationale", facts.open(master.why())).close();
        }
    }

    private void derived(Rendition file, boolean kept) {
        object(file.name());
        characteristics(file.sha256(), file.bytes(), file.mime());
        if (kept) {
            xml.open("storage").leaf("storageMedium", "the archive's own; not released").close();
        }
        xml.open("relationship");
        xml.leaf("relationshipType", "derivation").leaf("relationshipSubType", "has source");
        xml.open("relatedObjectIdentifier");
        xml.leaf("relatedObjectIdentifierType", "SHA-256");
        xml.leaf("relatedObjectIdentifierValue", original()).close().close().close();
    }

    private void object(String id) {
        xml.open("object", "xsi:type", "file").open("objectIdentifier");
        xml.leaf("objectIdentifierType", id.startsWith("sha256:") ? "SHA-256" : "local");
        xml.leaf("objectIdentifierValue", id).close();
    }

    private void characteristics(Digest digest, long bytes, String format) {
        xml.open("objectCharacteristics").open("fixity");
        xml.leaf("messageDigestAlgorithm", "SHA-256").leaf("messageDigest", digest.hex()).close();
        xml.leaf("size", Long.toString(bytes)).open("format").open("formatDesignation");
        xml.leaf("formatName", format).close().close().close();
    }

    /// One event; there may be no details.
    private record Event(String type, String time, List<String> details, String outcome) {}

    private void events() {
        String before = "../" + facts.described();
        long errors = facts.inspection().decode().errors();
        String hash = facts.footage().sha256().hex();
        event(new Event("ingestion", before, List.of(), "accepted"), V2V, original());
        List<String> algorithm = List.of("SHA-256");
        event(new Event("message digest calculation", before, algorithm, hash), V2V, original());
        event(
                new Event(
                        "validation",
                        before,
                        List.of("all of it decoded; the findings are in technical.json"),
                        errors == 0 ? "no decoder errors" : errors + " decoder errors"),
                V2V,
                original());
        facts.files().forEach(file -> made(file, "migration"));
        masters().forEach(file -> made(file, "normalization"));
    }

    /// The exact arguments, and after them what they do and why, as it was planned.
    private void made(Rendition file, String type) {
        List<String> details = new ArrayList<>();
        details.add(Json.line(file.command().stream().map(facts::open).toList()));
        for (Treatment.Act act : Changes.acts(facts.inspection().treatment(), file.role())) {
            String nature = act.nature().name().toLowerCase(Locale.ROOT);
            details.add(facts.open("%s: %s (%s)".formatted(nature, act.what(), act.why())));
        }
        String time = facts.described().toString();
        event(
                new Event(type, time, details, "made and verified"),
                facts.open(file.tool()),
                file.name());
    }

    private void event(Event event, String agent, String object) {
        events++;
        xml.open("event").open("eventIdentifier");
        xml.leaf("eventIdentifierType", "local");
        xml.leaf("eventIdentifierValue", facts.footage().id() + "-" + events).close();
        xml.leaf("eventType", event.type()).leaf("eventDateTime", event.time());
        for (String detail : event.details()) {
            xml.open("eventDetailInformation").leaf("eventDetail", detail).close();
        }
        xml.open("eventOutcomeInformation").leaf("eventOutcome", event.outcome()).close();
        xml.open("linkingAgentIdentifier").leaf("linkingAgentIdentifierType", "local");
        xml.leaf("linkingAgentIdentifierValue", agent).close();
        xml.open("linkingObjectIdentifier");
        xml.leaf("linkingObjectIdentifierType", object.startsWith("sha256:") ? "SHA-256" : "local");
        xml.leaf("linkingObjectIdentifierValue", object).close().close();
    }

    private void agents() {
        String version =
                Optional.ofNullable(Premis.class.getPackage().getImplementationVersion())
                        .orElse("unnumbered build");
        agent(V2V, "V2V", version);
        Stream.concat(facts.files().stream(), masters().stream())
                .map(file -> facts.open(file.tool()))
                .distinct()
                .forEach(tool -> agent(tool, tool, ""));
    }

    private void agent(String id, String name, String version) {
        xml.open("agent").open("agentIdentifier").leaf("agentIdentifierType", "local");
        xml.leaf("agentIdentifierValue", id).close();
        xml.leaf("agentName", name).leaf("agentType", "software");
        if (!version.isEmpty()) {
            xml.leaf("agentVersion", version);
        }
        xml.close();
    }
}
