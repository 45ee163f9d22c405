package v2v.edition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import v2v.release.Browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// The catalogue in a real browser, opened from a disk: no server is there to ask.
@Timeout(120)
class CatalogueBrowserIT {
    private static final Path PICTURES = Path.of("target/browser");
    private static final byte[] POSTER =
            Base64.getDecoder().decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==");

    @TempDir private Path temporary;
    @TempDir private Path own;
    private Browser browser;
    private final List<Entry> newest = new ArrayList<>(Given.entries(420));

    @BeforeEach
    void start() throws IOException {
        newest.add(
                0,
                Given.entry(421, "Fishermen in Tromsø, <b>1950</b>", newest.get(0).folder(), null));
        Grave grave = new Grave("gone-0000000000000009", "Gone", "A right was missed", Given.FIRST);
        Pages.write(Given.FRONT, newest, List.of(grave), this::put);
        for (Entry entry : newest) {
            put("items/" + entry.folder() + "/poster.webp", POSTER);
        }
        browser = Browser.open(own);
    }

    private void put(String path, byte[] bytes) {
        try {
            Files.createDirectories(temporary.resolve(path).resolveSibling(""));
            Files.write(temporary.resolve(path), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() throws InterruptedException {
        browser.close();
    }

    private String address(String page) {
        return temporary.toUri() + page;
    }

    /// From the first page by the search to the page of a release.
    @Test
    void aVisitorFindsARelease() throws IOException {
        browser.visit(address("index.html"), 1200, 900);
        browser.picture(PICTURES.resolve("catalogue-index.png"));
        browser.ask("document.querySelector('#q').value = 'TROMSO fisher 1950'; 0");
        browser.ask("document.querySelector('form button').click(); 0");
        browser.await(
                "location.pathname.endsWith('search.html') && document.querySelector('#list li')");
        assertEquals(
                "1 release", browser.ask("document.querySelector('#found').textContent").asText());
        assertEquals(
                "Fishermen in Tromsø, <b>1950</b>",
                browser.ask("document.querySelector('#list h2').textContent").asText());
        browser.picture(PICTURES.resolve("catalogue-search.png"));
        browser.ask("document.querySelector('#list h2 a').click(); 0");
        browser.await(
                "location.pathname.includes('/items/') && document.readyState === 'complete'");
        browser.await("document.querySelector('.still img').naturalWidth > 0");
        browser.picture(PICTURES.resolve("catalogue-item.png"));
        assertEquals(List.of(), browser.complaints());
        assertTrue(browser.requests().stream().allMatch(url -> url.startsWith("file:")));
    }

    /// @param found what the page says
    @ParameterizedTest
    @CsvSource({
        "number, '420 releases, the newest 50 of them shown'",
        "numb 399, 1 release",
        "bjornstad harbour, '421 releases, the newest 50 of them shown'",
        "'7', 1 release",
        "tromsøx, 'Nothing was found. Try fewer words, or their beginnings.'",
        "'<img src=x>', 'Nothing was found. Try fewer words, or their beginnings.'",
        "' ', ''",
    })
    void wordsAndTheirBeginningsAreFound(String words, String found) throws IOException {
        browser.visit(address("search.html"), 1000, 800);
        browser.ask(
                "document.querySelector('#q').value = '%s';".formatted(words)
                        + "document.querySelector('form').requestSubmit(); 0");
        browser.await("document.querySelector('#found').textContent === '%s'".formatted(found));
        int lines = found.startsWith("4") ? 50 : found.startsWith("1") ? 1 : 0;
        browser.await("document.querySelectorAll('#list li').length === " + lines);
        assertEquals(List.of(), browser.complaints());
    }

    @Test
    void pagesFitAPhone() throws IOException {
        for (String page :
                List.of(
                        "index.html",
                        "page-3.html",
                        "search.html?q=harbour",
                        "withdrawn.html",
                        "items/" + newest.get(0).folder() + "/index.html")) {
            browser.visit(address(page), 360, 640);
            assertEquals(
                    0,
                    browser.ask("Math.max(0, document.documentElement.scrollWidth - 360)").asInt(),
                    page);
            String name = page.replaceAll("[/?].*|\\.html", "");
            browser.picture(PICTURES.resolve("catalogue-phone-" + name + ".png"));
        }
    }
}
