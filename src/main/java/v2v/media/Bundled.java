package v2v.media;

import org.bytedeco.javacpp.Loader;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/// The FFmpeg that travels with us: one folder of programs and libraries, unpacked once into
/// JavaCPP's cache.
///
/// JavaCPP's own `Loader.load` would link the libraries into this process, whose life must not
/// depend on a decoder; so only its unpacking is used (measured: 360 ms the first time, 12 ms
/// after).
final class Bundled {
    private static final String FOLDER = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
    private static final Set<PosixFilePermission> EXECUTE =
            EnumSet.of(PosixFilePermission.OWNER_EXECUTE);

    private Bundled() {}

    /// The folder that holds `ffmpeg`, `ffprobe` and their libraries.
    static Path folder() throws IOException {
        File[] unpacked = Loader.cacheResources(org.bytedeco.ffmpeg.ffmpeg.class, FOLDER);
        if (unpacked == null || unpacked.length == 0) {
            throw new IOException("FFmpeg is not bundled for " + Loader.getPlatform());
        }
        Path folder = unpacked[0].toPath();
        allowRunning(folder.resolve("ffmpeg"));
        allowRunning(folder.resolve("ffprobe"));
        return folder;
    }

    private static void allowRunning(Path program) throws IOException {
        if (!Files.isExecutable(program)) {
            Set<PosixFilePermission> permissions =
                    EnumSet.copyOf(Files.getPosixFilePermissions(program));
            permissions.addAll(EXECUTE);
            Files.setPosixFilePermissions(program, permissions);
        }
    }
}
