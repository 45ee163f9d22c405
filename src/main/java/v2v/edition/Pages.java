package v2v.edition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/// The pages of the catalogue: plain files with relative links, for any web host and for `file:`.
///
/// What has once been written changes as little as can be, since every edition is a torrent: the
/// pages of the list are counted from the oldest release on, and a release's own page changes only
/// with its neighbours in time of versions.
final class Pages {
    /// Releases on one page of the list.
    static final int EACH = 50;

    private static final List<String> FIXED = List.of("style.css", "search.js");

    private Pages() {}

    /// Writes every page.
    ///
    /// @param newest all that is released, newest first
    /// @param graves all that was taken back, newest first
    /// @param put where a file goes, by its path
    static void write(
            Front front, List<Entry> newest, List<Grave> graves, BiConsumer<String, byte[]> put) {
        BiConsumer<String, String> text =
                (path, words) -> put.accept(path, words.getBytes(StandardCharsets.UTF_8));
        FIXED.forEach(name -> put.accept(name, resource(name)));
        ListPages list = new ListPages(front, newest, graves.size());
        text.accept("index.html", list.index());
        for (int page = 1; page <= list.pages(); page++) {
            text.accept(ListPages.name(page), list.page(page));
        }
        text.accept("search.html", list.search());
        text.accept("withdrawn.html", list.withdrawn(graves));
        Map<String, Entry> known = new HashMap<>();
        newest.forEach(entry -> known.put(entry.folder(), entry));
        for (Entry entry : newest) {
            text.accept(
                    "items/" + entry.folder() + "/index.html", ItemPage.of(front, entry, known));
        }
        new SearchShards(newest.reversed()).write(text);
        text.accept("feed.xml", Feeds.atom(front, newest, graves));
        text.accept("torrents.xml", Feeds.torrents(front, newest));
    }

    private static byte[] resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException(name + " is missing in the program");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
