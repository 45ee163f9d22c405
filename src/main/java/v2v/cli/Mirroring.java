package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.BadConfig;
import v2v.item.Library;
import v2v.torrent.Offer;
import v2v.torrent.dht.Dht;
import v2v.torrent.seed.Distribution;
import v2v.web.Proxies;
import v2v.web.Web;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/// A mirror at work: what it has is given and shown as soon as it is whole.
final class Mirroring implements AutoCloseable {
    private final Library library;
    private final FileChannel lock;
    private final @Nullable Distribution distribution;
    private final @Nullable Dht dht;
    private final Web.Asked tracker;
    private final Mirror mirror;
    private @Nullable Web web;

    /// @param lock of the library, held; it ends with this
    /// @param distribution null when nothing is to be given
    /// @param dht null when this mirror is in none
    Mirroring(
            Library library,
            FileChannel lock,
            @Nullable Distribution distribution,
            @Nullable Dht dht,
            Web.Asked tracker,
            Mirror mirror) {
        this.library = library;
        this.lock = lock;
        this.distribution = distribution;
        this.dht = dht;
        this.tracker = tracker;
        this.mirror = mirror;
    }

    /// Gives and says what a mirror takes.
    record Outlet(@Nullable Distribution distribution) implements Mirror.Listener {
        @Override
        public void taken(Offer offer) {
            if (distribution != null) {
                distribution.add(List.of(offer));
            }
        }

        @Override
        public void gone(Offer offer) {
            if (distribution != null) {
                distribution.drop(offer);
            }
        }

        @Override
        public void say(String sentence) {
            System.err.println("v2v: " + Screen.plain(sentence));
        }
    }

    /// A library is a publisher's own or a mirror, and one process works on it.
    static FileChannel lock(Library library) throws IOException {
        if (Files.exists(library.ledger())) {
            throw new BadConfig(
                    library.root().toString(),
                    "is a library of your own: name another folder for the mirror (--library)");
        }
        Files.createDirectories(library.root());
        Path file = library.root().resolve("mirror.lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                return channel;
            }
        } catch (OverlappingFileLockException e) {
            channel.close();
            throw taken(library);
        }
        channel.close();
        throw taken(library);
    }

    private static IOException taken(Library library) {
        return new IOException(
                "another process works on " + library.root() + "; stop it first, or wait for it");
    }

    Mirror mirror() {
        return mirror;
    }

    /// Gives what is here already.
    void resume() throws IOException {
        if (distribution != null) {
            distribution.add(mirror.offers());
        }
    }

    /// Shows it.
    ///
    /// @param port 0 takes any that is free
    /// @return the port that is really open
    int serve(String host, int port, String publisher, Proxies proxies) throws IOException {
        Web opened =
                Web.library(
                        host,
                        port,
                        library.prepare(),
                        publisher,
                        new Web.Behind(tracker, proxies, Web.Away.NOTHING));
        web = opened;
        return opened.port();
    }

    @Override
    public void close() throws IOException {
        Closing.now(web, distribution, dht, lock);
    }
}
