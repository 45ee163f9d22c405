package v2v.release;

import v2v.item.License;
import v2v.item.Rendition;

import java.util.List;
import java.util.Optional;

/// The three plain texts of a release, for people with nothing but an editor.
final class Letters {
    private Letters() {}

    static String readme(Facts facts) {
        StringBuilder files = new StringBuilder();
        for (Rendition file : facts.files()) {
            files.append("  ").append(file.name()).append('\n');
            files.append("    ").append(Html.kind(file)).append(": ");
            files.append(Changes.format(file)).append(", ");
            files.append(Html.size(file.bytes())).append('\n');
        }
        return """
        %s
        %s
        %s it: open index.html in a browser. It needs no network.

        Files
        %s
        Use it
          Licence: %s, see LICENSE.txt
          Whom to credit, ready to paste: ATTRIBUTION.txt

        Check it
          Every byte:       sha256sum -c manifest-sha256.txt
          Who says so:      base64 -d rights.jsonld.sig > sig.bin
                            openssl pkeyutl -verify -pubin -inkey publisher-key.pem \\
                              -rawin -in rights.jsonld -sigfile sig.bin
          The key above has the SHA-256 fingerprint
            %s
          Compare it with the one that the publisher gives elsewhere.

        About it
          LICENSE-STATEMENT.html   the licence and the checksum of each media file
          metadata/                the catalogue record: PBCore, EBUCore, Dublin Core,
                                   EDM, IIIF, schema.org, PREMIS

        Item %s, described %s%s.
        """
                .formatted(
                        facts.title(),
                        facts.description().map(text -> "\n" + Clean.line(text) + "\n").orElse(""),
                        facts.moving() ? "Watch" : "Listen to",
                        files,
                        facts.license().identifier(),
                        facts.key(),
                        facts.footage().id(),
                        facts.day(),
                        by(facts.publisher()));
    }

    private static String by(Publisher publisher) {
        String name = Clean.line(publisher.name());
        String url = publisher.url().isEmpty() ? "" : " <" + publisher.url() + ">";
        return name.isEmpty() ? "" : " by " + name + url;
    }

    static String license(Facts facts) {
        License license = facts.license();
        Terms terms = Terms.of(license);
        return """
        %s
        Creative Commons: %s

        The terms of this release are those at
          %s
        That address has the short deed and the full legal code. This file is a
        summary in other words; it is not the licence and changes nothing in it.

        You may
        %s
        %s
        SPDX identifier: %s
        """
                .formatted(
                        license.identifier(),
                        license.title(),
                        license.url(),
                        bullets(terms.allows()),
                        duties(terms),
                        Optional.ofNullable(license.spdx()).orElse("none"));
    }

    private static String duties(Terms terms) {
        return terms.asks().isEmpty()
                ? terms.remark() + ".\n"
                : "You must\n" + bullets(terms.asks());
    }

    private static String bullets(List<String> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append("  * ").append(line).append(".\n"));
        return text.toString();
    }

    /// Title, whom to credit, source, licence; what was changed; and a notice where one was given.
    static String attribution(Facts facts) {
        String source = facts.attributionUrl().map(url -> "Source: " + url + "\n").orElse("");
        String notice = facts.copyright().isEmpty() ? "" : "Notice: " + facts.copyright() + "\n";
        return """
        %s
        %sChanges: %s.
        %s\
        """
                .formatted(facts.credit(), source, Changes.of(facts), notice);
    }
}
