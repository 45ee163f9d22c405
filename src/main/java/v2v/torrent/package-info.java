/// Make the torrent, seed it, mirror it, repair from the swarm.
@NullMarked
package v2v.torrent;

import org.jspecify.annotations.NullMarked;
