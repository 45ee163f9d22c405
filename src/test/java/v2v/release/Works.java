package v2v.release;

import v2v.item.Clearance;
import v2v.item.Companion;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Json;
import v2v.item.Library;
import v2v.item.License;
import v2v.item.Master;
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
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Works made by hand, as if everything before `describe` had run.
record Works(
        Library library,
        String title,
        String record,
        License license,
        boolean silent,
        Set<Rendition.Role> roles) {
    /// Everything that can be made of a film.
    static final Set<Rendition.Role> ALL =
            EnumSet.complementOf(EnumSet.of(Rendition.Role.MASTER, Rendition.Role.FRAME_HASHES));

    /// Everything that can be made of a recording without pictures.
    static final Set<Rendition.Role> HEARD =
            EnumSet.of(Rendition.Role.ACCESS, Rendition.Role.LOSSLESS, Rendition.Role.POSTER);

    private static final Set<Rendition.Role> PLAIN =
            EnumSet.of(Rendition.Role.ACCESS, Rendition.Role.POSTER);

    static final Instant MADE = Instant.parse("2026-11-22T10:11:12.810985376Z");
    static final Path TAPE = Path.of("/home/editor7/secret share/Tape_0042.mxf");
    static final Path SUBTITLES = Path.of("/mnt/secret words/Tape_0042.srt");
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
        return new Works(
                new Library(library).prepare(), "Harbour at dawn", RECORD, BY_SA, false, PLAIN);
    }

    Works titled(String next) {
        return new Works(library, next, record, license, silent, roles);
    }

    Works under(License next) {
        return new Works(library, title, record, next, silent, roles);
    }

    Works withoutSound() {
        return new Works(library, title, record, license, true, roles);
    }

    /// The same work, whose record says something else.
    Works saying(String said, String instead) {
        return new Works(library, title, record.replace(said, instead), license, silent, roles);
    }

    /// The same work, of which other files were made.
    Works with(Set<Rendition.Role> next) {
        return new Works(library, title, record, license, silent, next);
    }

    boolean heard() {
        return !roles.contains(Rendition.Role.COMPATIBLE)
                && roles.contains(Rendition.Role.LOSSLESS);
    }

    /// Where its files go.
    Path folder() {
        Clearance clearance = clearance();
        return library.work(clearance.item(), clearance.version()).resolve(clearance.folderName());
    }

    Renditions renditions() throws IOException {
        List<Rendition> files = new ArrayList<>();
        for (Rendition.Role role : roles) {
            byte[] bytes = content(role).getBytes(StandardCharsets.UTF_8);
            files.add(file(role, bytes));
            Disk.write(folder().resolve(name(role)), bytes);
        }
        return renditions(files);
    }

    Renditions renditions(List<Rendition> files) {
        Master master = roles.equals(ALL) ? master() : null;
        return new Renditions(clearance(), library.relative(folder()), files, master, MADE);
    }

    private Master master() {
        return new Master(
                "work/x/master",
                "DV tape, so a lossless copy was made from " + TAPE,
                List.of(
                        file(Rendition.Role.MASTER, new byte[] {1}),
                        file(Rendition.Role.FRAME_HASHES, new byte[] {2})));
    }

    /// Not really what they are called, but words and map are read.
    private static String content(Rendition.Role role) {
        return switch (role) {
            case ACCESS -> "not really a film";
            case POSTER -> "nor a poster";
            case WORDS ->
                    "WEBVTT\n\n00:00:00.500 --> 00:00:02.000\nDie Boote kommen, früh & müde\n";
            case STORYBOARD_MAP ->
                    """
                    WEBVTT

                    00:00:00.000 --> 00:01:01.000
                    storyboard.webp#xywh=0,0,160,120

                    00:01:01.000 --> 00:03:10.040
                    storyboard.webp#xywh=160,0,160,120
                    """;
            case COMPATIBLE, PROXY, SOUND, LOSSLESS, STORYBOARD, MASTER, FRAME_HASHES ->
                    "nor is this " + role;
        };
    }

    String name(Rendition.Role role) {
        return switch (role) {
            case ACCESS -> heard() ? "audio/harbour.opus" : "video/harbour.av1.webm";
            case COMPATIBLE -> "video/harbour.vp9.webm";
            case PROXY -> "video/harbour.proxy.webm";
            case SOUND -> "audio/harbour.opus";
            case LOSSLESS -> "audio/harbour.flac";
            case POSTER -> "images/poster.webp";
            case STORYBOARD -> "images/storyboard.webp";
            case STORYBOARD_MAP -> "images/storyboard.vtt";
            case WORDS -> "subtitles/harbour.de.vtt";
            case MASTER -> "harbour.mkv";
            case FRAME_HASHES -> "harbour.framemd5";
        };
    }

    private String mime(Rendition.Role role) {
        return switch (role) {
            case ACCESS ->
                    heard()
                            ? "audio/ogg; codecs=opus"
                            : "video/webm; codecs=\"av01.0.04M.08, opus\"";
            case COMPATIBLE -> "video/webm; codecs=\"vp09.00.30.08, opus\"";
            case PROXY -> "video/webm; codecs=\"av01.0.01M.08, opus\"";
            case SOUND -> "audio/ogg; codecs=opus";
            case LOSSLESS -> "audio/flac";
            case POSTER, STORYBOARD -> "image/webp";
            case STORYBOARD_MAP, WORDS -> "text/vtt";
            case MASTER -> "video/x-matroska; codecs=\"ffv1, flac\"";
            case FRAME_HASHES -> "text/plain";
        };
    }

    Rendition file(Rendition.Role role, byte[] bytes) {
        boolean film =
                switch (role) {
                    case ACCESS -> !heard();
                    case COMPATIBLE, PROXY, MASTER -> true;
                    case SOUND, LOSSLESS, POSTER, STORYBOARD, STORYBOARD_MAP, WORDS, FRAME_HASHES ->
                            false;
                };
        boolean seen = film || role == Rendition.Role.POSTER || role == Rendition.Role.STORYBOARD;
        boolean timed =
                film
                        || switch (role) {
                            case ACCESS, SOUND, LOSSLESS -> true;
                            default -> false;
                        };
        return new Rendition(
                role,
                name(role),
                mime(role),
                bytes.length,
                sha256(bytes),
                seen ? 768 : 0,
                seen ? 576 : 0,
                film ? 4750 : 0,
                film ? new Ratio(25, 1) : null,
                timed ? Duration.ofMillis(190_040) : null,
                role == Rendition.Role.WORDS ? "de" : null,
                List.of("ffmpeg", "-i", TAPE.toString(), "-vf", "bwdif", name(role)),
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
                "<x:xmpmeta/>",
                List.of());
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
                        List.of(new Companion(SUBTITLES, digest, 1)),
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
                heard() ? List.of() : List.of(picture),
                heard() ? null : 0,
                silent ? List.of() : List.of(1),
                decode,
                heard() ? Scan.PROGRESSIVE : Scan.TOP_FIELD_FIRST,
                "10:00:00:00",
                List.of(
                        new Inspection.Finding(
                                Inspection.Severity.NOTE, "ONE_ERROR", "in " + TAPE)),
                roles.equals(ALL) ? MEASURED : Quality.NONE,
                roles.equals(ALL) ? TREATMENT : Treatment.NONE,
                List.of());
    }

    private static final Quality MEASURED =
            new Quality(
                    null,
                    List.of(new Quality.Span(Duration.ZERO, Duration.ofMillis(1_480))),
                    List.of(),
                    null,
                    0,
                    0,
                    0,
                    "bt470bg/bt709/bt470bg",
                    List.of(
                            new Quality.Hearing(
                                    1, -27.5, 6.2, -3.1, false, List.of(), null, false)),
                    List.of(new Quality.Timecode("mxf", "10:00:00:00")),
                    List.of());

    private static final Treatment TREATMENT =
            new Treatment(
                    "std",
                    List.of(
                            act("access", "every field made a picture", "the fields differ"),
                            act("compatible", "every field made a picture", "the fields differ"),
                            act("compatible", "scaled to 540 lines.", "at most 540 are asked for"),
                            act("words", "brought to WebVTT from " + SUBTITLES, "for browsers"),
                            act("master", "encoded as FFV1", "tape format"),
                            new Treatment.Act(
                                    Treatment.Nature.ADAPTIVE,
                                    "opus",
                                    "dynamics reduced",
                                    "the peak allows no more")));

    private static Treatment.Act act(String output, String what, String why) {
        return new Treatment.Act(Treatment.Nature.TECHNICAL, output, what, why);
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
