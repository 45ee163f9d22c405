package v2v.media;

import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/// A tape of our own: 720x576 interlaced PAL, top field first, anamorphic 16:9, MPEG-2 and 24-bit
/// PCM in MXF, with a tone of 1 kHz and timecode from 10:00:00:00.
///
/// The picture moves 50 times a second, and each frame is woven from two of those moments, so that
/// the fields really differ in time. (FFmpeg's `tinterlace` would do it, but is only in GPL
/// builds.)
public final class DemoTape {
    /// 100 fields a second come out of 50 pictures; of four, the first (top of one moment) and the
    /// last (bottom of the next) make a frame.
    private static final String WEAVE =
            "separatefields,select='eq(mod(n\\,4)\\,0)+eq(mod(n\\,4)\\,3)',weave=first_field=top,"
                    + "setfield=tff,setsar=64/45";

    private final Ffmpeg ffmpeg;

    public DemoTape(Ffmpeg ffmpeg) {
        this.ffmpeg = ffmpeg;
    }

    /// Records it: written beside its place first, then moved there.
    public void record(Path given, Duration length) throws IOException {
        Path tape = given.toAbsolutePath();
        Path folder = Objects.requireNonNull(tape.getParent(), "a file has a folder");
        Path part = tape.resolveSibling(tape.getFileName() + ".part");
        Child.Ending ending =
                new Child(ffmpeg).run("ffmpeg", arguments(part, length), folder, line -> true);
        if (ending.status() != 0) {
            throw new Refusal(
                    Refusal.Code.RENDITION_BAD,
                    tape.toString(),
                    "the demonstration tape could not be recorded: " + ending.complaints().first(),
                    "run v2v doctor");
        }
        Files.move(part, tape, StandardCopyOption.ATOMIC_MOVE);
    }

    private static List<String> arguments(Path file, Duration length) {
        return List.of(
                "-hide_banner",
                "-nostdin",
                "-y",
                "-v",
                "error",
                "-nostats",
                "-progress",
                "pipe:1",
                "-f",
                "lavfi",
                "-i",
                "testsrc2=size=720x576:rate=50,format=yuv422p," + WEAVE,
                "-f",
                "lavfi",
                "-i",
                "sine=frequency=1000:sample_rate=48000",
                "-t",
                length.toMillis() + "ms",
                "-r",
                "25",
                "-c:v",
                "mpeg2video",
                "-b:v",
                "15M",
                "-flags",
                "+ilme+ildct",
                "-g",
                "12",
                "-bf",
                "2",
                "-c:a",
                "pcm_s24le",
                "-timecode",
                "10:00:00:00",
                "-f",
                "mxf",
                "file:" + file);
    }
}
