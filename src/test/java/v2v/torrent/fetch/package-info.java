/// Tests of this room; null rules hold here too.
@NullMarked
package v2v.torrent.fetch;

import org.jspecify.annotations.NullMarked;
