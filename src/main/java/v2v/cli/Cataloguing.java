package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Editions;
import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.OpenKey;
import v2v.item.Signer;
import v2v.item.Successor;
import v2v.ledger.Items;
import v2v.torrent.Durable;
import v2v.torrent.Magnet;
import v2v.torrent.Offer;
import v2v.torrent.TorrentMaker;
import v2v.torrent.TorrentSettings;
import v2v.torrent.dht.Pointer;
import v2v.torrent.dht.SignedItem;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Writes the next edition of the catalogue and its torrent, then shows it.
public final class Cataloguing {
    /// What the catalogue is called under a publisher's key.
    private static final byte[] SALT = Shelf.NAME.getBytes(StandardCharsets.US_ASCII);

    private final Library library;
    private final Editions editions;
    private final Signer signer;
    private final TorrentSettings torrents;
    private final Supplier<List<Items.Out>> released;

    /// @param torrents how torrents are made; that of the catalogue is of v1 alone: a folder of
    ///   very many small files would be mostly padding as a hybrid
    /// @param released what is out, asked at each edition
    Cataloguing(
            Library library,
            Editions editions,
            Signer signer,
            TorrentSettings torrents,
            Supplier<List<Items.Out>> released) {
        this.library = library;
        this.editions = editions;
        this.signer = signer;
        this.torrents = torrents;
        this.released = released;
    }

    /// The nightly step of the route `catalogue`.
    public void write() throws IOException {
        Optional<Shelf.Written> written = write(false);
        written.ifPresent(edition ->
                System.err.println(
                        "v2v: catalogue: edition "
                                + edition.head().sequence()
                                + ", "
                                + edition.head().items()
                                + " works"));
    }

    /// Writes it, packs it and shows it; one process at a time.
    ///
    /// @param force also when nothing is new
    /// @return nothing when nothing is new
    Optional<Shelf.Written> write(boolean force) throws IOException {
        Files.createDirectories(library.editions());
        Path lock = library.editions().resolve(".lock");
        try (FileChannel channel =
                        FileChannel.open(
                                lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            Optional<Shelf.Written> written = editions.write(entries(), force);
            if (held.isValid() && written.isPresent()) {
                pack(written.get(), torrents);
                editions.shelf().show(written.get());
            }
            return written;
        }
    }

    /// The torrent of an edition. Everybody who has the edition makes the same one, by its
    /// info-hash.
    static void pack(Shelf.Written edition, TorrentSettings settings) throws IOException {
        List<String> above = above(edition.head().places());
        TorrentMaker.Made made =
                new TorrentMaker(settings.ofCatalogue(above))
                        .updated(
                                above.isEmpty() ? null : above.getFirst() + Shelf.NAME + ".torrent")
                        .make(edition.folder(), edition.head().at(), _ -> {});
        made.write(edition.torrent());
        String magnet = Magnet.of(made.metainfo()) + "\n";
        Durable.write(
                edition.magnet(), magnet.getBytes(StandardCharsets.UTF_8), edition.head().at());
    }

    /// Where the catalogue's folder lies on the web, by the signed head, so that all write the
    /// same: a web seed is the folder above the one that bears the torrent's name (BEP 19).
    private static List<String> above(List<String> places) {
        String end = "/" + Shelf.NAME + "/";
        return places.stream()
                .filter(place -> place.endsWith(end))
                .map(place -> place.substring(0, place.length() - end.length() + 1))
                .toList();
    }

    private List<Entry> entries() throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Items.Out out : released.get()) {
            Path folder = library.resolve(out.folder());
            String name = String.valueOf(folder.getFileName());
            if (Files.exists(library.tombstone(name))) {
                continue; // on its way out
            }
            Magnet magnet = Magnet.parse(out.magnet());
            entries.add(
                    Entry.read(
                            folder,
                            new Entry.Out(
                                    name,
                                    out.version(),
                                    out.magnet(),
                                    magnet.hash().v1(),
                                    magnet.hash().v2(),
                                    magnet.bytes(),
                                    null,
                                    Successor.of(library, name).map(Successor::by).orElse(null),
                                    out.at())));
        }
        return entries;
    }

    /// Where the DHT is asked for the newest edition under a key (BEP 46).
    static Pointer pointer(OpenKey key) {
        return new Pointer(key.raw(), SALT);
    }

    /// What the DHT is told of the edition that is shown: its number is the item's.
    ///
    /// @param edition as it is given away
    SignedItem pointed(Offer edition) throws IOException {
        return pointer(signer.open())
                .at(
                        edition.release(),
                        Head.verified(edition.content(), signer.open().fingerprint()).sequence(),
                        bytes -> Base64.getDecoder().decode(signer.signature(bytes).strip()));
    }

    /// The edition that is shown, to be given away; null while there is none.
    @Nullable Offer offer() throws IOException {
        Path folder = editions.shelf().current().orElse(null);
        if (folder == null) {
            return null;
        }
        Path torrent = folder.resolveSibling(Shelf.NAME + ".torrent");
        Path magnet = folder.resolveSibling(Shelf.NAME + ".magnet");
        return Files.exists(magnet)
                ? Offer.of(Files.readString(magnet).strip(), torrent, folder)
                : null;
    }
}
