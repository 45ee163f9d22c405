package v2v.torrent.seed;

import v2v.item.Settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Who seeds, when it is not this program itself.
///
/// @param by `seed.by`: `node` (this program), `transmission` or `qbittorrent`
/// @param url `seed.box.url`: where the seedbox's web server answers, such as
///   `http://127.0.0.1:9091`
/// @param user `seed.box.user`; empty where it asks for none
/// @param password the first line of `seed.box.password-file`
/// @param folder `seed.box.folder`: where the box sees the library folder; empty: where it is here
public record BoxSettings(By by, URI url, String user, String password, String folder) {
    /// Which of them.
    public enum By {
        NODE,
        TRANSMISSION,
        QBITTORRENT
    }

    private static final URI NOWHERE = URI.create("http://127.0.0.1/");

    /// What the operator wrote.
    ///
    /// @throws v2v.item.BadConfig naming file and line
    public static BoxSettings read(Settings settings) {
        By by =
                switch (settings.text("seed.by", "node")) {
                    case "node" -> By.NODE;
                    case "transmission" -> By.TRANSMISSION;
                    case "qbittorrent" -> By.QBITTORRENT;
                    default ->
                            throw settings.bad(
                                    "seed.by", "expected node, transmission or qbittorrent");
                };
        String url = settings.text("seed.box.url", "");
        String user = settings.text("seed.box.user", "");
        String file = settings.text("seed.box.password-file", "");
        String folder = settings.text("seed.box.folder", "");
        if (by == By.NODE) {
            return new BoxSettings(by, NOWHERE, "", "", "");
        }
        return new BoxSettings(by, address(settings, url), user, secret(settings, file), folder);
    }

    private static URI address(Settings settings, String url) {
        try {
            URI uri = new URI(url);
            boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            if (web && uri.getHost() != null && uri.getUserInfo() == null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            throw settings.bad("seed.box.url", "this is no address");
        }
        throw settings.bad(
                "seed.box.url",
                "expected the address of the seedbox's web server, without user and password, such"
                        + " as http://127.0.0.1:9091");
    }

    private static String secret(Settings settings, String file) {
        if (file.isEmpty()) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(Path.of(file));
            return lines.isEmpty() ? "" : lines.getFirst();
        } catch (IOException e) {
            throw settings.bad("seed.box.password-file", "can not be read: " + file);
        }
    }

    /// Without the password.
    @Override
    public String toString() {
        return by + " at " + url;
    }
}
