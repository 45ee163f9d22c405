package v2v.release;

import v2v.item.Json;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// All documents of a release but the manifest, which is over them.
final class Documents {
    private Documents() {}

    static List<Document> of(Facts facts, PublisherKey key) {
        List<Document> all = new ArrayList<>();
        all.add(Document.of("README.txt", Letters.readme(facts)));
        all.add(Document.of("LICENSE.txt", Letters.license(facts)));
        all.add(Document.of("ATTRIBUTION.txt", Letters.attribution(facts)));
        all.add(Document.of("LICENSE-STATEMENT.html", StatementPage.of(facts)));
        all.add(Document.of("index.html", PlayerPage.of(facts)));
        all.add(new Document(Seal.KEY, key.openPem()));
        all.add(Document.of("metadata/record.json", Json.pretty(PublicRecord.of(facts))));
        all.add(Document.of("metadata/schema-org.jsonld", Json.pretty(SchemaOrg.of(facts))));
        all.add(Document.of("metadata/technical.json", Json.pretty(Technical.of(facts))));
        all.add(Document.of("metadata/premis.xml", Premis.of(facts)));
        all.add(Document.of("metadata/dublincore.xml", DublinCore.of(facts)));
        all.add(Document.of("metadata/pbcore.xml", PbCore.of(facts)));
        all.add(Document.of("metadata/ebucore.xml", EbuCore.of(facts)));
        all.add(Document.of("metadata/edm.xml", Edm.of(facts)));
        all.add(Document.of(Iiif.NAME, Json.pretty(Iiif.of(facts))));
        // last: it names all the others by their checksums
        byte[] graph = Jcs.write(RightsGraph.of(facts, all)).getBytes(StandardCharsets.UTF_8);
        all.add(new Document(Seal.STATEMENT, graph));
        all.add(Document.of(Seal.SIGNATURE, key.signature(graph)));
        return List.copyOf(all);
    }
}
