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
import java.util.Set;

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
        assertEquals(
                List.of("access", "audio", "compatible", "preservation", "proxy"), shipped.names());
        Profile access = shipped.named("access", "/in/a.mxf");
        Profile empty = read("");
        assertEquals(named(empty, "access"), access);
    }

    private static Profile named(Profile p, String name) {
        return new Profile(
                name,
                p.make(),
                p.video(),
                p.compatible(),
                p.proxy(),
                p.sound(),
                p.poster(),
                p.storyboard(),
                p.master(),
                p.chunks(),
                p.damage());
    }

    @Test
    void productsAreNamedAndTheQualityIsOneOfTwo() throws IOException {
        Profile profile = read("make: access, opus\nvideo:\n  quality: {xpsnr: 36.5}\n");
        assertEquals(Set.of(Profile.Product.ACCESS, Profile.Product.OPUS), profile.make());
        assertEquals(new Profile.Xpsnr(36.5), profile.video().quality());
        assertEquals(
                "/p.yaml:1: make: expected access or compatible or flac or master or opus or poster"
                        + " or proxy or storyboard or words, found: film",
                fault("make: access, film\n"));
        assertEquals(
                "/p.yaml:1: video.quality: expected crf or xpsnr, found both",
                fault("video: {quality: {crf: 30, xpsnr: 36}}\n"));
        assertEquals(
                "/p.yaml:1: sound.loudness: expected -36 to -1, or off, found: 23",
                fault("sound: {loudness: 23}\n"));
    }

    @Test
    void joinRulesAreReadAtTheStart() throws IOException {
        assertEquals("1+2 stereo en", read("sound: {join: 1+2 stereo en}").sound().join());
        assertEquals(
                "/p.yaml:3: sound.join: stereo has 2 channels, and not 3: 1..3 stereo",
                fault("sound:\n  kbits: 96\n  join: 5 mono, 1..3 stereo\n"));
    }

    @Test
    void theSoundAloneHasAProfile() throws IOException {
        Profile audio = Profiles.load(Path.of("pipelines/profiles")).named("audio", "/in/reel.wav");
        assertEquals(
                Set.of(Profile.Product.OPUS, Profile.Product.FLAC, Profile.Product.POSTER),
                audio.make());
        assertEquals(Profile.Limiting.GAIN, audio.sound().loudness().limiting());
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
                fault("video:\n  preset: 3\ndamage: ignore\n"));
        assertEquals(
                "/p.yaml:2: no such key: video.presset; known are chunks.from-seconds,"
                        + " chunks.seconds, compatible.crf, compatible.max-lines,"
                        + " compatible.speed, damage, make, master.convert, master.slices,"
                        + " poster.max-width, poster.quality, proxy.crf, proxy.max-lines,"
                        + " proxy.preset, sound.join, sound.kbits, sound.limiting,"
                        + " sound.loudness, sound.true-peak, storyboard.every-seconds,"
                        + " storyboard.width, video.deinterlace, video.hdr,"
                        + " video.keyframe-seconds, video.max-lines, video.preset,"
                        + " video.quality.crf, video.quality.xpsnr",
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
