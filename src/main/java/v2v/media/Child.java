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
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Ffmpeg ffmpeg;

    Child(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// A program that stood still and was ended.
    static final class Stalled extends IOException {
        private static final long serialVersionUID = 1;

        Stalled(String message) {
            super(message);
        }
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

    /// Runs a program that answers at once, and gives back all that it says.
    List<String> read(String program, List<String> arguments) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Scratch scratch = Scratch.open()) {
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

    /// Runs to the end of the program.
    ///
    /// @throws InterruptedIOException when the thread was interrupted; the child is dead by then
    /// @throws IOException when the program stood still
    Ending run(String program, List<String> arguments, Path folder, Listener listener)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(ffmpeg.program(program).toString()));
        command.addAll(arguments);
        return command(program, command, folder, listener);
    }

    /// Runs a program that is not FFmpeg's own by the same rules.
    ///
    /// @param program its name, for the messages
    Ending command(String program, List<String> words, Path folder, Listener listener)
            throws IOException {
        if (Thread.currentThread().isVirtual()) {
            throw new IllegalStateException("a child must be forked by a platform thread");
        }
        Process process = start(words, folder);
        Pulse pulse = new Pulse();
        Complaints complaints = new Complaints();
        Drain out =
                Drain.of(
                        process.inputReader(StandardCharsets.UTF_8),
                        line -> pulse.beat(listener.hear(line)));
        Drain errors = Drain.of(process.errorReader(StandardCharsets.UTF_8), complaints::add);
        try {
            await(process, pulse, program);
            out.join();
            errors.join();
        } catch (InterruptedException e) {
            kill(process);
            Thread.currentThread().interrupt();
            throw interrupted(program, e);
        } finally {
            kill(process);
        }
        return new Ending(process.exitValue(), complaints);
    }

    private Process start(List<String> words, Path folder) throws IOException {
        // a session of its own: Ctrl-C asks the whole terminal group to end, and an encoder that
        // ends before we do would look like one that failed
        List<String> command =
                new ArrayList<>(List.of("setpriv", "--pdeathsig", "KILL", "--", "setsid"));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        Map<String, String> environment = builder.environment();
        environment.clear();
        environment.putAll(ffmpeg.environment());
        environment.put("TMPDIR", folder.toString());
        return builder.start();
    }

    private void await(Process process, Pulse pulse, String program)
            throws IOException, InterruptedException {
        Duration stall = ffmpeg.limits().stall();
        while (!process.waitFor(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
            if (pulse.still().compareTo(stall) > 0) {
                process.destroy();
                process.waitFor(ffmpeg.limits().grace().toMillis(), TimeUnit.MILLISECONDS);
                kill(process);
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

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
