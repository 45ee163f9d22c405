package v2v.torrent.dht;

import v2v.torrent.Bencode;

import java.net.InetSocketAddress;
import java.util.concurrent.BlockingQueue;

/// A question of ours that is under way.
///
/// @param at when it was sent, of [System#nanoTime]
/// @param answers where the answer is put
record Call(Bencode.Text transaction, InetSocketAddress to, long at, BlockingQueue<Heard> answers) {
    /// An answer to it.
    record Heard(Call call, Message message) {}

    boolean olderThan(long nanos) {
        return System.nanoTime() - at > nanos;
    }
}
