package v2v.torrent.census;

import v2v.torrent.Bytes;
import v2v.torrent.Metainfo;

import java.util.Arrays;

/// The bytes of [Bytes#release], as a torrent lines them up.
final class Given {
    private Given() {}

    static byte[] block(Metainfo metainfo, int piece, int begin, int length) {
        byte[] line = new byte[(int) (metainfo.info().bytes() + metainfo.info().padBytes())];
        int at = 0;
        for (Metainfo.Entry entry : metainfo.info().entries()) {
            byte[] bytes =
                    entry.pad() ? new byte[(int) entry.bytes()] : Bytes.of((int) entry.bytes());
            System.arraycopy(bytes, 0, line, at, bytes.length);
            at += bytes.length;
        }
        int from = piece * metainfo.info().pieceLength() + begin;
        return Arrays.copyOfRange(line, from, from + length);
    }
}
