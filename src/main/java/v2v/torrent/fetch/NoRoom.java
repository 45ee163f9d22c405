package v2v.torrent.fetch;

import java.io.IOException;

/// The disk has too little room. What was begun only takes more of it away.
public final class NoRoom extends IOException {
    private static final long serialVersionUID = 1;

    NoRoom(String sentence) {
        super(sentence);
    }
}
