package v2v.release;

import v2v.item.Rendition;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;

/// How documents that must name things by a URI name the parts of a release.
///
/// A release folder has no fixed address: it is a torrent, and lies wherever somebody put it. Where
/// the operator says an address (`publisher.url`), the web room serves `<address>/<folder>/<file>`
/// there. Nothing here asks whether anybody answers at it. Without one, bytes go by their hash
/// (`ni:`, RFC 6920), and what is not bytes by a `urn:uuid:` made from the original's hash: names
/// that are the same wherever the folder lies, and lead nowhere.
final class Addresses {
    private Addresses() {}

    /// The address of a file of the release, by its name in the folder.
    static Optional<String> file(Facts facts, String name) {
        String url = facts.publisher().url().strip();
        return url.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        url.replaceFirst("/+$", "")
                                + "/"
                                + facts.clearance().folderName()
                                + "/"
                                + name);
    }

    /// A media file: its address, else the name of its bytes.
    static String media(Facts facts, Rendition file) {
        return file(facts, file.name()).orElseGet(() -> RightsGraph.name(file.sha256()));
    }

    /// What has no bytes of its own, such as a time line: below the address of the document that
    /// tells of it, else a name made from the original's hash.
    static String part(Facts facts, String document, String part) {
        return file(facts, document + "/" + part)
                .orElseGet(() -> {
                    String seed = facts.footage().sha256().hex() + "/" + part;
                    byte[] bytes = seed.getBytes(StandardCharsets.UTF_8);
                    return "urn:uuid:" + UUID.nameUUIDFromBytes(bytes);
                });
    }
}
