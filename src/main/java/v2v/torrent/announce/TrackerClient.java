package v2v.torrent.announce;

import java.io.Closeable;
import java.io.IOException;

/// The way to one tracker.
interface TrackerClient extends Closeable {
    /// Tells it, and hears what it says.
    ///
    /// @throws IOException when it does not answer, or refuses
    Heard announce(Told told) throws IOException;

    @Override
    void close();
}
