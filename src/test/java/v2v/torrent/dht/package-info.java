/// Tests of our node of the DHT.
@NullMarked
package v2v.torrent.dht;

import org.jspecify.annotations.NullMarked;
