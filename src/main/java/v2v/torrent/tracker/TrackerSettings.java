package v2v.torrent.tracker;

import v2v.item.Settings;

/// What an operator decides about the node's own tracker. It knows no other releases than the
/// library's.
///
/// @param http `tracker`: `yes` to answer at `/announce` and `/scrape` of the node's web server
/// @param udpPort `tracker.udp-port`; 0 for no answers over UDP
public record TrackerSettings(boolean http, int udpPort) {
    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static TrackerSettings read(Settings settings) {
        return new TrackerSettings(
                settings.yes("tracker", true), settings.integer("tracker.udp-port", 0, 0, 65535));
    }
}
