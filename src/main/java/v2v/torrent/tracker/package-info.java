/// Let the peers of our own releases find each other, and count what they do.
///
/// A tracker for what this library offers and nothing else (BEP 3, 7, 23, 48 over HTTP, BEP 15 over
/// UDP). A hybrid has two names and one swarm: who announces both is counted once, and each name
/// lists those who know it. What strangers can make it keep is bounded: peers in a swarm, peers of
/// an address, swarms by our own releases, and requests a second of an address. The origin's own
/// entry is never pushed out.
///
/// What is counted is what the publisher's annual report needs: how many hold the whole release,
/// how many fetch it now, how often it was completed, how many bytes the peers say they took. They
/// may lie, but not without end: an address is one seed, and a peer took the release once at most.
/// What the origin itself gave is known better elsewhere.
@NullMarked
package v2v.torrent.tracker;

import org.jspecify.annotations.NullMarked;
