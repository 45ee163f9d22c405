package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.BadConfig;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ProfilesTest {
    @TempDir Path folder;

    private Profile read(String text) throws IOException {
        Files.writeString(folder.resolve("p.yaml"), text);
        return Profiles.load(folder).named("p", "/in/a.mxf");
    }

    private String fault(String text) {
        BadConfig bad = assertThrows(BadConfig.class, () -> read(text));
        return String.valueOf(bad.getMessage()).replace(folder.toString(), "");
    }

    @Test
    void theShippedProfileShowsTheDefaults() throws IOException {
        Profiles shipped = Profiles.load(Path.of("pipelines/profiles"));
        assertEquals(List.of("access"), shipped.names());
        Profile access = shipped.named("access", "/in/a.mxf");
        Profile empty = read("");
        assertEquals(empty.video(), access.video());
        assertEquals(empty.sound(), access.sound());
        assertEquals(empty.poster(), access.poster());
        assertEquals(empty.damage(), access.damage());
    }

    @Test
    void valuesAreTaken() throws IOException {
        Profile profile = read("video:\n  preset: 6\n  deinterlace: frames\ndamage: accept\n");
        assertEquals(6, profile.video().preset());
        assertEquals(Profile.Deinterlace.FRAMES, profile.video().deinterlace());
        assertEquals(Profile.Damage.ACCEPT, profile.damage());
    }

    @Test
    void mistakesAreNamedByFileAndLine() {
        assertEquals(
                "/p.yaml:2: video.preset: expected a number from 0 to 13, found: fast",
                fault("video:\n  preset: fast\n"));
        assertEquals(
                "/p.yaml:3: damage: expected accept or refuse, found: ignore",
                fault("video:\n  crf: 30\ndamage: ignore\n"));
        assertEquals(
                "/p.yaml:2: no such key: video.presset; known are damage, poster.max-width,"
                        + " poster.quality, sound.kbits, video.crf, video.deinterlace,"
                        + " video.keyframe-seconds, video.max-lines, video.preset",
                fault("video:\n  presset: 8\n"));
        assertEquals("/p.yaml:1: expected 'key: value'", fault("[1, 2]\n"));
    }

    @Test
    void aProfileThatIsNotThereListsThoseThatAre() throws IOException {
        Files.writeString(folder.resolve("bulk.yaml"), "");
        Files.writeString(folder.resolve("news.yaml"), "");
        Profiles profiles = Profiles.load(folder);
        Refusal refusal = assertThrows(Refusal.class, () -> profiles.named("film", "/in/a.mxf"));
        assertEquals(Refusal.Code.PROFILE_UNKNOWN, refusal.code());
        assertEquals("/in/a.mxf", refusal.file());
        assertEquals(
                "use one of bulk, news, or write " + folder.resolve("film.yaml"), refusal.fix());
    }
}
