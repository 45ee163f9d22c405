package v2v.rights;

import v2v.item.License;
import v2v.item.Record;
import v2v.item.Roles;
import v2v.rights.rule.Line;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What the file itself must say: the names are those of the Matroska tag list, which Ogg, Opus and
/// FLAC keep as well.
///
/// A tag inside a file can be false and can not be called back, so it points to the statement that
/// is hashed and signed beside it (Creative Commons' advice for files in peer-to-peer networks).
record Marks(License license, String title, String attribution, Record record) {
    private static final int SHORT = 300;
    private static final int LONG = 2000;

    /// One line, ready to paste: title, whom to credit, licence.
    String credit() {
        String quoted = "\u201c" + title + "\u201d";
        String who = attribution.isEmpty() ? quoted : quoted + " by " + attribution;
        return switch (license.unit()) {
            case "mark", "certification" ->
                    who
                            + " \u2013 free of known copyright restrictions ("
                            + license.identifier()
                            + ", "
                            + license.url()
                            + ")";
            case "zero" ->
                    who + " \u2013 dedicated to the public domain (CC0 1.0, " + license.url() + ")";
            default -> who + " \u2013 " + license.identifier() + " (" + license.url() + ")";
        };
    }

    /// Whom to credit is not who owns the copyright: a © stands only where the record names an
    /// owner.
    String notice() {
        String given = record.rights().copyrightNotice();
        if (given != null && !given.isBlank()) {
            return Line.of(given, LONG);
        }
        return switch (license.unit()) {
            case "mark" -> "No known copyright. Public Domain Mark 1.0";
            case "certification" -> "Certified to be in the public domain";
            case "zero" -> "No rights reserved. CC0 1.0";
            default -> reserved();
        };
    }

    private String reserved() {
        String holders = Line.of(String.join(", ", record.rights().holders()), LONG);
        if (!holders.isEmpty()) {
            return "\u00a9 " + holders + ". Some rights reserved: " + license.identifier();
        }
        String licensed = "Licensed under " + license.identifier();
        return attribution.isEmpty() ? licensed : licensed + ". Credit: " + attribution;
    }

    /// Who is said to have made the work; nobody is when the record names no author.
    List<String> authors() {
        return Stream.concat(
                        record.people().stream()
                                .filter(p -> Roles.author(p.role()))
                                .map(Record.Person::name),
                        record.organisations().stream()
                                .filter(o -> Roles.author(o.role()))
                                .map(Record.Organisation::name))
                .map(name -> Line.of(name, SHORT))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
    }

    String terms() {
        return credit() + " \u00b7 verify: LICENSE-STATEMENT.html of this release";
    }

    Map<String, String> tags(String publisher) {
        Map<String, String> tags = new LinkedHashMap<>();
        put(tags, "TITLE", title, SHORT);
        put(tags, "ARTIST", String.join(", ", authors()), SHORT);
        put(tags, "PUBLISHER", publisher, SHORT);
        put(tags, "LICENSE", license.url(), SHORT);
        put(tags, "COPYRIGHT", notice(), LONG);
        put(tags, "TERMS_OF_USE", terms(), LONG);
        String url = record.rights().attributionUrl();
        put(tags, "URL", url == null ? "" : url, SHORT);
        put(tags, "DESCRIPTION", record.description().orElse(""), LONG);
        for (Record.Dated date : record.dates()) {
            switch (date.type()) {
                case "released", "firstBroadcast" -> putFirst(tags, "DATE_RELEASED", date.edtf());
                case "recorded", "produced" -> putFirst(tags, "DATE_RECORDED", date.edtf());
                case "digitised" -> putFirst(tags, "DATE_DIGITIZED", date.edtf());
                default -> {}
            }
        }
        return Collections.unmodifiableMap(tags);
    }

    /// A date in a tag is a plain one: Matroska has no marks for how sure it is, so that one which
    /// is not sure stays out, and one of unknown day keeps its month and year.
    private static void putFirst(Map<String, String> tags, String name, String edtf) {
        String plain = edtf.replaceFirst("(-XX)+$", "");
        if (!tags.containsKey(name) && plain.matches("\\d{4}(-\\d\\d){0,2}")) {
            put(tags, name, plain, SHORT);
        }
    }

    /// FFmpeg writes no empty tag, and a tag that must be there and is not is an error later.
    private static void put(Map<String, String> tags, String name, String value, int longest) {
        String line = Line.of(value, longest);
        if (!line.isEmpty()) {
            tags.put(name, line);
        }
    }
}
