package v2v.torrent.census;

import v2v.torrent.Metainfo;
import v2v.torrent.TorrentCheck;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// The bytes of a content, as a torrent lines them up.
final class Given {
    private Given() {}

    static byte[] block(Metainfo metainfo, Path content, int piece, int begin, int length)
            throws IOException {
        byte[] line = new byte[(int) (metainfo.info().bytes() + metainfo.info().padBytes())];
        int at = 0;
        for (Metainfo.Entry entry : metainfo.info().entries()) {
            byte[] bytes =
                    entry.pad()
                            ? new byte[(int) entry.bytes()]
                            : Files.readAllBytes(
                                    TorrentCheck.place(metainfo.info(), content, entry));
            System.arraycopy(bytes, 0, line, at, bytes.length);
            at += bytes.length;
        }
        int from = piece * metainfo.info().pieceLength() + begin;
        return Arrays.copyOfRange(line, from, from + length);
    }
}
