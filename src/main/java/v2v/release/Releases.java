package v2v.release;

import v2v.item.Correction;
import v2v.item.Digest;
import v2v.item.Leaks;
import v2v.item.Library;
import v2v.item.Packed;
import v2v.item.Redo;
import v2v.item.Refusal;
import v2v.item.Release;
import v2v.item.Released;
import v2v.item.Rendition;
import v2v.item.Renditions;
import v2v.item.Signer;
import v2v.item.Tombstone;
import v2v.item.Withdrawal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Two stages: `describe` puts the documents beside the media, `release` moves the whole to where
/// the public is.
public final class Releases {
    private static final long LONGEST_TEXT = 2 << 20;

    private final Library library;
    private final Publisher publisher;
    private final InstantSource clock;
    private final Leaks.Machine machine;

    public Releases(Library library, Publisher publisher, InstantSource clock) {
        this(library, publisher, clock, Leaks.Machine.here());
    }

    /// @param machine whose names may not be public
    Releases(Library library, Publisher publisher, InstantSource clock, Leaks.Machine machine) {
        this.machine = machine;
        this.library = library;
        this.publisher = publisher;
        this.clock = clock;
    }

    /// Signs in the publisher's name; the key is made when there is none yet.
    public Signer signer() throws IOException {
        return PublisherKey.in(library.keys());
    }

    /// Whether there is a key already.
    public boolean hasKey() {
        return PublisherKey.isIn(library.keys());
    }

    /// Says beside a release what replaces it; the release itself is never edited.
    ///
    /// @param by name of the folder of the later one
    public void noteSuccessor(Correction corrects, String by) throws IOException {
        Publication.note(library, corrects, by);
    }

    /// Writes every document of the release folder; run again, it writes the same bytes.
    ///
    /// @throws Redo when a media file is gone or has another size
    /// @throws v2v.item.Refusal `PRIVATE_DATA_IN_OUTPUT`, before anything is written
    public Release describe(Renditions renditions) throws IOException {
        Path folder = library.resolve(renditions.work());
        for (Rendition file : renditions.files()) {
            present(folder, file);
        }
        PublisherKey key = PublisherKey.in(library.keys());
        String root = library.root().toString();
        Map<String, String> texts = texts(folder, renditions);
        Facts facts = new Facts(renditions, publisher, key.fingerprint(), root, texts);
        List<Document> documents = Documents.of(facts, key);
        Discretion.check(facts, library, machine, documents);
        for (Document document : documents) {
            Disk.write(folder.resolve(document.name()), document.bytes());
        }
        Document manifest = Manifest.of(renditions.files(), documents);
        Disk.write(folder.resolve(manifest.name()), manifest.bytes());
        clear(folder, renditions, documents);
        return new Release(renditions, facts.described());
    }

    /// One SHA-256 over the record and every byte that would go out, read from the disk now: what
    /// an approval covers.
    ///
    /// @throws Redo when a file is not what the release's own list says
    public Digest seal(Packed packed) throws IOException {
        return new Covers(library, packed).now();
    }

    /// Moves the release to where the public is; run again after a crash, it finishes.
    ///
    /// @param sealed what [#seal] said when the door was opened
    /// @throws Redo when what was moved is something else
    public Released publish(Packed packed, Digest sealed) throws IOException {
        return new Publication(library, packed, sealed).publish(clock);
    }

    /// Takes back what can be taken back: the release and its torrent leave the folders that the
    /// public sees, and a signed tombstone says when and why. They then lie in the library's
    /// `withdrawn` folder, where the operator may delete them; nothing here does. Run again after a
    /// crash, it finishes; a tombstone that stands already stays as it is.
    ///
    /// @throws Refusal `WITHDRAWN` when the folder lies in both places
    public Tombstone withdraw(Withdrawal withdrawal) throws IOException {
        return new Retreat(library, withdrawal).run(publisher, PublisherKey.in(library.keys()));
    }

    /// The words and the map of the storyboard, which the page holds in itself. One that is larger
    /// than any programme's is only linked.
    private static Map<String, String> texts(Path folder, Renditions renditions)
            throws IOException {
        Map<String, String> texts = new HashMap<>();
        for (Rendition file : renditions.files()) {
            boolean text =
                    switch (file.role()) {
                        case WORDS, STORYBOARD_MAP -> file.bytes() <= LONGEST_TEXT;
                        case ACCESS,
                                COMPATIBLE,
                                PROXY,
                                SOUND,
                                LOSSLESS,
                                POSTER,
                                STORYBOARD,
                                MASTER,
                                FRAME_HASHES ->
                                false;
                    };
            if (text) {
                texts.put(file.name(), read(folder, file));
            }
        }
        return texts;
    }

    /// What stands in the page is what was proved, as the manifest is.
    private static String read(Path folder, Rendition file) throws IOException {
        byte[] bytes = Files.readAllBytes(folder.resolve(file.name()));
        if (!Manifest.digest(bytes).equals(file.sha256())) {
            throw altered(file);
        }
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static Redo altered(Rendition file) {
        return new Redo("transcode", file.name() + " is gone or altered; it is made again");
    }

    private static void present(Path folder, Rendition file) throws IOException {
        Path path = folder.resolve(file.name());
        if (!Files.isRegularFile(path) || Files.size(path) != file.bytes()) {
            throw altered(file);
        }
    }

    /// Takes out what no one asked for, such as halves that a crash left: the folder is the
    /// torrent, and the torrent is what the manifest lists.
    private static void clear(Path folder, Renditions renditions, List<Document> documents)
            throws IOException {
        Set<Path> known = new HashSet<>();
        known.add(folder.resolve(Manifest.NAME));
        renditions.files().forEach(file -> known.add(folder.resolve(file.name())));
        documents.forEach(document -> known.add(folder.resolve(document.name())));
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes facts)
                            throws IOException {
                        if (!known.contains(file)) {
                            Files.delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
