package v2v.intake;

import java.nio.file.FileVisitResult;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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

    /// Subtitles and captions that can be read. XML is one of them only when it is timed text.
    private static final Set<String> WORDS =
            Set.of("vtt", "srt", "stl", "scc", "ttml", "dfxp", "xml");

    /// What follows the language in a name: for whom the words are.
    private static final Set<String> AUDIENCES = Set.of("sdh", "cc", "hi", "hoh", "forced");

    private static final Set<String> UNFINISHED =
            Set.of("part", "tmp", "temp", "filepart", "crdownload", "partial", "download", "aria2");

    private static final Pattern DESKTOP_FOLDER =
            Pattern.compile("[.~@#$].*|System Volume Information|lost\\+found");

    /// An item of the Internet Archive is a folder, with one record for all that is in it.
    private static final String ITEM = "_meta.xml";

    /// How the names of records end, after the name of the footage.
    private static final List<String> RECORDS =
            List.of(
                    ".json",
                    ".csv",
                    ".xml",
                    ITEM,
                    ".pbcore.xml",
                    "_pbcore.xml",
                    ".ebucore.xml",
                    "_ebucore.xml",
                    ".dc.xml",
                    "_dc.xml",
                    ".JSON",
                    ".CSV",
                    ".XML");

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

    /// Whether a walk goes into a folder: not where it is the system's own and not a delivery.
    static FileVisitResult entering(Path folder, Path top) {
        return !folder.equals(top) && DESKTOP_FOLDER.matcher(name(folder)).matches()
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
    }

    /// What a file may be the record of, as far as its name tells: the paths of footage, with or
    /// without an extension; for the Internet Archive's, the folder.
    static List<Path> describes(Path file) {
        String name = name(file);
        List<Path> all = new ArrayList<>();
        for (String ending : RECORDS) {
            if (name.endsWith(ending) && name.length() > ending.length()) {
                String stem = name.substring(0, name.length() - ending.length());
                all.add(file.resolveSibling(stem));
                Path folder = file.getParent();
                if (folder != null && ending.equals(ITEM) && stem.equals(name(folder))) {
                    all.add(folder);
                }
            }
        }
        return all;
    }

    /// Where records of this footage may lie, the first to be believed first.
    static List<Path> sidecars(Path footage) {
        Set<Path> places = new LinkedHashSet<>();
        for (Path folder : Envelope.recordFolders(footage)) {
            String name = name(footage);
            for (String stem : List.of(name, stem(name))) {
                RECORDS.forEach(ending -> places.add(folder.resolve(stem + ending)));
            }
        }
        Path folder = footage.getParent();
        if (folder != null) {
            places.add(folder.resolve(name(folder) + ITEM));
        }
        places.remove(footage);
        return List.copyOf(places);
    }

    static boolean isXml(Path file) {
        return extension(name(file)).equals("xml");
    }

    /// Whether a file is called like words of this footage: `tape.srt`, `tape.mxf.srt`, or with a
    /// language before the extension.
    static boolean isWordsOf(Path file, Path footage) {
        String name = name(file);
        if (!WORDS.contains(extension(name))) {
            return false;
        }
        String whole = name(footage);
        String rest = stem(name);
        for (String stem : List.of(whole, stem(whole))) {
            if (rest.equals(stem)) {
                return true;
            }
            if (rest.startsWith(stem + ".") && isLanguage(rest.substring(stem.length() + 1))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isLanguage(String middle) {
        String[] parts = middle.split("\\.", -1);
        boolean audience =
                parts.length == 2 && AUDIENCES.contains(parts[1].toLowerCase(Locale.ROOT));
        return (parts.length == 1 || audience)
                && parts[0].matches("[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
                && Languages.tag(parts[0]).isPresent();
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
