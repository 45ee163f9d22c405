package v2v.release;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.License;
import v2v.item.Quality;
import v2v.item.Ratio;
import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Scan;
import v2v.item.Track;
import v2v.item.Treatment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// Works made by hand, as if everything before `describe` had run.
record Works(Library library, String title, String record, License license, boolean silent) {
    static final Instant MADE = Instant.parse("2026-11-22T10:11:12.810985376Z");
    static final Path TAPE = Path.of("/home/editor7/secret share/Tape_0042.mxf");
    static final License BY_SA =
            new License(
                    "https://creativecommons.org/licenses/by-sa/4.0/",
                    "by-sa",
                    "4.0",
                    null,
                    "CC BY-SA 4.0",
                    "CC-BY-SA-4.0",
                    "Attribution-ShareAlike 4.0 International");
    private static final String RECORD =
            """
            {"schemaVersion":1,"batchId":"secretbatch","notes":["ask secretdonor"],
             "localIds":[{"source":"PBCore","value":"ard-1962-77"},
               {"source":"barcode","value":"secret123"},
               {"source":"MAM","value":"/secret/mam/1.mxf"}],
             "descriptions":[{"value":"Trawlers come in at first light.\\n\\nThe auction hall opens at five, and by six the last crate is gone. Digitised from the Betacam SP copy (/home/editor7/secret share/Tape_0042.mxf)."}],
             "people":[{"name":"Käthe Brandt","role":"drt"},{"name":"J. O'Neil & Söhne","role":"cng"}],
             "subjects":[{"label":"Fishing"}],
             "dates":[{"type":"recorded","edtf":"1962-05"},{"type":"firstBroadcast","edtf":"1962-06-14"},{"type":"digitised","edtf":"2026-10-01"}],
             "places":[{"name":"Bremerhaven"}],"languages":[{"tag":"de","use":"audio"}],
             "collection":"Coast and harbour, 1958–1971",
             "rights":{"license":"CC BY-SA 4.0","attributionName":"Radio Bremen","attributionUrl":"https://example.org/archive?a=1&b=2"},
             "clearances":[{"kind":"music","status":"cleared","by":"secretlawyer"}],
             "segments":[{"startMillis":0,"endMillis":61000,"title":"The boats come in"},{"startMillis":61000,"endMillis":190000,"title":"Auction"}],
             "provenance":[{"field":"license","source":"secret.xml","value":"CC BY-SA 4.0"}]}
            """;

    static Works in(Path library) throws IOException {
        return new Works(new Library(library).prepare(), "Harbour at dawn", RECORD, BY_SA, false);
    }

    Works titled(String next) {
        return new Works(library, next, record, license, silent);
    }

    Works under(License next) {
        return new Works(library, title, record, next, silent);
    }

    Works withoutSound() {
        return new Works(library, title, record, license, true);
    }

    /// The same work, whose record says something else.
    Works saying(String said, String instead) {
        return new Works(library, title, record.replace(said, instead), license, silent);
    }

    Renditions renditions() throws IOException {
        Clearance clearance = clearance();
        Path folder =
                library.work(clearance.item(), clearance.version()).resolve(clearance.folderName());
        byte[] film = "not really a film".getBytes(StandardCharsets.UTF_8);
        byte[] poster = "nor a poster".getBytes(StandardCharsets.UTF_8);
        List<Rendition> files =
                List.of(
                        file(Rendition.Role.ACCESS, "video/harbour.av1.webm", film),
                        file(Rendition.Role.POSTER, "images/poster.webp", poster));
        Disk.write(folder.resolve(files.get(0).name()), film);
        Disk.write(folder.resolve(files.get(1).name()), poster);
        return new Renditions(clearance, library.relative(folder), files, null, MADE);
    }

    static Rendition file(Rendition.Role role, String name, byte[] bytes) {
        boolean film = role == Rendition.Role.ACCESS;
        return new Rendition(
                role,
                name,
                film ? "video/webm; codecs=\"av01.0.04M.08, opus\"" : "image/webp",
                bytes.length,
                sha256(bytes),
                768,
                576,
                film ? 4750 : 0,
                film ? new Ratio(25, 1) : null,
                film ? Duration.ofMillis(190_040) : null,
                null,
                List.of("ffmpeg", "-i", TAPE.toString(), "-vf", "bwdif", name),
                "ffmpeg 8.0.1");
    }

    Clearance clearance() {
        String credit = "\u201c" + title + "\u201d by Radio Bremen \u2013 CC BY-SA 4.0";
        return new Clearance(
                inspection(),
                license,
                "harbour-at-dawn",
                title,
                "Radio Bremen",
                credit,
                Map.of("COPYRIGHT", "Licensed under CC BY-SA 4.0. Credit: Radio Bremen"),
                "<x:xmpmeta/>");
    }

    private Inspection inspection() {
        Digest digest = sha256("the tape".getBytes(StandardCharsets.UTF_8));
        Record said = Json.read(record, Record.class);
        Footage footage =
                new Footage(
                        ItemId.of(digest),
                        1,
                        digest,
                        TAPE,
                        8_123_456_789L,
                        MADE,
                        said,
                        "std",
                        List.of());
        Track.Picture picture =
                new Track.Picture(
                        0,
                        "mpeg2video",
                        720,
                        576,
                        Ratio.parse("16/15"),
                        new Ratio(25, 1),
                        "yuv422p",
                        "tt",
                        0,
                        "tv",
                        "bt470bg",
                        "bt470bg",
                        "bt470bg",
                        false);
        List<String> errors = List.of("[mxf @ 0x1] " + TAPE + ": bad packet");
        Inspection.Decode decode =
                new Inspection.Decode(
                        4750, Duration.ofSeconds(190), Duration.ofSeconds(190), 1, errors, false);
        return new Inspection(
                footage,
                "mxf",
                Duration.ofSeconds(190),
                List.of(picture),
                0,
                silent ? List.of() : List.of(1),
                decode,
                Scan.TOP_FIELD_FIRST,
                "10:00:00:00",
                List.of(
                        new Inspection.Finding(
                                Inspection.Severity.NOTE, "ONE_ERROR", "in " + TAPE)),
                Quality.NONE,
                Treatment.NONE);
    }

    static Digest sha256(byte[] bytes) {
        try {
            return Digest.of(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static List<Path> files(Path folder) throws IOException {
        try (var paths = Files.walk(folder)) {
            return paths.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
