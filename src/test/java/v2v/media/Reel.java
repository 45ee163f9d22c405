package v2v.media;

import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Small tapes, and programs that stand before the real FFmpeg: what a test must have happen in the
/// middle of an encode, they do when they are given a certain tape.
public final class Reel {
    private final Ffmpeg ffmpeg;

    public Reel() throws IOException {
        ffmpeg = Ffmpeg.find(Settings.none());
    }

    /// 160x120, MPEG-2 and PCM in Matroska.
    ///
    /// @param hertz of its tone: tapes with another one are other works
    public Path tape(Path file, int seconds, int hertz) throws IOException {
        List<String> words =
                List.of(
                        "-v",
                        "error",
                        "-f",
                        "lavfi",
                        "-i",
                        "testsrc2=size=160x120:rate=25",
                        "-f",
                        "lavfi",
                        "-i",
                        "sine=sample_rate=48000:frequency=" + hertz,
                        "-t",
                        Integer.toString(seconds),
                        "-c:v",
                        "mpeg2video",
                        "-b:v",
                        "800k",
                        "-c:a",
                        "pcm_s16le",
                        file.toString());
        run(words, folder(file));
        return file;
    }

    /// The pictures and the sound of a film as they are decoded, one checksum a frame.
    public List<String> frames(Path film) throws IOException {
        Path sums = Files.createTempFile("frames", ".md5");
        try {
            run(
                    List.of(
                            "-v",
                            "error",
                            "-y",
                            "-i",
                            film.toString(),
                            "-f",
                            "framemd5",
                            "" + sums),
                    folder(film));
            return Files.readAllLines(sums);
        } finally {
            Files.delete(sums);
        }
    }

    private void run(List<String> words, Path folder) throws IOException {
        Child.Ending ending = new Child(ffmpeg).run("ffmpeg", words, folder, line -> true);
        if (ending.status() != 0) {
            throw new IOException(words + ": " + ending.complaints().first());
        }
    }

    private static Path folder(Path file) {
        return Objects.requireNonNull(file.getParent());
    }

    /// Programs `ffmpeg` and `ffprobe` that do what the real ones do, but for some tapes.
    ///
    /// @param cases of a shell's `case`, over the tape's path, `|` and all words of the command;
    ///   runs before the real program
    /// @return the path of the `ffmpeg`
    public Path before(Path folder, String cases) throws IOException {
        Files.createDirectories(folder);
        Path real = folder(ffmpeg.program("ffmpeg"));
        String script =
                """
                #!/bin/sh
                export LD_LIBRARY_PATH='%1$s'
                for word in "$@"; do
                  case "$word" in file:*)
                    case "$(readlink -f -- "${word#file:}")|$*" in
                %2$s
                    esac
                  esac
                done
                exec '%1$s/ffmpeg' "$@"
                """
                        .formatted(real, cases.strip());
        write(folder.resolve("ffprobe"), script("ffprobe", real));
        return write(folder.resolve("ffmpeg"), script);
    }

    private static String script(String name, Path real) {
        return "#!/bin/sh\nexport LD_LIBRARY_PATH='%1$s'\nexec '%1$s/%2$s' \"$@\"\n"
                .formatted(real, name);
    }

    private static Path write(Path file, String script) throws IOException {
        Files.writeString(file, script);
        if (!file.toFile().setExecutable(true)) {
            throw new IOException("can not be made a program: " + file);
        }
        return file;
    }
}
