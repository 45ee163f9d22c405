package v2v.cli;

import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// The film and the sound of a release: what is large, and may be kept by others. Documents,
/// pictures, subtitles and pages always stay, so that the release can be found, read and proved.
record Essence(Metainfo metainfo, Path folder) {
    private static final List<String> ROOMS = List.of("video/", "audio/");

    /// Whether a file of this name belongs to it.
    ///
    /// @param file path in the release, with forward slashes
    static boolean is(String file) {
        return ROOMS.stream().anyMatch(file::startsWith);
    }

    private List<Metainfo.Entry> entries() {
        return metainfo.info().files().stream().filter(entry -> is(entry.name())).toList();
    }

    /// What the library gains when it is away, bytes.
    long bytes() {
        return entries().stream().mapToLong(Metainfo.Entry::bytes).sum();
    }

    /// Removes it; may be repeated after a crash.
    void remove() throws IOException {
        for (Metainfo.Entry entry : entries()) {
            Path file = TorrentCheck.place(metainfo.info(), folder, entry);
            if (Files.deleteIfExists(file)) {
                force(file.resolveSibling(""));
            }
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
            names.force(true);
        }
    }
}
