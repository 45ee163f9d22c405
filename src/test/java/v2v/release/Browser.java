package v2v.release;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Json;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// A real Chromium with one page, spoken to through its pipe (Chrome DevTools Protocol): no port is
/// opened, and nothing is put into the page that is looked at.
public final class Browser {
    private static final Path PROGRAM = Path.of("/usr/bin/chromium");

    private final Process process;
    private final List<String> requests = new ArrayList<>();
    private final List<String> complaints = new ArrayList<>();
    private String session = "";
    private int calls;

    private Browser(Process process) {
        this.process = process;
    }

    /// Opens an empty page.
    ///
    /// @param folder for the browser's own files
    public static Browser open(Path folder) throws IOException {
        return open(folder, List.of());
    }

    /// Opens one somewhere else.
    ///
    /// @param on what stands before the command
    public static Browser open(Path folder, List<String> on) throws IOException {
        if (!Files.isExecutable(PROGRAM)) {
            fail(PROGRAM + " is missing. Type: apt-get install chromium");
        }
        // the pipe is read on descriptor 3 and written on 4; the shell puts ours there
        String start =
                "exec \"$0\" --headless --no-sandbox --disable-gpu --mute-audio --no-first-run"
                        + " --disable-background-networking --disable-component-update"
                        + " --autoplay-policy=no-user-gesture-required --user-data-dir=\"$1\""
                        + " --remote-debugging-pipe about:blank"
                        + " 3<&0 4>&1 </dev/null >\"$1/chromium.log\" 2>&1";
        Files.createDirectories(folder);
        List<String> command = new ArrayList<>(on);
        command.addAll(List.of("sh", "-c", start, PROGRAM.toString(), folder.toString()));
        Process process =
                new ProcessBuilder(command)
                        .redirectError(folder.resolve("sh.log").toFile())
                        .start();
        Browser browser = new Browser(process);
        String target =
                browser.call("Target.createTarget", Map.of("url", "about:blank"))
                        .path("targetId")
                        .asText();
        browser.session =
                browser.call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                        .path("sessionId")
                        .asText();
        for (String room : List.of("Page", "Network", "Log", "Runtime")) {
            browser.call(room + ".enable", Map.of());
        }
        return browser;
    }

    /// Goes to an address in a window of this size, and waits until all of it is there.
    public void visit(String address, int width, int height) throws IOException {
        requests.clear();
        complaints.clear();
        Map<String, Object> size =
                Map.of(
                        "width",
                        width,
                        "height",
                        height,
                        "deviceScaleFactor",
                        1,
                        "mobile",
                        width < 600);
        call("Emulation.setDeviceMetricsOverride", size);
        JsonNode gone = call("Page.navigate", Map.of("url", address));
        assertTrue(gone.path("errorText").isMissingNode(), () -> address + ": " + gone);
        await("document.readyState === 'complete' && location.href !== 'about:blank'");
    }

    /// What an expression gives; promises are waited for.
    public JsonNode ask(String expression) throws IOException {
        JsonNode answer =
                call(
                        "Runtime.evaluate",
                        Map.of(
                                "expression", expression,
                                "awaitPromise", true,
                                "returnByValue", true));
        assertTrue(answer.path("exceptionDetails").isMissingNode(), () -> expression + answer);
        return answer.path("result").path("value");
    }

    /// Waits until this is true in the page, whichever it is by then; ten seconds at most.
    public void await(String condition) throws IOException {
        long end = System.nanoTime() + 10_000_000_000L;
        while (!ask("!!(" + condition + ")").asBoolean()) {
            assertTrue(System.nanoTime() < end, () -> "never: " + condition);
            LockSupport.parkNanos(50_000_000);
        }
    }

    /// Every address that was asked for since the visit began.
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /// Whatever the browser's console said since the visit began.
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    /// The whole page as a picture.
    public void picture(Path file) throws IOException {
        JsonNode size = call("Page.getLayoutMetrics", Map.of()).path("cssContentSize");
        Map<String, Object> clip =
                Map.of(
                        "x", 0,
                        "y", 0,
                        "width", size.path("width").asInt(),
                        "height", size.path("height").asInt(),
                        "scale", 1);
        JsonNode shot =
                call("Page.captureScreenshot", Map.of("clip", clip, "captureBeyondViewport", true));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, Base64.getDecoder().decode(shot.path("data").asText()));
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws IOException {
        calls++;
        Map<String, Object> plain = Map.of("id", calls, "method", method, "params", parameters);
        Map<String, Object> message = new java.util.HashMap<>(plain);
        if (!session.isEmpty()) {
            message.put("sessionId", session);
        }
        process.getOutputStream().write(Json.line(message).getBytes(StandardCharsets.UTF_8));
        process.getOutputStream().write(0);
        process.getOutputStream().flush();
        while (true) {
            JsonNode said = next();
            if (said.path("id").asInt() == calls) {
                String error = said.path("error").path("message").asText();
                // it went on to the next page while it was asked
                assertTrue(
                        error.matches("|.*navigated.*|Cannot find context.*"), () -> method + said);
                return said.path("result");
            }
            heard(said);
        }
    }

    private void heard(JsonNode event) {
        JsonNode what = event.path("params");
        switch (event.path("method").asText()) {
            case "Network.requestWillBeSent" ->
                    requests.add(what.path("request").path("url").asText());
            case "Log.entryAdded" -> complaints.add(what.path("entry").path("text").asText());
            case "Runtime.exceptionThrown" -> complaints.add(what.toString());
            default -> {}
        }
    }

    private JsonNode next() throws IOException {
        InputStream in = process.getInputStream();
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        for (int c = in.read(); c != 0; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the browser ended");
            }
            message.write(c);
        }
        return Json.tree(message.toString(StandardCharsets.UTF_8));
    }

    /// Its helpers end after it, and write to its folder until then.
    public void close() throws InterruptedException {
        List<ProcessHandle> helpers = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        helpers.forEach(ProcessHandle::destroyForcibly);
        for (int i = 0; i < 500 && helpers.stream().anyMatch(ProcessHandle::isAlive); i++) {
            Thread.sleep(10);
        }
    }
}
