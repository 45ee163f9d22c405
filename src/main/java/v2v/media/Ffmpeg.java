package v2v.media;

import org.jspecify.annotations.Nullable;

import v2v.item.Library;
import v2v.item.Settings;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/// Where the `ffmpeg` and `ffprobe` programs are, and how they are started.
///
/// Settings: `media.ffmpeg` (path of another `ffmpeg`, with `ffprobe` beside it; the bundled one
/// when empty), `media.stall`, `media.grace`, `media.max-megapixels`, `media.max-memory`,
/// `media.nice`, `media.cores`.
public final class Ffmpeg {
    private final Path folder;
    private final boolean bundled;
    private final Limits limits;
    private final Grounds grounds;
    private final @Nullable Logbook logbook;
    private final AtomicReference<@Nullable String> version;
    private final AtomicReference<@Nullable String> fingerprint;

    private Ffmpeg(
            Path folder,
            boolean bundled,
            Limits limits,
            Grounds grounds,
            @Nullable Logbook logbook,
            AtomicReference<@Nullable String> version,
            AtomicReference<@Nullable String> fingerprint) {
        this.folder = folder;
        this.bundled = bundled;
        this.limits = limits;
        this.grounds = grounds;
        this.logbook = logbook;
        this.version = version;
        this.fingerprint = fingerprint;
    }

    private static Ffmpeg at(Path folder, boolean bundled, Limits limits) {
        return new Ffmpeg(
                folder,
                bundled,
                limits,
                Grounds.anywhere(),
                null,
                new AtomicReference<@Nullable String>(),
                new AtomicReference<@Nullable String>());
    }

    private Ffmpeg with(Limits bounds, Grounds ground, @Nullable Logbook book) {
        return new Ffmpeg(folder, bundled, bounds, ground, book, version, fingerprint);
    }

    /// The same programs, within the bounds of these settings.
    public Ffmpeg bounded(Settings settings) {
        return with(Limits.of(settings), grounds, logbook);
    }

    /// The same programs, run in this library's `work/` and marked as its own.
    Ffmpeg within(Library library) {
        return with(limits, Grounds.of(library), logbook);
    }

    /// The same programs, run for this library with their folders elsewhere.
    Ffmpeg away(Library library, Path temporary) {
        return with(limits, Grounds.of(library).in(temporary), logbook);
    }

    /// The same programs, run for one work: each run's command and complaints are kept.
    Ffmpeg logged(Logbook book) {
        return with(limits, grounds, book);
    }

    /// Finds the configured program, or unpacks the bundled one.
    ///
    /// @throws v2v.item.BadConfig when the configured one can not be run
    public static Ffmpeg find(Settings settings) throws IOException {
        Limits limits = Limits.of(settings);
        String configured = settings.text("media.ffmpeg", "");
        if (configured.isEmpty()) {
            return at(Bundled.folder(), true, limits);
        }
        Path program = Path.of(configured).toAbsolutePath().normalize();
        Path folder = program.getParent();
        if (folder == null || !"ffmpeg".equals(String.valueOf(program.getFileName()))) {
            throw settings.bad("media.ffmpeg", "expected the path of a program ffmpeg: " + program);
        }
        for (String name : List.of("ffmpeg", "ffprobe")) {
            if (!Files.isExecutable(folder.resolve(name))) {
                throw settings.bad(
                        "media.ffmpeg", "no program can be run at " + folder.resolve(name));
            }
        }
        return at(folder, false, limits);
    }

    /// What `v2v doctor` shows: each thing that we need, and whether it is there.
    public List<Check> check() throws IOException {
        return new Examination(this).all();
    }

    /// `ffmpeg 8.0.1`, as the program says it.
    public String version() throws IOException {
        String known = version.get();
        if (known == null) {
            known = Examination.version(new Child(this).read("ffmpeg", List.of("-version")));
            version.set(known);
        }
        return known;
    }

    /// Equal on two machines when their encoders are: what is begun with one may be ended with the
    /// other. The version, and a digest over the programs and libraries that travel with us; of a
    /// configured program, over it and all that it says of itself, for its libraries lie where the
    /// system has them.
    public String fingerprint() throws IOException {
        String known = fingerprint.get();
        if (known == null) {
            List<String> says =
                    bundled ? List.of() : new Child(this).read("ffmpeg", List.of("-version"));
            known = version() + " " + Fingerprint.of(folder, says);
            fingerprint.set(known);
        }
        return known;
    }

    /// The same programs, ended sooner when they stand still.
    Ffmpeg within(Duration stall) {
        return with(limits.within(stall), grounds, logbook);
    }

    Path program(String name) {
        return folder.resolve(name);
    }

    Limits limits() {
        return limits;
    }

    Grounds grounds() {
        return grounds;
    }

    @Nullable Logbook logbook() {
        return logbook;
    }

    /// A folder for one run.
    Scratch scratch() throws IOException {
        return grounds.open();
    }

    /// A bare environment: nothing that an operator's shell holds changes how a file is decoded.
    Map<String, String> environment() {
        String path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
        // The libraries carry no RUNPATH, so those that they need in turn are found only this way.
        return bundled
                ? Map.of("PATH", path, "LC_ALL", "C", "LD_LIBRARY_PATH", folder.toString())
                : Map.of("PATH", path, "LC_ALL", "C");
    }

    /// One thing that must be there.
    ///
    /// @param fix what to type when it is not; empty when it is
    public record Check(Kind kind, String name, boolean good, String text, String fix) {}

    /// The kinds of things that are looked for.
    public enum Kind {
        PROGRAM,
        LIBRARY,
        ENCODER,
        DECODER,
        FILTER,
        MUXER
    }
}
