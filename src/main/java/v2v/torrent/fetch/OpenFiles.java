package v2v.torrent.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The files that were used last, open: a torrent may have more files than a process may open.
final class OpenFiles implements Closeable {
    private static final int MOST = 32;

    private final Map<Path, FileChannel> channels = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<Path, FileChannel> writing = new LinkedHashMap<>(16, 0.75f, true);

    /// Reads bytes of a file.
    ///
    /// @return false when they are not there, or the disk does not give them
    boolean read(Path file, long from, byte[] into, int length) throws IOException {
        if (!Draft.isFile(file)) {
            return false;
        }
        try {
            FileChannel channel = open(channels, file, StandardOpenOption.READ);
            ByteBuffer buffer = ByteBuffer.wrap(into, 0, length);
            while (buffer.hasRemaining()) {
                if (channel.read(buffer, from + buffer.position()) < 0) {
                    return false;
                }
            }
            return true;
        } catch (IOException e) {
            return false; // a bad sector is a missing piece
        }
    }

    /// Writes bytes, and makes the file and its folders when they are not there.
    void write(Path file, long from, ByteBuffer bytes) throws IOException {
        if (!writing.containsKey(file)) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Draft.own(file);
            forget(channels, file);
        }
        FileChannel channel =
                open(writing, file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        long at = from;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static FileChannel open(
            Map<Path, FileChannel> among, Path file, StandardOpenOption... how) throws IOException {
        FileChannel known = among.get(file);
        if (known != null) {
            return known;
        }
        if (among.size() >= MOST) {
            forget(among, among.keySet().iterator().next());
        }
        List<java.nio.file.OpenOption> options = new ArrayList<>(List.of(how));
        options.add(LinkOption.NOFOLLOW_LINKS);
        FileChannel channel =
                FileChannel.open(file, options.toArray(java.nio.file.OpenOption[]::new));
        among.put(file, channel);
        return channel;
    }

    private static void forget(Map<Path, FileChannel> among, Path file) throws IOException {
        FileChannel channel = among.remove(file);
        if (channel != null) {
            channel.close();
        }
    }

    @Override
    public void close() throws IOException {
        for (FileChannel channel : List.copyOf(channels.values())) {
            channel.close();
        }
        for (FileChannel channel : List.copyOf(writing.values())) {
            channel.close();
        }
        channels.clear();
        writing.clear();
    }
}
