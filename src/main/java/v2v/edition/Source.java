package v2v.edition;

import v2v.item.Refusal;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;

/// A place from which a catalogue can be taken, file by file. Nothing that comes from it is
/// believed before it is proven.
public sealed interface Source {
    /// No file of a catalogue is longer, bytes.
    long LONGEST = 2L << 30;

    /// Copies one file.
    ///
    /// @param path below the catalogue, with forward slashes
    /// @param most bytes; a longer one is refused
    /// @throws IOException when the place does not answer, or has no such file
    void get(String path, long most, Path into) throws IOException;

    /// As people wrote it.
    @Override
    String toString();

    /// A folder, on this machine or a disk that was sent.
    record Folder(Path folder) implements Source {
        @Override
        public void get(String path, long most, Path into) throws IOException {
            Path file = folder.resolve(path);
            if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                throw new IOException(file + " is missing, or no ordinary file");
            }
            try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
                copy(in, most, into, file.toString());
            }
        }

        @Override
        public String toString() {
            return folder.toString();
        }
    }

    /// A web host.
    ///
    /// @param base ends in `/`
    /// @param patience so long it may take to answer, and then for each next 64 KiB: a server that
    ///   dies within a file must not hold whoever waits
    record Web(URI base, HttpClient http, Duration patience) implements Source {
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        public Web(URI base, HttpClient http) {
            this(base, http, PATIENCE);
        }

        @Override
        public void get(String path, long most, Path into) throws IOException {
            URI uri = base.resolve(escaped(path));
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(patience).GET().build();
            try {
                HttpResponse<InputStream> response =
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body();
                        Watch watch = new Watch(body, patience, uri)) {
                    if (response.statusCode() != 200) {
                        throw new IOException(uri + " answers " + response.statusCode());
                    }
                    copy(watch, most, into, uri.toString());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading " + uri);
            }
        }

        /// Whether there is such a file.
        ///
        /// @throws IOException when the host does not answer
        public boolean has(String path) throws IOException {
            HttpRequest request =
                    HttpRequest.newBuilder(base.resolve(escaped(path)))
                            .timeout(patience)
                            .HEAD()
                            .build();
            try {
                return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode()
                        == 200;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while asking " + base);
            }
        }

        private static String escaped(String path) {
            return Arrays.stream(path.split("/", -1))
                    .map(part -> URLEncoder.encode(part, StandardCharsets.UTF_8))
                    .map(part -> part.replace("+", "%20"))
                    .collect(Collectors.joining("/"));
        }

        @Override
        public String toString() {
            return base.toString();
        }
    }

    private static void copy(InputStream in, long most, Path into, String from) throws IOException {
        Files.createDirectories(into.resolveSibling(""));
        Files.deleteIfExists(into); // it may be another name of a file of an earlier edition
        try (OutputStream out =
                Files.newOutputStream(
                        into, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            byte[] part = new byte[64 << 10];
            long left = most;
            for (int got = in.readNBytes(part, 0, part.length);
                    got > 0;
                    got = in.readNBytes(part, 0, part.length)) {
                left -= got;
                if (left < 0) {
                    throw new Refusal(
                            Refusal.Code.CATALOGUE_INVALID,
                            from,
                            "it is longer than " + most + " bytes",
                            "take the catalogue from another place");
                }
                out.write(part, 0, got);
            }
        }
    }
}
