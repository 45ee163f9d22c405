package v2v.torrent;

/// Which generation of clients a torrent speaks to.
public enum TorrentFormat {
    /// BEP 3 and BEP 52 in one file: old clients see v1, new ones see both, one swarm each.
    /// Multi-file content carries pad files (BEP 47) so that every file begins at a piece.
    HYBRID,

    /// BEP 3 alone, no pads: for clients that refuse or misread hybrids (Transmission 3, aria2).
    V1;

    /// True when the metainfo has a v2 file tree.
    boolean trees() {
        return this == HYBRID;
    }
}
