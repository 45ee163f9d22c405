package v2v.media;

import v2v.item.Record.Provenance;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What a file says about the work itself: its tags, and the `bext` chunk of broadcast wave.
///
/// It is a claim of whoever wrote the file, to be compared with the record; it is never published
/// as such. Where a person was, and whose camera it was, stands under names that begin with
/// `private:`.
final class Embedded {
    /// Names of tags in lower case, by the field of the record that they speak of; a plain word
    /// where the record has no field.
    private static final Map<String, String> FIELDS = fields();

    private static final Set<String> UPPER = Set.of("matroska", "ogg", "flac");

    /// What our own reader of `bext` gives in full.
    private static final Set<String> OF_BEXT =
            Set.of(
                    "description",
                    "encoded_by",
                    "originator_reference",
                    "date",
                    "creation_time",
                    "time_reference",
                    "umid",
                    "coding_history");

    private static final int MOST = 100;
    private static final int LONGEST = 1000;

    private final String name;
    private final String container;
    private final List<Provenance> found = new ArrayList<>();
    private final Set<String> seen = new HashSet<>();

    private Embedded(String name, String container) {
        this.name = name;
        this.container = container;
    }

    private static Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        String table =
                """
                titles: title com.apple.quicktime.title com.apple.quicktime.displayname subtitle
                titles: original/title
                descriptions: description synopsis summary com.apple.quicktime.description
                rights.license: license license_url
                rights.copyrightNotice: copyright production_copyright com.apple.quicktime.copyright
                rights.rightsStatement: terms_of_use usage_terms
                dates: date year date_recorded date_released date_digitized originaldate
                dates: com.apple.quicktime.creationdate com.apple.quicktime.year
                people: artist director composer album_artist performer written_by actor author
                people: com.apple.quicktime.artist com.apple.quicktime.author
                people: com.apple.quicktime.director com.apple.quicktime.producer
                organisations: publisher organization production_studio service_provider
                genres: genre com.apple.quicktime.genre
                subjects: subject keywords com.apple.quicktime.keywords
                series.title: show album
                series.number: episode_id track
                localIds: catalog_number isrc isan upc
                languages: language
                comment: comment com.apple.quicktime.comment
                creationTime: creation_time
                originator: encoded_by originator
                umid: umid material_package_umid file_package_umid
                operationalPattern: operational_pattern_ul
                timecode: timecode
                timeReference: time_reference
                codingHistory: coding_history
                reel: reel_name
                software: encoder software company_name product_name product_version writing_app
                software: com.apple.quicktime.software application_platform
                camera: make model com.apple.quicktime.make com.apple.quicktime.model
                camera: com.android.manufacturer com.android.model
                private:device: owner com.apple.quicktime.owner device_name serial serial_number
                private:device: camera_serial_number com.apple.quicktime.camera.identifier
                private:device: com.apple.quicktime.content.identifier user username host_computer
                """;
        for (String line : table.lines().toList()) {
            int colon = line.lastIndexOf(": ");
            for (String tag : line.substring(colon + 2).split(" ", -1)) {
                fields.put(tag, line.substring(0, colon));
            }
        }
        return Map.copyOf(fields);
    }

    static List<Provenance> of(Probe probe, Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        Embedded reading = new Embedded(name, probe.container());
        List<Bext.Said> wave = Bext.of(file);
        wave.forEach(said -> reading.keep(said.field(), said.place(), said.value()));
        boolean bext = wave.stream().anyMatch(said -> said.place().startsWith("bext "));
        probe.tags()
                .forEach((key, value) -> {
                    if (!bext || !OF_BEXT.contains(key)) {
                        reading.tag("format tag", key, value);
                    }
                });
        for (Track track : probe.tracks()) {
            Map<String, String> tags = probe.claim(track.index()).tags();
            tags.forEach((key, value) ->
                    reading.tag("track %d tag".formatted(track.index()), key, value));
        }
        return List.copyOf(reading.found);
    }

    private void tag(String kind, String key, String value) {
        // a key may have its language at the end: comment-eng
        String bare = key.replaceFirst("-[a-z]{3}$", "");
        String field =
                bare.contains("location") || bare.contains("gps") || bare.endsWith("xyz")
                        ? "private:gps"
                        : FIELDS.get(bare);
        if (field != null && !(field.equals("languages") && value.equals("und"))) {
            String shown = UPPER.contains(container) ? key.toUpperCase(Locale.ROOT) : key;
            keep(field, kind + " " + shown, value);
        }
    }

    /// The tracks of a file repeat what it says as a whole: each value once.
    private void keep(String field, String place, String value) {
        String clean = clean(value);
        if (!clean.isEmpty() && found.size() < MOST && seen.add(field + "\n" + clean)) {
            found.add(new Provenance(field, name, place, clean));
        }
    }

    /// Line feeds stay; what else steers a terminal goes.
    private static String clean(String value) {
        String clean = value.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n]]+", " ").strip();
        return clean.length() > LONGEST ? clean.substring(0, LONGEST) + "…" : clean;
    }
}
