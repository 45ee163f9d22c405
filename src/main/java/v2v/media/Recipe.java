package v2v.media;

import v2v.item.Clearance;
import v2v.item.Companion;
import v2v.item.Footage;
import v2v.item.Inspection;

import java.nio.file.Path;
import java.util.List;

/// All that decides how a work's files come out, as one text: what was made by another is not
/// taken. Where the original lies is not in it, for machines may know one folder by several paths.
final class Recipe {
    private Recipe() {}

    /// @param version of FFmpeg
    static String of(Clearance clearance, Profile profile, String version, Soundtrack soundtrack) {
        return String.join(
                "\n",
                clearance.inspection().footage().sha256().hex(),
                version,
                profile.toString(),
                Plan.of(placeless(clearance.inspection()), profile).toString(),
                soundtrack.recipe(),
                Muxing.document(clearance.tags()),
                clearance.xmp());
    }

    static String digest(String recipe) {
        return Fingerprint.digest(recipe).hex();
    }

    private static Inspection placeless(Inspection i) {
        return new Inspection(
                placeless(i.footage()),
                i.container(),
                i.claimed(),
                i.tracks(),
                i.picture(),
                i.sounds(),
                i.decode(),
                i.scan(),
                i.timecode(),
                i.findings(),
                i.quality(),
                i.treatment(),
                i.embedded());
    }

    private static Footage placeless(Footage f) {
        return new Footage(
                f.id(),
                f.version(),
                f.sha256(),
                name(f.file()),
                f.bytes(),
                f.modified(),
                f.record(),
                f.profile(),
                placeless(f.companions()),
                placeless(f.records()),
                f.corrects());
    }

    private static List<Companion> placeless(List<Companion> files) {
        return files.stream()
                .map(file -> new Companion(name(file.file()), file.sha256(), file.bytes()))
                .toList();
    }

    private static Path name(Path file) {
        return Path.of(String.valueOf(file.getFileName()));
    }
}
