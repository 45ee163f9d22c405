package v2v.release;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Rendition;
import v2v.item.Rendition.Role;
import v2v.item.Renditions;
import v2v.web.Web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// A release folder in a real browser, opened as a person opens it from a stick.
@Timeout(120)
class PlayerBrowserIT {
    private static final Path PICTURES = Path.of("target/browser");
    private static final String SOURCES =
            "-f lavfi -i testsrc2=s=768x576:r=25:d=3 -f lavfi -i sine=440:r=48000:d=3";

    @TempDir private Path temporary;
    @TempDir private Path own;
    private Browser browser;

    /// One for each test: a page that was left still asks for its icon.
    @BeforeEach
    void start() throws IOException {
        browser = Browser.open(own);
    }

    @AfterEach
    void stop() throws InterruptedException {
        browser.close();
    }

    private static void ffmpeg(String words, Path file) throws IOException, InterruptedException {
        String inside = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
        Path libraries =
                Loader.cacheResources(org.bytedeco.ffmpeg.ffmpeg.class, inside)[0].toPath();
        Path program = libraries.resolve("ffmpeg");
        List<String> command = new ArrayList<>(List.of(program.toString(), "-v", "error", "-y"));
        command.addAll(List.of((SOURCES + " " + words).split(" +", -1)));
        command.add(file.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("LD_LIBRARY_PATH", libraries.toString());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertEquals(0, process.waitFor(), said);
    }

    private static String words(Works works, Role role) {
        String vp9 = "-c:v libvpx-vp9 -deadline realtime -cpu-used 8 -b:v 400k -c:a libopus";
        return switch (role) {
            case ACCESS ->
                    works.heard()
                            ? "-map 1:a -c:a libopus"
                            : "-c:v libsvtav1 -preset 10 -c:a libopus";
            case COMPATIBLE -> vp9;
            case PROXY -> "-vf scale=320:240 " + vp9;
            case SOUND -> "-map 1:a -c:a libopus";
            case LOSSLESS -> "-map 1:a -c:a flac";
            case POSTER ->
                    works.heard()
                            ? "-filter_complex [1:a]showwavespic=s=768x576:colors=white -frames:v 1"
                            : "-map 0:v -frames:v 1";
            case STORYBOARD -> "-map 0:v -vf fps=2,scale=160:120,tile=5x1 -frames:v 1";
            case STORYBOARD_MAP, WORDS, MASTER, FRAME_HASHES -> "";
        };
    }

    /// The documents of a release whose media can really be played.
    private Path release(Works works) throws IOException, InterruptedException {
        List<Rendition> files = new ArrayList<>();
        Renditions texts = works.renditions();
        for (Rendition text : texts.files()) {
            Path file = works.folder().resolve(text.name());
            String words = words(works, text.role());
            if (!words.isEmpty()) {
                ffmpeg(words, file);
            }
            files.add(works.file(text.role(), Files.readAllBytes(file)));
        }
        Publisher publisher = new Publisher("Radio Bremen Archive", "https://example.org/");
        new Releases(works.library(), publisher, InstantSource.system())
                .describe(works.renditions(files));
        return works.folder();
    }

    private void plays(String name, Path folder) throws IOException {
        for (int width : new int[] {360, 1280}) {
            browser.visit(folder.resolve("index.html").toUri().toString(), width, 800);
            browser.await("document.querySelector('video, audio').readyState > 0");
            browser.ask("document.querySelectorAll('img').forEach(i => i.loading = 'eager')");
            browser.await("[...document.images].every(i => i.complete && i.naturalWidth > 0)");
            browser.picture(PICTURES.resolve(name + "-" + width + ".png"));
            assertTrue(
                    browser.ask("document.querySelector('video, audio').offsetHeight > 40")
                            .asBoolean(),
                    "the player has a height");
            assertTrue(
                    browser.ask("document.documentElement.scrollWidth <= innerWidth").asBoolean(),
                    "nothing sticks out at " + width);
        }
        browser.ask("document.querySelector('video, audio').play()");
        browser.await("document.querySelector('video, audio').currentTime > 0.5");
        offline();
    }

    private void offline() {
        assertEquals(
                List.of(),
                browser.requests().stream()
                        .filter(url -> !url.startsWith("file:") && !url.startsWith("data:"))
                        .toList());
        assertEquals(List.of(), browser.complaints());
    }

    private void showsWords() throws IOException {
        browser.ask("document.querySelector('video').textTracks[0].mode = 'showing'");
        browser.await("document.querySelector('video').textTracks[0].cues?.length === 1");
        assertEquals(
                "Die Boote kommen, früh & müde",
                browser.ask("document.querySelector('video').textTracks[0].cues[0].text").asText());
    }

    @Test
    void aFilmPlaysFromItsFolderWithItsWords() throws Exception {
        plays("film", release(Works.in(temporary).with(Works.ALL)));
        assertTrue(
                browser.ask("document.querySelector('video').currentSrc")
                        .asText()
                        .endsWith("harbour.av1.webm"));
        showsWords();
        browser.picture(PICTURES.resolve("film-words.png"));
        offline();
        assertEquals(2, browser.ask("document.querySelectorAll('.strip img').length").asInt());
    }

    @Test
    void theOtherFileIsPlayedWhereTheFirstCanNotBe() throws Exception {
        Path folder = release(Works.in(temporary).with(Works.ALL));
        Files.writeString(folder.resolve("video/harbour.av1.webm"), "no film");
        browser.visit(folder.resolve("index.html").toUri().toString(), 1280, 800);
        browser.await("document.querySelector('video').currentSrc.endsWith('vp9.webm')");
        browser.await("document.querySelector('video').readyState > 0");
    }

    @Test
    void aRecordingPlaysFromItsFolder() throws Exception {
        plays("sound", release(Works.in(temporary).with(Works.HEARD)));
    }

    @Test
    void aRecordingShowsItsWords() throws Exception {
        Set<Role> spoken = java.util.EnumSet.copyOf(Works.HEARD);
        spoken.add(Role.WORDS);
        plays("sound-words", release(Works.in(temporary).with(spoken)));
        showsWords();
        browser.picture(PICTURES.resolve("sound-words-shown.png"));
    }

    @Test
    void aFilmWithoutAnythingElsePlays() throws Exception {
        plays("plain", release(Works.in(temporary)));
    }

    /// The node's policy lets the page do on the web what it does in a folder.
    @Test
    void theNodeServesItWithItsWords() throws Exception {
        Path folder = release(Works.in(temporary).with(Works.ALL));
        try (Web web = Web.start("127.0.0.1", 0, folder)) {
            String address = "http://127.0.0.1:" + web.port() + "/";
            browser.visit(address, 1280, 800);
            showsWords();
            browser.ask("document.querySelector('video').play()");
            browser.await("document.querySelector('video').currentTime > 0.2");
            assertEquals(
                    List.of(),
                    browser.requests().stream()
                            .filter(url -> !url.startsWith(address) && !url.startsWith("data:"))
                            .toList());
        }
    }
}
