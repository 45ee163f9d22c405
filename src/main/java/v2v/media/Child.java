package v2v.media;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Runs one FFmpeg program to its end, so that nothing that it does can hurt us.
///
/// The kernel's death signal follows the *thread* that forked, so the calling thread forks, waits
/// and is a platform thread: a virtual thread's carrier may retire at any time and take the child
/// with it.
final class Child {
    /// A program that stood still and was ended.
    static final class Stalled extends IOException {
        private static final long serialVersionUID = 1;

        Stalled(String message) {
            super(message);
        }
    }

    private static final Duration LOOK = Duration.ofMillis(250);

    private final Ffmpeg ffmpeg;

    Child(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// Hears standard output, line by line, on a thread of its own.
    interface Listener {
        /// Takes a line in.
        ///
        /// @return whether it shows that the work has advanced
        boolean hear(String line);
    }

    /// How a run ended.
    record Ending(int status, Complaints complaints) {
        /// Killed by a signal that says that the program itself broke: the file is at fault.
        boolean crashed() {
            return status == 132
                    || status == 134
                    || status == 135
                    || status == 136
                    || status == 139;
        }

        /// Killed from outside, or starved of disk: the world is at fault.
        boolean outage() {
            return status == 255 // FFmpeg's own answer to a signal that asks it to end
                    || status == 129
                    || status == 130
                    || status == 137
                    || status == 143
                    || complaints.mentions("No space left on device")
                    || complaints.mentions("Input/output error");
        }
    }

    /// One run.
    ///
    /// @param program of FFmpeg, or the absolute path of another
    /// @param what it is for: one word, for the log
    /// @param folder in which it runs; a scratch folder
    record Run(String program, String what, List<String> arguments, Path folder, Budget budget) {
        List<String> command(String path) {
            List<String> command = new ArrayList<>(List.of(path));
            command.addAll(arguments);
            return command;
        }
    }

    /// Runs a program that answers at once, and gives back all that it says.
    List<String> read(String program, List<String> arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Scratch scratch = ffmpeg.scratch()) {
            Ending ending =
                    run(
                            program,
                            arguments,
                            scratch.folder(),
                            line -> {
                                lines.add(line);
                                return true;
                            });
            lines.addAll(ending.complaints().first());
        }
        return lines;
    }

    /// Runs to the end of the program, with what a look may take of the machine.
    Ending run(String program, List<String> arguments, Path folder, Listener listener)
            throws IOException {
        Budget budget = ffmpeg.limits().looking();
        return run(new Run(program, program, arguments, folder, budget), listener);
    }

    /// Runs to the end of the program. What the listener throws ends the run at once, and is thrown
    /// from here.
    ///
    /// @throws InterruptedIOException when the thread was interrupted; the child is dead by then
    /// @throws IOException when the program stood still
    Ending run(Run run, Listener listener) throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a child must be forked by a platform thread");
        }
        Logbook.Said said = new Logbook.Said();
        Logbook book = ffmpeg.logbook();
        if (book == null) {
            return run(run, listener, said);
        }
        Logbook.Page page = book.open(run.what(), run.command(run.program()), run.folder());
        String how = "was ended";
        try {
            Ending ending = run(run, listener, said);
            how = "ended with status " + ending.status();
            return ending;
        } finally {
            page.end(how, said);
        }
    }

    private Ending run(Run run, Listener listener, Logbook.Said said) throws IOException {
        Mark mark = Mark.next(ffmpeg.grounds().library());
        Process process = start(run, mark);
        Brood brood = new Brood(process.pid(), mark);
        Pulse pulse = new Pulse();
        Complaints complaints = new Complaints();
        Drain out =
                Drain.of(
                        process.inputReader(StandardCharsets.UTF_8),
                        line -> pulse.beat(listener.hear(line)));
        Drain errors =
                Drain.of(
                        process.errorReader(StandardCharsets.UTF_8),
                        line -> {
                            said.add(line);
                            complaints.add(line);
                        });
        try {
            await(process, brood, pulse, out, run.program());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(run.program(), e);
        } finally {
            // also after a good end: what it may have left behind would hold its outputs open. Not
            // Process.destroy, which throws away what was written but not read yet.
            brood.kill();
        }
        join(run.program(), out, errors);
        return new Ending(process.exitValue(), complaints);
    }

    private static void join(String program, Drain... drains) throws IOException {
        try {
            for (Drain drain : drains) {
                drain.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(program, e);
        }
    }

    private Process start(Run run, Mark mark) throws IOException {
        // a session of its own: Ctrl-C asks the whole terminal group to end, and an encoder that
        // ends before we do would look like one that failed; it is also how we know its processes
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--", "setsid"));
        command.addAll(run.budget().prefix());
        command.addAll(run.command(ffmpeg.program(run.program()).toString()));
        ProcessBuilder builder = new ProcessBuilder(command).directory(run.folder().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ffmpeg.environment());
        environment.putAll(mark.environment());
        environment.put("TMPDIR", run.folder().toString());
        return builder.start();
    }

    private void await(Process process, Brood brood, Pulse pulse, Drain out, String program)
            throws IOException, InterruptedException {
        Duration stall = ffmpeg.limits().stall();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS) && !out.broken()) {
            if (pulse.still().compareTo(stall) > 0) {
                brood.ask();
                process.waitFor(ffmpeg.limits().grace().toMillis(), TimeUnit.MILLISECONDS);
                throw new Stalled(
                        program
                                + " made no progress for "
                                + stall.toSeconds()
                                + " s; it was ended");
            }
        }
    }

    private static InterruptedIOException interrupted(String program, InterruptedException e) {
        InterruptedIOException interrupted = new InterruptedIOException(program + " was stopped");
        interrupted.initCause(e);
        return interrupted;
    }
}
