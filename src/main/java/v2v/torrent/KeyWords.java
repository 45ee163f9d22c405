package v2v.torrent;

import static java.util.Map.entry;

import java.util.Map;

/// What each key of a .torrent is good for, a sentence each. A key that more than one place may
/// hold stands here once a place.
final class KeyWords {
    private KeyWords() {}

    private static final String LENGTH = "How many bytes the file has (BEP 3).";
    private static final String ATTR =
            "What kind of file it is: p filler, x executable, h hidden, l a symbolic link (BEP"
                    + " 47).";
    private static final String SHA1 = "SHA-1 of the whole file, for finding it again (BEP 47).";
    private static final String LINK = "Where a symbolic link points to (BEP 47).";
    private static final String SIMILAR =
            "Torrents that may hold some of the same files, so that a client need not fetch those"
                    + " again (BEP 38).";
    private static final String COLLECTIONS =
            "Names that torrents share which may hold some of the same files (BEP 38).";
    private static final String SOURCE =
            "A word that some trackers ask for, so that their torrents have an info-hash of their"
                    + " own.";

    /// By path, in the form of [Keys.Key].
    static final Map<String, String> MEANINGS =
            Map.ofEntries(
                    entry(
                            "announce",
                            "The tracker, which knows peers; announce-list counts instead when it"
                                    + " is there (BEP 3)."),
                    entry(
                            "announce-list",
                            "Trackers in tiers, best tier first: a client shuffles inside a tier"
                                    + " (BEP 12)."),
                    entry(
                            "azureus_properties",
                            "Notes of the Azureus and Vuze clients for themselves."),
                    entry(
                            "azureus_properties.dht_backup_enable",
                            "Whether Vuze may keep a copy of the torrent in its own DHT."),
                    entry("codepage", "The Windows code page of names that are not UTF-8."),
                    entry("collections", COLLECTIONS),
                    entry("comment", "Free text of whoever made the torrent (BEP 3)."),
                    entry("comment.utf-8", "The comment again, surely in UTF-8."),
                    entry("created by", "The program that made the torrent (BEP 3)."),
                    entry(
                            "creation date",
                            "When the torrent was made, in UTC; anybody may write any date"
                                    + " (BEP 3)."),
                    entry("encoding", "How the names in it are encoded; today always UTF-8."),
                    entry(
                            "httpseeds",
                            "Web servers that give pieces by a script of their own (BEP 17)."),
                    entry(
                            "info",
                            "What is shared; the hash of this part is the torrent's name (BEP 3)."),
                    entry("info.collections", COLLECTIONS),
                    entry(
                            "info.file tree",
                            "The folders and files for v2 clients; a file names its own hash tree"
                                    + " (BEP 52)."),
                    entry("info.file tree.*.attr", ATTR),
                    entry("info.file tree.*.length", LENGTH),
                    entry(
                            "info.file tree.*.pieces root",
                            "The root of the file's tree of SHA-256 hashes: equal files have equal"
                                    + " roots in every torrent (BEP 52)."),
                    entry("info.file tree.*.symlink path", LINK),
                    entry(
                            "info.files",
                            "The files for v1 clients, in the order in which pieces run through"
                                    + " them, filler included (BEP 3)."),
                    entry("info.files[].attr", ATTR),
                    entry("info.files[].length", LENGTH),
                    entry("info.files[].md5sum", "MD5 of the file; no client checks it."),
                    entry("info.files[].mtime", "When the file was last changed."),
                    entry(
                            "info.files[].path",
                            "Where the file lies below the torrent's folder (BEP 3)."),
                    entry("info.files[].path.utf-8", "The path again, surely in UTF-8."),
                    entry("info.files[].sha1", SHA1),
                    entry("info.files[].symlink path", LINK),
                    entry("info.length", "How many bytes the one file has (BEP 3)."),
                    entry("info.md5sum", "MD5 of the one file; no client checks it."),
                    entry(
                            "info.meta version",
                            "2: there is a part for v2 clients (BEP 52); what has info.pieces too"
                                    + " is a hybrid."),
                    entry("info.mtime", "When the file was last changed."),
                    entry(
                            "info.name",
                            "The name of the file, or of the folder, that a client makes (BEP 3)."),
                    entry("info.name.utf-8", "The name again, surely in UTF-8."),
                    entry(
                            "info.originator",
                            "The certificate of whoever may publish updates (BEP 39)."),
                    entry(
                            "info.piece length",
                            "Content is cut into pieces of this length, each checked by its hash"
                                    + " (BEP 3)."),
                    entry("info.pieces", "SHA-1 of every piece, one after another (BEP 3)."),
                    entry(
                            "info.private",
                            "1: peers come from its trackers only; 0: peers may be found in every"
                                    + " way (BEP 27)."),
                    entry("info.publisher", "Who published it; anybody may write any name."),
                    entry("info.publisher-url", "A web page of who published it."),
                    entry(
                            "info.root hash",
                            "The root of a tree of SHA-1 hashes, an early form of v2 (BEP 30)."),
                    entry("info.sha1", SHA1),
                    entry("info.similar", SIMILAR),
                    entry("info.source", SOURCE),
                    entry(
                            "info.ssl-cert",
                            "Peers must show a certificate that this one has signed."),
                    entry(
                            "info.update-url",
                            "Where a client may ask for a newer torrent than this one (BEP 39)."),
                    entry(
                            "info.x_cross_seed",
                            "Noise that gives the same files another info-hash."),
                    entry("locale", "The language in which it was made."),
                    entry("magnet-info", "What a client knew of a magnet link before its torrent."),
                    entry(
                            "nodes",
                            "Members of the distributed hash table that a client may ask for peers"
                                    + " (BEP 5)."),
                    entry(
                            "piece layers",
                            "One SHA-256 a piece of every file that is longer than one piece, so"
                                    + " that v2 clients can check pieces (BEP 52)."),
                    entry("publisher", "Who published it; anybody may write any name."),
                    entry("publisher-url", "A web page of who published it."),
                    entry("signatures", "Signatures over the info part (BEP 35)."),
                    entry("similar", SIMILAR),
                    entry("source", SOURCE),
                    entry("title", "A title for people; clients show the name instead."),
                    entry(
                            "url-list",
                            "Web servers that hold the same files, to download from when peers are"
                                    + " few (BEP 19)."),
                    entry(
                            "x-replaces",
                            "The torrent that this one is a corrected version of, by its"
                                    + " info-hashes; a key of V2V."));
}
