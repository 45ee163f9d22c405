package v2v.torrent.seed;

import v2v.torrent.Offer;

import java.io.Closeable;
import java.util.Collection;
import java.util.List;

/// Gives releases away. A release folder is only ever read.
///
/// | who gives | how |
/// |---|---|
/// | [NodeSeeder] | this program itself |
/// | [BoxSeeder] | a seedbox that is there already: Transmission or qBittorrent |
public interface Seeder extends Closeable {
    /// Offers these too; what is offered already stays as it is. Returns soon: a start must not
    /// read terabytes, and what turns out not to be as its torrent says is told later.
    void seed(Collection<Offer> offers);

    /// Takes one back, and tells its trackers; does nothing when it is not offered.
    void stop(Offer offer);

    /// How many torrents are offered now.
    int seeding();

    /// What was given of each of them since the start; nothing of those that nobody asked for.
    List<Share> shares();

    /// Ends; returns within 2 seconds even when a tracker does not answer.
    @Override
    void close();

    /// One torrent that somebody asked for.
    ///
    /// @param release its info-hash: v1, or v2 where it has no other
    /// @param given bytes of content since the start
    record Share(String release, long given) {}

    /// What the operator should know.
    interface Notes {
        /// A release is not offered, or no longer.
        void withdrawn(Offer offer, String why);

        /// A release that was withdrawn is offered again: its files are what they were.
        void restored(Offer offer);

        /// A tracker does not answer as it should; told once until it does again.
        void deaf(String tracker, String why);

        /// The program may open no more files, so peers are turned away; told once a minute at
        /// most.
        void starved(String why);
    }
}
