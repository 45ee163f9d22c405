/// Tests of the torrent room; `TorrentClientIT` asks clients that others wrote.
@NullMarked
package v2v.torrent;

import org.jspecify.annotations.NullMarked;
