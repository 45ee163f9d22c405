package v2v.media;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import v2v.item.Clearance;
import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.Leaks;
import v2v.item.Refusal;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.media.words.Vtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// A telephone's film, which says where and with what it was taken, goes through the whole room;
/// what comes out says its licence, and nothing of that.
class ReadBackMediaIT {
    private static final Path PHONE = Path.of("../shared/footage/iphone_rotated_vfr_gps.mov");
    private static final String PROFILE =
            """
            make: access, compatible, proxy, opus, flac, poster, storyboard, words, master
            video: {preset: 12, quality: {crf: 45}}
            master: {convert: always}
            """;

    @TempDir static Path folder;

    private static Footages footages;
    private static Path phone;
    private static Clearance clearance;
    private static Map<Rendition.Role, Rendition> made;
    private static Map<Rendition.Role, Path> files;

    @BeforeAll
    static void release() throws IOException {
        footages = new Footages(folder, PROFILE);
        Path words = folder.resolve("phone.en.srt");
        Files.writeString(words, "1\n00:00:00,500 --> 00:00:00,900\nMail jo@film.example\n");
        // a second of it is enough, with all that it says of itself
        phone =
                footages.make(
                        "phone.mov",
                        "-i "
                                + PHONE.toAbsolutePath()
                                + " -t 1 -map 0:v -map 0:a -map_metadata 0 -movflags"
                                + " use_metadata_tags -c copy {}");
        Footage plain = Footages.footage(phone);
        Footage footage =
                new Footage(
                        plain.id(),
                        1,
                        plain.sha256(),
                        plain.file(),
                        plain.bytes(),
                        plain.modified(),
                        plain.record(),
                        "access",
                        List.of(new Companion(words, Workbench.digest(words), Files.size(words))),
                        List.of());
        Inspection inspection = footages.media().inspect(footage);
        clearance = Footages.clear(inspection);
        Renditions renditions = footages.media().transcode(clearance);
        made = new HashMap<>();
        files = new HashMap<>();
        renditions.files().forEach(file -> put(renditions.work(), file));
        var master = Objects.requireNonNull(renditions.master());
        master.files().forEach(file -> put(master.work(), file));
    }

    private static void put(String place, Rendition file) {
        made.put(file.role(), file);
        files.put(file.role(), footages.library().resolve(place).resolve(file.name()));
    }

    private static ReadBack readBack(Clearance of) {
        Leaks.Machine machine = new Leaks.Machine("editor7", "cutting-room-2", "");
        return new ReadBack(footages.ffmpeg(), footages.library(), of, machine);
    }

    /// The same work under other terms, as if the tags had come from somewhere else.
    private static Clearance other() {
        Map<String, String> tags = Footages.tags();
        tags.put("LICENSE", "https://creativecommons.org/licenses/by/4.0/");
        return new Clearance(
                clearance.inspection(),
                clearance.license(),
                clearance.slug(),
                clearance.title(),
                clearance.attribution(),
                "another credit",
                tags,
                clearance.xmp().replace("Zoë", "Zoé"),
                List.of());
    }

    /// A role that nothing is made of, or that nobody reads back, fails here.
    @ParameterizedTest
    @EnumSource
    void everyRoleIsReadBack(Rendition.Role role) throws IOException {
        Rendition file = Objects.requireNonNull(made.get(role), role + " was not made");
        Path path = Objects.requireNonNull(files.get(role));
        readBack(clearance).of(file, path);
        if (role == Rendition.Role.FRAME_HASHES) {
            assertEquals(ReadBack.Carrier.NONE, ReadBack.carrier(role));
            return;
        }
        Refusal lost = assertThrows(Refusal.class, () -> readBack(other()).of(file, path));
        assertEquals(Refusal.Code.TAG_LOST, lost.code(), lost.getMessage());
    }

    @Test
    void nothingTellsWhereItWasTaken() throws IOException {
        String before = Tags.of(footages.ffmpeg(), phone).toString();
        assertTrue(before.contains("+32.0929+034.8620"), before);
        for (Rendition.Role role : Rendition.Role.values()) {
            Path file = Objects.requireNonNull(files.get(role));
            String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
            if (role != Rendition.Role.MASTER) { // that stays
                assertFalse(bytes.contains("32.0929"), role.name());
                assertFalse(bytes.contains("iPhone"), role.name());
                assertFalse(bytes.contains("2019-07-24"), role.name());
            }
        }
    }

    @Test
    void theMasterIsKeptUnderItsLicense() throws IOException {
        Path master = Objects.requireNonNull(files.get(Rendition.Role.MASTER));
        Tags tags = Tags.of(footages.ffmpeg(), master);
        assertEquals(Footages.tags().get("LICENSE"), tags.first("license").orElse(""));
        assertTrue(tags.toString().contains("32.0929"), tags.toString());
    }

