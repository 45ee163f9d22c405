package v2v.torrent;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/// Which generation of clients a torrent speaks to.
public enum TorrentFormat {
    /// BEP 3 and BEP 52 in one file: old clients see v1, new ones see both, one swarm each.
    /// Multi-file content carries pad files (BEP 47) so that every file begins at a piece.
    HYBRID("hybrid"),

    /// BEP 3 alone, no pads: for clients that refuse or misread hybrids (Transmission 3, aria2).
    V1("v1"),

    /// BEP 52 alone: a tree a file and no pads, for a swarm of new clients only.
    V2("v2");

    private final String word;

    TorrentFormat(String word) {
        this.word = word;
    }

    /// What an operator writes.
    public String word() {
        return word;
    }

    /// The format of this word; nothing when there is none.
    public static Optional<TorrentFormat> of(String word) {
        return Arrays.stream(values()).filter(f -> f.word.equals(word)).findFirst();
    }

    /// All words, for a sentence.
    public static String words() {
        return Arrays.stream(values()).map(TorrentFormat::word).collect(Collectors.joining(", "));
    }

    /// True when the metainfo has SHA-1 pieces.
    boolean pieces() {
        return this != V2;
    }

    /// True when the metainfo has a v2 file tree.
    boolean trees() {
        return this != V1;
    }
}
