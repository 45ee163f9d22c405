package v2v.torrent.announce;

/// What we tell a tracker of one release, under one of its names.
///
/// @param hash 20 bytes
/// @param peerId 20 bytes
/// @param port where we listen
/// @param uploaded bytes given since the start
/// @param first whether it is the first time
/// @param wanted how many others we would like to call
@SuppressWarnings("ArrayRecordComponent") // made and read at once, never compared
record Told(byte[] hash, byte[] peerId, int port, long uploaded, boolean first, int wanted) {}