    @Test
    void wordsSayWhatTheyAre() throws IOException {
        Path words = Objects.requireNonNull(files.get(Rendition.Role.WORDS));
        assertEquals(
                List.of(
                        "credit",
                        "© 1987 Example Broadcasting",
                        "https://creativecommons.org/licenses/by-sa/4.0/",
                        "Language: en",
                        "Origin: a file delivered beside the original"),
                Vtt.notes(Files.readString(words)));
        Path map = Objects.requireNonNull(files.get(Rendition.Role.STORYBOARD_MAP));
        assertEquals("credit", Vtt.notes(Files.readString(map)).getFirst());
    }

    @Test
    void aFilmThatTookTheTagsOfItsOriginalIsRefused() throws IOException {
        Path copied =
                footages.make(
                        "copied.mkv",
                        "-i " + PHONE.toAbsolutePath() + " -map 0:v -map_metadata 0 -c copy {}");
        Refusal refusal =
                assertThrows(
                        Refusal.class, () -> readBack(clearance).discreet("video/a.webm", copied));
        assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, refusal.code());
        assertTrue(refusal.getMessage().startsWith("video/a.webm (file, tag com.apple"));
        assertFalse(refusal.getMessage().contains("034.8620"), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1|-metadata comment=/home/jo/tape.mov",
                "1|-metadata comment=C:\\capture\\tape.mov",
                "1|-metadata encoded_by=editor7",
                "1|-metadata comment=boss@radio.example",
                "1|-metadata location=+52.5200+013.4050/",
                "1|-metadata camera_serial=A7331992",
                "1|-metadata:s:v comment=/srv/in/tape.mov",
                "0|-metadata comment=https://film.example/home/jo/tape.mov",
                "0|-metadata encoded_by=editor77",
                "0|-metadata comment=boss@home",
                "0|-metadata location=Haifa",
                "0|-metadata comment=serial",
            })
    void eachKindHasItsLimit(int findings, String words) throws IOException {
        Path file =
                footages.make(
                        "tagged.mkv",
                        "-f lavfi -i testsrc2=s=64x64:d=0.1:r=10 " + words + " -c:v ffv1 {}");
        if (findings == 0) {
            assertDoesNotThrow(() -> readBack(clearance).discreet("a", file));
        } else {
            Refusal refusal =
                    assertThrows(Refusal.class, () -> readBack(clearance).discreet("a", file));
            assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, refusal.code());
            assertEquals(findings, refusal.findings().size(), refusal.findings().toString());
        }
    }

    @Test
    void chaptersAreReadToo() throws IOException {
        String chapter = "[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=50\ntitle=/srv/in/tape.mov\n";
        Path list =
                footages.write(
                        "chapters.txt",
                        (";FFMETADATA1\n" + chapter).getBytes(StandardCharsets.UTF_8));
        Path file =
                footages.make(
                        "chapters.mkv",
                        "-f lavfi -i testsrc2=s=64x64:d=0.1:r=10 -f ffmetadata -i "
                                + list
                                + " -map_chapters 1 -c:v ffv1 {}");
        Refusal refusal =
                assertThrows(Refusal.class, () -> readBack(clearance).discreet("a", file));
        assertTrue(refusal.getMessage().startsWith("a (chapter 0, tag title)"));
    }

    @Test
    void aPictureWithItsCameraIsRefused() throws IOException {
        byte[] poster =
                Files.readAllBytes(Objects.requireNonNull(files.get(Rendition.Role.POSTER)));
        ByteArrayOutputStream with = new ByteArrayOutputStream();
        with.writeBytes(poster);
        with.writeBytes("EXIF\4\0\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1));
        byte[] bytes = with.toByteArray();
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bytes.length - 8);
        Path file = footages.write("camera.webp", bytes);
        Rendition still = Objects.requireNonNull(made.get(Rendition.Role.POSTER));
        Refusal refusal = assertThrows(Refusal.class, () -> readBack(clearance).of(still, file));
        assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, refusal.code());
    }

    @Test
    void aNoteIsSearchedAndTheWordsAreNot() throws IOException {
        Path words = Objects.requireNonNull(files.get(Rendition.Role.WORDS));
        String text = Files.readString(words);
        assertTrue(text.contains("Mail jo@film.example"), text);
        Path file = folder.resolve("note.vtt");
        Files.writeString(file, text.replace("Origin: ", "Origin: jo@film.example, "));
        Rendition rendition = Objects.requireNonNull(made.get(Rendition.Role.WORDS));
        Refusal refusal =
                assertThrows(Refusal.class, () -> readBack(clearance).of(rendition, file));
        assertEquals(Refusal.Code.PRIVATE_DATA_IN_OUTPUT, refusal.code());
        Files.writeString(file, text.replace("Language: en\n", ""));
        Refusal lost = assertThrows(Refusal.class, () -> readBack(clearance).of(rendition, file));
        assertEquals(Refusal.Code.TAG_LOST, lost.code());
    }
}
