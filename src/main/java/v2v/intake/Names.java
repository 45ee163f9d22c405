package v2v.intake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a name tells about a file: footage, its record, or something that merely lies there.
final class Names {
    /// Records, checksums, texts, pictures and the droppings of desktops. Single frames are here
    /// too: an image sequence is not one file, and 90,000 refusals for one reel help nobody.
    private static final Set<String> BESIDE =
            Set.of(
                    ("json csv tsv xml txt md html htm pdf doc docx xls xlsx ods odt rtf yaml yml"
                                    + " log nfo ini db lnk url sha1 sha256 sha512 md5 sfv crc xmd5"
                                    + " vtt srt stl scc ttml dfxp ass sub idx sbv edl ale"
                                    + " jpg jpeg png gif webp bmp tif tiff dpx exr j2c psd"
                                    + " zip tar gz 7z rar torrent")
                            .split(" ", -1));

    private static final Set<String> UNFINISHED =
            Set.of("part", "tmp", "temp", "filepart", "crdownload", "partial", "download", "aria2");

    private static final Pattern DESKTOP_FOLDER =
            Pattern.compile("[.~@#$].*|System Volume Information|lost\\+found");

    private Names() {}

    static boolean isFootage(Path file) {
        String name = name(file);
        String extension = extension(name);
        return !name.startsWith(".")
                && !name.startsWith("~")
                && !name.endsWith("~")
                && !BESIDE.contains(extension)
                && !UNFINISHED.contains(extension);
    }

    /// Whether a folder is the system's own and not a delivery.
    static boolean isSkippedFolder(Path folder) {
        return DESKTOP_FOLDER.matcher(name(folder)).matches();
    }

    /// Whether a record may be in it, of footage whose name is its stem.
    static boolean isSidecar(Path file) {
        String extension = extension(name(file));
        return extension.equals("json") || extension.equals("csv");
    }

    /// Where records of this footage may lie, the first to be believed first.
    static List<Path> sidecars(Path footage) {
        String name = name(footage);
        List<Path> places = new ArrayList<>();
        for (String stem : List.of(name, stem(name))) {
            for (String extension : List.of(".json", ".csv", ".JSON", ".CSV")) {
                Path place = footage.resolveSibling(stem + extension);
                if (!places.contains(place) && !place.equals(footage)) {
                    places.add(place);
                }
            }
        }
        return places;
    }

    static String name(Path file) {
        Path last = file.getFileName();
        return last == null ? file.toString() : last.toString();
    }

    static String stem(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    private static String extension(String name) {
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(dot + 1).toLowerCase(Locale.ROOT) : "";
    }
}
