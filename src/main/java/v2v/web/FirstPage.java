package v2v.web;

import org.jspecify.annotations.Nullable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/// The page that lists the library. Making it looks at every release there is, so it is made for
/// all who ask until something comes or goes, by one at a time: who asks meanwhile gets the last.
final class FirstPage {
    /// For what changes without a trace in the folders.
    private static final Duration KEPT = Duration.ofSeconds(30);

    private final List<Path> folders;
    private final ReentrantLock making = new ReentrantLock();
    private volatile @Nullable Made last;

    /// Writes it.
    interface Maker {
        String make() throws IOException;
    }

    private record Made(String html, String state, long at) {
        boolean good(String now) {
            return state.equals(now) && System.nanoTime() - at < KEPT.toNanos();
        }
    }

    /// @param folders whose entries it is made of
    FirstPage(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    String html(Maker maker) throws IOException {
        String state = state();
        Made made = last;
        if (made != null && made.good(state)) {
            return made.html();
        }
        if (!making.tryLock()) {
            if (made != null) {
                return made.html();
            }
            making.lock();
        }
        try {
            made = last;
            if (made == null || !made.good(state)) {
                made = new Made(maker.make(), state, System.nanoTime());
                last = made;
            }
            return made.html();
        } finally {
            making.unlock();
        }
    }

    /// Times of the folders: they change with every entry that comes or goes.
    private String state() throws IOException {
        StringBuilder state = new StringBuilder();
        for (Path folder : folders) {
            try {
                state.append(Files.getLastModifiedTime(folder));
            } catch (NoSuchFileException e) {
                state.append('-'); // none yet
            }
        }
        return state.toString();
    }
}
