package v2v.catalog;

import org.apache.lucene.document.Document;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.SerialMergeScheduler;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;

import v2v.item.ItemId;
import v2v.item.Release;
import v2v.item.Released;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// The pen: writes index cards. For the process that owns the library; anybody else reads with
/// [Search].
///
/// Every change is on the disk, fsynced, when its method returns. A work in the making is written
/// as a card that no search shows, so that a card which can not be written stops the work before it
/// is out, not after.
public final class Catalog implements AutoCloseable {
    private static final double BUFFER_MEGABYTES = 16;

    static {
        Reading.withoutVectors();
    }

    private final Path index;
    private @Nullable IndexWriter open;

    /// Nothing is opened or made before the first change.
    public Catalog(Path index) {
        this.index = index;
    }

    /// Writes the card of a work that is not out yet. A version that is out already stays as it is.
    public synchronized Release index(Release release) throws IOException {
        ItemId id = release.renditions().clearance().inspection().footage().id();
        IndexWriter writer = writer();
        writer.updateDocument(Card.pendingKey(id), Card.pending(release));
        writer.commit();
        return release;
    }

    /// Lets everybody find the work. The same call again changes nothing.
    public synchronized void publish(Release release, Released released) throws IOException {
        IndexWriter writer = writer();
        writer.deleteDocuments(Card.pendingKey(released.id()));
        Document card = Card.released(new Published(release, released));
        writer.updateDocument(Card.releasedKey(released.id()), card);
        writer.commit();
    }

    /// Nobody finds the work any more. One that was never here is no fault.
    public synchronized void remove(ItemId id) throws IOException {
        IndexWriter writer = writer();
        writer.deleteDocuments(Card.pendingKey(id), Card.releasedKey(id));
        writer.commit();
    }

    /// Writes all cards anew, from nothing but what is handed in. Readers see the old index until
    /// the new one is complete; when this fails half way, they keep it.
    ///
    /// An index that can not be read at all is thrown away first: it is derived, and this is how it
    /// is mended. Works that are on their way get their cards when they are published.
    public synchronized void rebuild(Iterable<Published> all) throws IOException {
        IndexWriter writer = fresh();
        boolean done = false;
        try {
            writer.deleteAll();
            for (Published work : all) {
                writer.addDocument(Card.released(work));
            }
            writer.commit();
            done = true;
        } finally {
            if (!done) {
                writer.rollback();
            }
        }
    }

    private IndexWriter fresh() throws IOException {
        try {
            return writer();
        } catch (InUse e) {
            throw e;
        } catch (IOException unreadable) {
            clear();
            return writer();
        }
    }

    /// Takes away what Lucene made, by its names, and nothing else.
    private void clear() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(index, "{segments,pending_segments,_}*")) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private IndexWriter writer() throws IOException {
        if (open != null && open.isOpen()) {
            return open; // a full disk closes the writer under us; then it is opened again
        }
        Directory directory = FSDirectory.open(Files.createDirectories(index));
        IndexWriterConfig config =
                new IndexWriterConfig(Reading.INDEX)
                        .setRAMBufferSizeMB(BUFFER_MEGABYTES)
                        .setMergeScheduler(new SerialMergeScheduler());
        IndexWriter writer = null;
        try {
            writer = new IndexWriter(directory, config);
            open = writer;
            return writer;
        } catch (LockObtainFailedException e) {
            throw new InUse(index, e);
        } finally {
            if (writer == null) {
                directory.close();
            }
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (open != null) {
            Directory directory = open.getDirectory();
            open.close();
            directory.close();
            open = null;
        }
    }

    private static final class InUse extends IOException {
        private static final long serialVersionUID = 1;

        InUse(Path index, IOException cause) {
            super(
                    "The search index %s is being written by another process; stop the node that owns this library, or let it do the work."
                            .formatted(index),
                    cause);
        }
    }
}
