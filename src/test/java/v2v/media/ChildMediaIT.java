package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import v2v.item.Library;
import v2v.item.Settings;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Programs that do not behave, and what becomes of them.
class ChildMediaIT {
    private static final List<String> ENDLESS =
            List.of("-v", "error", "-re", "-f", "lavfi", "-i", "testsrc2", "-f", "framecrc", "-");

    @TempDir Path folder;

    @Test
    void anInterruptEndsTheChildAtOnce() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        CountDownLatch running = new CountDownLatch(20);
        Thread worker =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new Child(ffmpeg)
                                        .run("ffmpeg", ENDLESS, folder, l -> count(running));
                            } catch (IOException e) {
                                thrown.set(e);
                            }
                        });
        assertTrue(running.await(10, TimeUnit.SECONDS));
        worker.interrupt();
        worker.join(2000);
        assertFalse(worker.isAlive());
        assertInstanceOf(InterruptedIOException.class, thrown.get());
        assertEquals(0, children(), "no encoder is left behind");
    }

    private static boolean count(CountDownLatch latch) {
        latch.countDown();
        return true;
    }

    private static long child() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/ffmpeg"))
                .findFirst()
                .orElseThrow()
                .pid();
    }

    private static long children() {
        return ProcessHandle.current()
                .descendants()
                .filter(p -> p.info().command().orElse("").endsWith("/ffmpeg"))
                .filter(ProcessHandle::isAlive)
                .count();
    }

    /// Ctrl-C is sent to the whole terminal session; an encoder that hears it ends before we do,
    /// and would be taken for one that failed.
    @Test
    void aChildHasASessionOfItsOwn() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        CountDownLatch running = new CountDownLatch(1);
        Thread worker =
                Thread.ofPlatform()
                        .start(() -> {
                            try {
                                new Child(ffmpeg)
                                        .run("ffmpeg", ENDLESS, folder, l -> count(running));
                            } catch (IOException stopped) {
                                running.countDown();
                            }
                        });
        assertTrue(running.await(10, TimeUnit.SECONDS));
        long child = child();
        String status = Files.readString(Path.of("/proc/" + child + "/stat"));
        String[] fields = status.substring(status.lastIndexOf(')') + 2).split(" ", -1);
        assertEquals(Long.toString(child), fields[3], "session of " + status);
        worker.interrupt();
        worker.join(2000);
    }

    @Test
    void whoIsToldToEndIsNotAtFault() {
        for (int status : new int[] {129, 130, 137, 143, 255}) {
            assertTrue(new Child.Ending(status, new Complaints()).outage(), "status " + status);
        }
        assertFalse(new Child.Ending(1, new Complaints()).outage());
    }

    @Test
    void aChildThatStandsStillIsEnded() throws IOException {
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.stall = 1s\nmedia.grace = 1s\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        IOException stalled =
                assertThrows(
                        IOException.class,
                        () -> new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, line -> false));
        assertEquals("ffmpeg made no progress for 1 s; it was ended", stalled.getMessage());
    }

    /// A child that was stopped writes nothing and does not hear that it should end.
    @Test
    void aStoppedChildIsEndedToo() throws IOException, InterruptedException {
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.stall = 1s\nmedia.grace = 200ms\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        Child.Listener stopper =
                new Child.Listener() {
                    private boolean stopped;

                    @Override
                    public boolean hear(String line) {
                        if (!stopped) {
                            stopped = true;
                            signal("STOP", child());
                        }
                        return true;
                    }
                };
        IOException stalled =
                assertThrows(
                        IOException.class,
                        () -> new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, stopper));
        assertEquals("ffmpeg made no progress for 1 s; it was ended", stalled.getMessage());
        assertEquals(0, children());
    }

    private static void signal(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-s", name, Long.toString(pid)).start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// A pipe that nobody writes to: the program can not even open it.
    @Test
    void aSilentPipeIsGivenUp() throws IOException, InterruptedException {
        Path pipe = folder.resolve("silent.ts");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.stall = 1s\nmedia.grace = 1s\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        IOException stalled = assertThrows(IOException.class, () -> new Looking(ffmpeg).at(pipe));
        assertEquals("ffprobe made no progress for 1 s; it was ended", stalled.getMessage());
    }

    /// What a listener throws ends an endless run at once.
    @Test
    void whoHearsMayEndTheRun() throws IOException {
        Ffmpeg ffmpeg = Examination.bundled();
        Child.Listener angry =
                line -> {
                    throw new java.io.UncheckedIOException(new IOException("enough"));
                };
        long begun = System.nanoTime();
        IOException thrown =
                assertThrows(
                        IOException.class,
                        () -> new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, angry));
        assertEquals("enough", thrown.getMessage());
        assertTrue(System.nanoTime() - begun < 5_000_000_000L);
        assertEquals(0, children());
    }

    /// A program of the operator's in place of ours that starts helpers: one stays in the session
    /// with a new parent, one begins a session of its own. Both go with the run.
    @Test
    void whatAChildLeavesBehindGoesWithIt() throws IOException {
        Path programs = Files.createDirectories(folder.resolve("programs"));
        for (String name : List.of("ffmpeg", "ffprobe")) {
            Path program = programs.resolve(name);
            Files.writeString(
                    program,
                    "#!/bin/sh\n(sleep 4242 & sleep 4242 & setsid sleep 4242 &) ; echo done\n");
            assertTrue(program.toFile().setExecutable(true));
        }
        Path settings = folder.resolve("v2v.properties");
        Files.writeString(settings, "media.ffmpeg = " + programs.resolve("ffmpeg") + "\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        long begun = System.nanoTime();
        assertEquals(List.of("done"), new Child(ffmpeg).read("ffmpeg", List.of()));
        assertTrue(System.nanoTime() - begun < 8_000_000_000L, "their hold on the pipe is broken");
        long left = Proc.ours().stream().filter(ChildMediaIT::leftBehind).count();
        assertEquals(0, left);
    }

    private static boolean leftBehind(Proc process) {
        return process.program().equals("sleep")
                && process.variable(Mark.NODE).startsWith(ProcessHandle.current().pid() + " ");
    }

    /// As a node that was killed leaves it: a program with the marks of this library and of a
    /// process that is no more; beside it one of another library, and one of a node that lives.
    @Test
    void theNextNodeEndsWhatADeadOneLeft() throws IOException, InterruptedException {
        Library library = new Library(folder.resolve("library")).prepare();
        Path scratch = Files.createDirectories(library.work().resolve("scratch-77"));
        Files.writeString(scratch.resolve("idet.txt"), "x");
        Mark.Owner self = Mark.Owner.self();
        Mark.Owner dead = new Mark.Owner(self.pid(), self.start() - 1, self.numbering());
        String ours = library.root().toRealPath().toString();
        Process stray = sleeper(ours, dead.toString());
        Process other = sleeper(ours + "-other", dead.toString());
        Process busy = sleeper(ours, self.toString());
        Process elsewhere = sleeper(ours, "4 5 pid:[1]");
        try {
            Grounds.of(library).clear();
            assertTrue(stray.waitFor(5, TimeUnit.SECONDS), "the stray is ended");
            assertEquals(137, stray.exitValue());
            assertTrue(other.isAlive(), "another library's");
            assertTrue(busy.isAlive(), "its node lives");
            assertTrue(elsewhere.isAlive(), "of a container, whose numbers mean others");
            assertFalse(Files.exists(scratch));
        } finally {
            List.of(stray, other, busy, elsewhere).forEach(Process::destroyForcibly);
        }
    }

    private static Process sleeper(String library, String node)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("setsid", "sleep", "4243");
        builder.environment().put(Mark.LIBRARY, library);
        builder.environment().put(Mark.NODE, node);
        Process process = builder.start();
        for (int i = 0; i < 500 && !program(process.pid()).equals("sleep"); i++) {
            Thread.sleep(10);
        }
        return process;
    }

    private static String program(long pid) {
        return Proc.of(pid).map(Proc::program).orElse("");
    }

    /// The operator can read what was run and what it said, without the archive's paths.
    @Test
    void everyRunLeavesItsPage() throws IOException {
        Library library = new Library(folder.resolve("library")).prepare();
        Path tape = folder.resolve("secret name.mxf");
        Files.writeString(tape, "no tape at all ".repeat(300));
        Ffmpeg ffmpeg =
                Examination.bundled().logged(new Logbook(library.root(), library.log("abc", 2)));
        new Looking(ffmpeg).at(tape);
        new Looking(ffmpeg).at(tape);
        Path log = library.work().resolve("abc-2/log");
        String page = Files.readString(log.resolve("02-look.txt"));
        assertTrue(Files.exists(log.resolve("01-look.txt")));
        assertTrue(page.startsWith("$ ffprobe -v repeat+level+error "), page);
        assertTrue(page.contains(" -i file:original.mxf "), page);
        assertTrue(page.contains("[error] "), page);
        assertTrue(page.contains("# ended with status 1 after "), page);
        assertFalse(page.contains("secret"), page);
    }

    @Test
    void aFloodOfComplaintsIsKeptAtBothEnds() {
        Logbook.Said said = new Logbook.Said();
        for (int i = 0; i < 200_000; i++) {
            said.add("line " + i);
        }
        String text = said.text();
        assertTrue(text.startsWith("line 0\nline 1\n"));
        assertTrue(text.endsWith("line 199998\nline 199999\n"));
        assertTrue(text.contains("\n# ... left out ...\n"));
        assertTrue(text.length() < 600_000, "kept " + text.length());
    }

    /// Encodes give way, looks do not and are bounded.
    @Test
    void theBudgetReachesTheChild() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        assertEquals("0 " + 2048L * 1024 * 1024, niceAndBound(ffmpeg, ffmpeg.limits().looking()));
        assertEquals("10 unlimited", niceAndBound(ffmpeg, ffmpeg.limits().encoding()));
    }

    private String niceAndBound(Ffmpeg ffmpeg, Budget budget)
            throws IOException, InterruptedException {
        StringBuilder found = new StringBuilder();
        Child.Listener look =
                line -> {
                    found.append(niceAndBound(child()));
                    throw new java.io.UncheckedIOException(new IOException("seen"));
                };
        assertThrows(
                IOException.class,
                () ->
                        new Child(ffmpeg)
                                .run(
                                        new Child.Run("ffmpeg", "test", ENDLESS, folder, budget),
                                        look));
        return found.toString();
    }

    private static String niceAndBound(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String nice = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16];
            String bound =
                    Files.readAllLines(Path.of("/proc/" + pid + "/limits")).stream()
                            .filter(line -> line.startsWith("Max data size"))
                            .map(line -> line.split(" +", -1)[3])
                            .findFirst()
                            .orElseThrow();
            return nice + " " + bound;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aVirtualThreadMayNotForkOne() throws IOException, InterruptedException {
        Ffmpeg ffmpeg = Examination.bundled();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread virtual =
                Thread.ofVirtual()
                        .start(() -> {
                            try {
                                new Child(ffmpeg).run("ffmpeg", ENDLESS, folder, l -> true);
                            } catch (IOException | IllegalStateException e) {
                                thrown.set(e);
                            }
                        });
        virtual.join();
        assertInstanceOf(IllegalStateException.class, thrown.get());
    }
}
