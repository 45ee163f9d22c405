package v2v.media;

import org.bytedeco.javacpp.Loader;

import v2v.media.stills.Job;
import v2v.media.stills.Worker;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Has frames decoded and measured by a short-lived Java process of its own ([Worker]): a decoder
/// that crashes takes that one with it, one that hangs is ended.
final class Pixels {
    private final Ffmpeg ffmpeg;

    Pixels(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// What the decoders may do.
    static Job.Limits limits(Ffmpeg ffmpeg, String family) {
        return new Job.Limits(family, ffmpeg.limits().maxPixels(), ffmpeg.limits().maxAllocation());
    }

    /// What it measured, and how it ended. The lines are whole only when it ended well.
    record Run(List<String> lines, Child.Ending ending) {}

    /// Runs the worker to its end.
    ///
    /// @param patient whether each line gives it new time
    Run run(Job job, boolean patient) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Scratch scratch = ffmpeg.scratch()) {
            List<String> words = command(scratch.folder());
            words.addAll(job.arguments());
            Child.Run look =
                    new Child.Run(
                            "/usr/bin/env",
                            "frames",
                            words,
                            scratch.folder(),
                            ffmpeg.limits().looking());
            Child.Ending ending =
                    new Child(ffmpeg)
                            .run(
                                    look,
                                    line -> {
                                        // a Java that crashes says so here too
                                        if (line.startsWith(job.measure().word())) {
                                            lines.add(line);
                                        }
                                        return patient;
                                    });
            return new Run(lines, ending);
        }
    }

    /// Java takes the names of files from the command line by the locale, and the libraries that
    /// FFmpeg's own need are found by the environment only.
    ///
    /// It lives for seconds: a small heap, one garbage collector thread, the quick compiler.
    /// JavaCPP would count the whole process against its own limit on memory, so that gets room for
    /// the decoders' frames.
    private static List<String> command(Path folder) throws IOException {
        return new ArrayList<>(
                List.of(
                        "LC_ALL=C.UTF-8",
                        "LD_LIBRARY_PATH=" + Bundled.folder(),
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "--enable-native-access=ALL-UNNAMED",
                        "--sun-misc-unsafe-memory-access=allow",
                        "-Djava.io.tmpdir=" + folder,
                        "-Dorg.bytedeco.javacpp.cachedir=" + Loader.getCacheDir(),
                        "-Dorg.bytedeco.javacpp.maxPhysicalBytes=3g",
                        "-cp",
                        classPath(),
                        Worker.class.getName()));
    }

    /// The class path of this process, from wherever the child is started.
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }
}
