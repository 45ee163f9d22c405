package v2v.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import v2v.item.Library;
import v2v.release.Browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// The operator's page in a real browser.
@Timeout(120)
@SuppressWarnings("NullAway.Init") // JUnit fills the fields
class ConsoleBrowserIT {
    private static final Path PICTURES = Path.of("target/browser");
    private static final String BEFORE = "######>>>>" + ".".repeat(30);
    private static final String AFTER = "#######>>>" + ".".repeat(30);

    @TempDir private Path folder;
    @TempDir private Path own;
    private Browser browser;
    private Web web;

    @BeforeEach
    void start() throws IOException {
        Web.Behind behind =
                new Web.Behind(null, Proxies.NONE, Web.Away.NOTHING)
                        .showing(
                                Shown.backstage(Shown.shift(BEFORE), Shown.shift(AFTER)),
                                Guests.NONE);
        web = Web.library("127.0.0.1", 0, new Library(folder).prepare(), "", behind);
        browser = Browser.open(own);
    }

    @AfterEach
    void stop() throws IOException, InterruptedException {
        browser.close();
        web.close();
    }

    private String address() {
        return "http://127.0.0.1:" + web.port() + "/console";
    }

    /// Only what has changed is another element afterwards.
    @Test
    void itKeepsUpWithoutFlickering() throws IOException {
        browser.visit(address(), 1200, 900);
        assertEquals(6, browser.ask("document.querySelectorAll('.map .done').length").asInt());
        browser.await("document.querySelectorAll('.map .done').length === 7");
        browser.ask("window.row = document.querySelector('#workers tr'); 0");
        int before = asked();
        browser.await(
                "performance.getEntriesByType('resource').filter(r => r.name.endsWith('/state'))"
                        + ".length > "
                        + before);
        assertTrue(browser.ask("document.contains(window.row)").asBoolean());
        assertEquals(List.of(), browser.complaints());
        assertTrue(browser.requests().stream().allMatch(url -> url.contains("127.0.0.1")));
    }

    private int asked() throws IOException {
        return browser.ask(
                        "performance.getEntriesByType('resource').filter(r =>"
                                + " r.name.endsWith('/state')).length")
                .asInt();
    }

    @Test
    void itSaysWhenTheNodeIsSilent() throws IOException {
        browser.visit(address(), 1200, 900);
        assertEquals("", browser.ask("document.querySelector('#lost').textContent").asText());
        web.close();
        browser.await("document.querySelector('#lost').textContent.includes('has not answered')");
        assertFalse(browser.ask("document.querySelector('#lost').offsetHeight").asInt() == 0);
    }

    /// What an ear is told: tables are tables, each row has its heading, and the map has words.
    @Test
    void itCanBeHeard() throws IOException {
        browser.visit(address(), 1200, 900);
        assertEquals(
                0,
                browser.ask(
                                "document.querySelectorAll('table:not(:has(thead"
                                        + " th[scope=col]))').length")
                        .asInt());
        assertEquals(
                0,
                browser.ask("document.querySelectorAll('tbody tr:not(:has(th[scope=row]))').length")
                        .asInt());
        assertEquals(
                "40 parts",
                browser.ask(
                                "document.querySelector('.map').getAttribute('aria-label')"
                                        + ".match(/40 parts/)[0]")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(ints = {360, 1200})
    void itFitsTheWindow(int width) throws IOException {
        browser.visit(address(), width, 800);
        browser.picture(PICTURES.resolve("console-" + width + ".png"));
        assertTrue(
                browser.ask("document.documentElement.scrollWidth").asInt() <= width,
                () -> "wider than " + width);
    }
}
