package v2v.release;

import v2v.item.Digest;
import v2v.item.Json;
import v2v.item.Rendition;

import java.util.List;
import java.util.Optional;

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
        object(original(), facts.footage().sha256(), facts.footage().bytes());
        xml.open("format").open("formatDesignation");
        xml.leaf("formatName", facts.inspection().container()).close().close().close().close();
        for (Rendition file : facts.files()) {
            object(file.name(), file.sha256(), file.bytes());
            xml.open("format").open("formatDesignation");
            xml.leaf("formatName", file.mime()).close().close().close();
            xml.open("relationship");
            xml.leaf("relationshipType", "derivation").leaf("relationshipSubType", "has source");
            xml.open("relatedObjectIdentifier");
            xml.leaf("relatedObjectIdentifierType", "SHA-256");
            xml.leaf("relatedObjectIdentifierValue", original()).close().close().close();
        }
    }

    private void object(String id, Digest digest, long bytes) {
        xml.open("object", "xsi:type", "file").open("objectIdentifier");
        xml.leaf("objectIdentifierType", id.startsWith("sha256:") ? "SHA-256" : "local");
        xml.leaf("objectIdentifierValue", id).close();
        xml.open("objectCharacteristics").open("fixity");
        xml.leaf("messageDigestAlgorithm", "SHA-256").leaf("messageDigest", digest.hex()).close();
        xml.leaf("size", Long.toString(bytes));
    }

    /// One event; `detail` may be empty.
    private record Event(String type, String time, String detail, String outcome) {}

    private void events() {
        String before = "../" + facts.described();
        long errors = facts.inspection().decode().errors();
        String hash = facts.footage().sha256().hex();
        event(new Event("ingestion", before, "", "accepted"), V2V, original());
        event(new Event("message digest calculation", before, "SHA-256", hash), V2V, original());
        event(
                new Event(
                        "validation",
                        before,
                        "every frame decoded; the findings are in technical.json",
                        errors == 0 ? "no decoder errors" : errors + " decoder errors"),
                V2V,
                original());
        for (Rendition file : facts.files()) {
            List<String> command = file.command().stream().map(facts::open).toList();
            String time = facts.described().toString();
            Event made = new Event("migration", time, Json.line(command), "made and verified");
            event(made, facts.open(file.tool()), file.name());
        }
    }

    private void event(Event event, String agent, String object) {
        events++;
        xml.open("event").open("eventIdentifier");
        xml.leaf("eventIdentifierType", "local");
        xml.leaf("eventIdentifierValue", facts.footage().id() + "-" + events).close();
        xml.leaf("eventType", event.type()).leaf("eventDateTime", event.time());
        if (!event.detail().isEmpty()) {
            xml.open("eventDetailInformation").leaf("eventDetail", event.detail()).close();
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
        facts.files().stream()
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
