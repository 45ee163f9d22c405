package v2v.torrent;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// Gives releases away. A release folder is only ever read.
public interface Seeder extends Closeable {
    /// Starts to seed; does nothing when it is seeded already.
    ///
    /// @param torrentFile the .torrent
    /// @param content the folder, or the bare file, that it describes
    /// @throws v2v.item.Refusal `FILE_CHANGED` or `FILE_MISSING` when the content is not what the
    ///   torrent says; nothing is seeded then
    /// @throws IOException when it can not be read
    void seed(Path torrentFile, Path content) throws IOException;

    /// How many torrents are offered now.
    int seeding();

    /// What each of them has given since it was started.
    List<Share> shares();

    /// Takes one back, and tells its trackers; does nothing when it is not seeded.
    ///
    /// @param infohash v1, 40 hexadecimal digits; v2, 64 digits, for a v2-only torrent
    void stop(String infohash);

    /// Takes all back; returns within 2 seconds even when a tracker does not answer.
    @Override
    void close();

    /// One torrent being seeded.
    ///
    /// @param infohash v1; v2 for a v2-only torrent
    /// @param peers connected now
    /// @param uploaded bytes of content since the start
    record Share(String infohash, String name, int peers, long uploaded) {}
}
