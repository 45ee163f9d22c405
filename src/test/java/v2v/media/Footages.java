package v2v.media;

import static org.junit.jupiter.api.Assertions.assertEquals;

import v2v.item.Clearance;
import v2v.item.Digest;
import v2v.item.Footage;
import v2v.item.Inspection;
import v2v.item.ItemId;
import v2v.item.Library;
import v2v.item.License;
import v2v.item.Progress;
import v2v.item.Record;
import v2v.item.Track;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Makes footage with the real FFmpeg, and takes it through the room.
final class Footages {
    static final String XMP = "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">Zoë</x:xmpmeta>";

    private final Path folder;
    private final Ffmpeg ffmpeg;
    private final Library library;
    private final Profiles profiles;

    Footages(Path folder, String profile) throws IOException {
        this.folder = folder;
        this.ffmpeg = Examination.bundled();
        this.library = new Library(folder.resolve("library")).prepare();
        Path profileFolder = Files.createDirectories(folder.resolve("profiles"));
        Files.writeString(profileFolder.resolve("access.yaml"), profile);
        this.profiles = Profiles.load(profileFolder);
    }

    Ffmpeg ffmpeg() {
        return ffmpeg;
    }

    Library library() {
        return library;
    }

    Media media() {
        return new Media(library, ffmpeg, profiles, Progress.NONE);
    }

    /// Runs FFmpeg with these words, split at blanks; `{}` is the file that comes out.
    Path make(String name, String words) throws IOException {
        return make(name, List.of(words.split(" +", -1)));
    }

    Path make(String name, List<String> words) throws IOException {
        Path file = folder.resolve(name);
        List<String> arguments = new ArrayList<>(Source.QUIET);
        words.forEach(word -> arguments.add(word.equals("{}") ? file.toString() : word));
        Child.Ending ending = new Child(ffmpeg).run("ffmpeg", arguments, folder, line -> true);
        assertEquals(0, ending.status(), () -> String.join("\n", ending.complaints().first()));
        return file;
    }

    /// Fifty pictures a second are cut into fields, and every second pair of fields is thrown away:
    /// what is left moves between the fields as it does on tape.
    Path interlaced(String name, boolean top) throws IOException {
        String filter = "[0:v]" + woven(top) + ",setsar=64/45,setfield=" + order(top) + "[v]";
        List<String> words =
                new ArrayList<>(
                        List.of("-f", "lavfi", "-i", "testsrc2=s=720x576:r=50:d=2", "-f", "lavfi"));
        words.addAll(List.of("-i", "sine=440:r=48000:d=2", "-filter_complex", filter));
        words.addAll(List.of("-map", "[v]", "-map", "1:a", "-c:v", "mpeg2video", "-b:v", "12M"));
        words.addAll(List.of("-flags", "+ildct+ilme", "-pix_fmt", "yuv422p", "-r", "25"));
        words.addAll(List.of("-c:a", "pcm_s24le", "-timecode", "10:00:00:00", "{}"));
        return make(name, words);
    }

    /// Filters that make one interlaced frame of every two pictures.
    static String woven(boolean top) {
        String keep = top ? "eq(mod(n,4),0)+eq(mod(n,4),3)" : "eq(mod(n,4),1)+eq(mod(n,4),2)";
        return "separatefields,select='" + keep + "',weave=first_field=" + (top ? "top" : "bottom");
    }

    static String order(boolean top) {
        return top ? "tff" : "bff";
    }

    /// What FFmpeg says, called with these words and with nothing of ours around it.
    List<String> ask(String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("-nostdin", "-hide_banner", "-v", "error"));
        all.addAll(List.of(words));
        return new Child(ffmpeg).read("ffmpeg", all);
    }

    /// What ffprobe says, as bare values.
    List<String> probe(Path file, String... words) throws IOException {
        List<String> all = new ArrayList<>(List.of("-v", "error"));
        all.addAll(List.of(words));
        all.addAll(List.of("-of", "csv=p=0:s=|", "file:" + file.toAbsolutePath()));
        // some frames have side data, which leave an empty field
        return new Child(ffmpeg)
                .read("ffprobe", all).stream()
                        .map(line -> line.replaceFirst("[|]+$", ""))
                        .filter(line -> !line.isBlank())
                        .toList();
    }

    /// The figures that a filter notes of every frame.
    ///
    /// @param graph without the note
    /// @param key of the note, such as `lavfi.psnr.psnr.y`
    List<Double> figures(List<Path> inputs, String graph, String key) throws IOException {
        List<String> words = new ArrayList<>();
        inputs.forEach(file -> words.addAll(List.of("-i", "file:" + file.toAbsolutePath())));
        words.addAll(List.of("-filter_complex", graph + ",metadata=print:file=-:key=" + key));
        words.addAll(List.of("-f", "null", "-"));
        return ask(words.toArray(String[]::new)).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(key.length() + 1))
                .map(value -> value.equals("inf") ? 99.0 : Double.parseDouble(value))
                .toList();
    }

    Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    static Footage footage(Path file) throws IOException {
        Digest digest = Workbench.digest(file);
        return new Footage(
                ItemId.of(digest),
                1,
                digest,
                file.toAbsolutePath(),
                Files.size(file),
                Files.getLastModifiedTime(file).toInstant(),
                Record.EMPTY,
                "access",
                List.of(),
                List.of());
    }

    Inspection inspect(Path file) throws IOException {
        return media().inspect(footage(file));
    }

    static Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("TITLE", "Tür; zu = #1 \\ \"2\"");
        tags.put("LICENSE", "https://creativecommons.org/licenses/by-sa/4.0/");
        tags.put("COPYRIGHT", "© 1987 Example Broadcasting");
        tags.put("TERMS_OF_USE", "Example · CC BY-SA 4.0\nsecond line");
        return tags;
    }

    static Clearance clear(Inspection inspection) {
        License license =
                new License("https://x/", "by-sa", "4.0", null, "CC BY-SA 4.0", null, "Title");
        return new Clearance(
                inspection,
                license,
                "a-clip",
                "A clip",
                "Example",
                "credit",
                tags(),
                XMP,
                List.of());
    }

    /// The finished file, decoded back: every frame of its first tracks.
    Decoding.Decoded decode(Path file, int tracks) throws IOException {
        Probe probe = header(file);
        List<Track.Sound> sounds = probe.sounds().stream().limit(tracks - 1L).toList();
        return new Decoding(ffmpeg, file, probe.format())
                .original(
                        probe.picture(),
                        sounds,
                        Duration.ZERO,
                        new Speedometer(Progress.NONE, "test"),
                        Guard.NONE);
    }

    Probe header(Path file) throws IOException {
        return new Looking(ffmpeg).at(file).probe();
    }
}
