package v2v.torrent.fetch;

import java.io.IOException;

/// Whoever asked had no more time. What is there stays, and the next call goes on with it.
public final class Unfinished extends IOException {
    private static final long serialVersionUID = 1;

    Unfinished(String sentence) {
        super(sentence);
    }
}
