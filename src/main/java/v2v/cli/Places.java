package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.edition.Entry;
import v2v.edition.Head;
import v2v.edition.Shelf;
import v2v.edition.Source;
import v2v.torrent.dht.Pointer;
import v2v.torrent.fetch.Sources;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Where a publisher's library may be found.
///
/// @param all web addresses, magnet links of catalogues or of keys, folders; best first
record Places(List<String> all) {
    Places {
        all = List.copyOf(all);
    }

    /// What people name, then what was remembered, then what the publisher says.
    static Places of(List<String> sources, @Nullable MirrorBook book) {
        Set<String> places = new LinkedHashSet<>(sources);
        if (book != null) {
            places.addAll(book.sources());
            if (book.head() != null) {
                places.addAll(book.head().places());
            }
        }
        return new Places(List.copyOf(places));
    }

    /// The magnet of a torrent names one edition: where it was is no place to look for the next.
    Places lasting() {
        return new Places(
                all.stream().filter(place -> !isMagnet(place) || Pointer.isOne(place)).toList());
    }

    static boolean isMagnet(String place) {
        return place.startsWith("magnet:");
    }

    private static boolean isWeb(String place) {
        return place.matches("https?://.+");
    }

    /// The catalogue at a place that is no magnet. A web address may be that of the library; its
    /// catalogue is one step below.
    ///
    /// @throws IOException when the host does not answer
    static Source source(String place, HttpClient http) throws IOException {
        if (!isWeb(place)) {
            Path folder = Path.of(place).toAbsolutePath();
            Path below = folder.resolve(Shelf.NAME);
            return new Source.Folder(Files.isDirectory(below) ? below : folder);
        }
        Source.Web web = new Source.Web(base(place), http);
        return web.has(Head.FILE) ? web : new Source.Web(base(place).resolve("catalogue/"), http);
    }

    /// For asking them.
    static HttpClient client() {
        return HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(15))
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    private static URI base(String place) {
        String url = place.replaceFirst("/catalogue[.]json$", "/");
        return URI.create(url.endsWith("/") ? url : url + "/");
    }

    /// A copy beside a catalogue in a folder, such as on a disk that was sent; it is proven like
    /// any other.
    @Nullable Path beside(Entry entry) {
        for (String place : all) {
            if (!isWeb(place) && !isMagnet(place)) {
                for (String way : List.of("releases", "../releases", "../../../releases")) {
                    Path copy = Path.of(place).resolve(way).resolve(entry.folder()).normalize();
                    if (Files.isDirectory(copy)) {
                        return copy;
                    }
                }
            }
        }
        return null;
    }

    /// A library's server has its releases and its tracker beside the catalogue.
    Sources sources(List<String> peers) {
        Set<String> web = new HashSet<>();
        Set<String> trackers = new HashSet<>();
        for (String place : all) {
            if (isWeb(place)) {
                String library = base(place).toString().replaceFirst("/catalogue/$", "/");
                web.add(library + "releases/");
                trackers.add(library + "announce");
            }
        }
        return new Sources(peers, List.copyOf(trackers), List.copyOf(web));
    }

    @Override
    public String toString() {
        return String.join(", ", all);
    }
}
