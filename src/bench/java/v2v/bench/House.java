package v2v.bench;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.License;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Settings;
import v2v.media.Ffmpeg;
import v2v.media.Media;
import v2v.media.Outline;
import v2v.media.Profiles;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// One library with one profile, and the media room in it.
record House(Library library, Media media) {
    /// @param profile what stands in its file
    static House of(Path folder, String profile, Progress progress) throws IOException {
        Library library = new Library(folder.resolve("library")).prepare();
        Path profiles = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profiles.resolve("access.yaml"), profile + "\n");
        // at the priority of the commands by hand, whatever else runs here
        Path settings = Files.writeString(folder.resolve("settings"), "media.nice = 0\n");
        Ffmpeg ffmpeg = Ffmpeg.find(Settings.read(settings));
        return new House(library, new Media(library, ffmpeg, Profiles.load(profiles), progress));
    }

    /// A footage by the name of its file and its size: what its bytes are is nothing to measure
    /// here.
    static Footage footage(Path file) throws IOException {
        Digest digest = digest(file);
        return new Footage(
                ItemId.of(digest),
                1,
                digest,
                file,
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant(),
                Record.EMPTY,
                "access",
                List.of(),
                List.of());
    }

    private static Digest digest(Path file) throws IOException {
        try {
            String name = file + " " + Files.size(file);
            return Digest.of(
                    MessageDigest.getInstance("SHA-256")
                            .digest(name.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    Inspection inspect(Path file) throws IOException {
        return media.inspect(footage(file));
    }

    Renditions transcode(Inspection inspection) throws IOException {
        License license =
                new License("https://x/", "by-sa", "4.0", null, "CC BY-SA 4.0", null, "Title");
        Map<String, String> tags = Map.of("TITLE", "A tape");
        String xmp = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">A tape</x:xmpmeta>";
        return media.transcode(
                new Clearance(
                        inspection,
                        license,
                        "tape",
                        "A tape",
                        "A",
                        "credit",
                        tags,
                        xmp,
                        List.of()));
    }

    /// The programs that would run for a file, by what they make.
    List<Outline.Command> plan(Path file) throws IOException {
        return media.plan(footage(file)).commands();
    }

    /// Says how long each program ran for a work, from its log.
    void diary(Inspection inspection) throws IOException {
        Path log = library.log(inspection.item(), inspection.version());
        try (Stream<Path> pages = Files.list(log)) {
            for (Path page : pages.sorted().toList()) {
                Hand.say("  %s %s", page.getFileName(), Files.readAllLines(page).getLast());
            }
        }
    }

    Path access(Renditions made) {
        return library.resolve(made.work()).resolve(made.access().name());
    }

    /// The filter graph of the encode that a film came out of.
    static String graph(Rendition film) {
        return film.command().get(film.command().indexOf("-filter_complex") + 1);
    }
}
