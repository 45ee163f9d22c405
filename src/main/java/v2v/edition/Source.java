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
    record Web(URI base, HttpClient http) implements Source {
        private static final Duration PATIENCE = Duration.ofSeconds(30);

        @Override
        public void get(String path, long most, Path into) throws IOException {
            URI uri = base.resolve(escaped(path));
            HttpRequest request = HttpRequest.newBuilder(uri).timeout(PATIENCE).GET().build();
            try {
                HttpResponse<InputStream> response =
                        http.send(request, HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = response.body()) {
                    if (response.statusCode() != 200) {
                        throw new IOException(uri + " answers " + response.statusCode());
                    }
                    copy(body, most, into, uri.toString());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted while reading " + uri);
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
        try (OutputStream out =
                Files.newOutputStream(
                        into, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING)) {
            byte[] part = new byte[64 << 10];
            long left = most;
            for (int got = in.read(part); got >= 0; got = in.read(part)) {
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
