/// How the count of others is tested.
@NullMarked
package v2v.torrent.census;

import org.jspecify.annotations.NullMarked;
