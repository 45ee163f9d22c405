package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.item.Released;
import v2v.ledger.Items;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Results: on stdout, for people or as one JSON object a line with `"type"` first.
final class Say {
    private final PrintStream out;
    private final PrintStream err;
    private final boolean json;

    Say(PrintStream out, PrintStream err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    void released(Library library, Released released, String title, @Nullable String note) {
        Path folder = library.resolve(released.folder());
        Path torrent = library.resolve(released.torrent());
        if (json) {
            object(
                    "release",
                    "id",
                    released.id(),
                    "state",
                    "released",
                    "title",
                    title,
                    "folder",
                    folder,
                    "torrent",
                    torrent,
                    "magnet",
                    released.magnet(),
                    "infohash",
                    released.swarm(),
                    "infohashV2",
                    released.infohashV2(),
                    "at",
                    released.at(),
                    "note",
                    note);
            return;
        }
        if (note != null) {
            err.println("v2v: " + Screen.plain(note));
        }
        out.println("released " + released.id() + "  " + Screen.plain(title));
        out.println("  folder   " + folder);
        out.println("  torrent  " + torrent);
        out.println("  magnet   " + released.magnet());
    }

    /// Where one item stands, for programs.
    void item(Items.Standing item, @Nullable Object... more) {
        List<@Nullable Object> pairs = new ArrayList<>();
        pairs.addAll(Arrays.asList("id", item.id(), "version", item.version()));
        pairs.addAll(Arrays.asList("title", item.title(), "state", item.state().word()));
        pairs.addAll(Arrays.asList("code", item.code(), "message", item.message()));
        pairs.addAll(Arrays.asList("fix", item.fix(), "source", item.source()));
        pairs.addAll(Arrays.asList("changed", item.changed()));
        pairs.addAll(Arrays.asList("findings", item.findings().isEmpty() ? null : item.findings()));
        pairs.addAll(Arrays.asList(more));
        object("item", pairs.toArray());
    }

    void refused(Refusal refusal) {
        refused(refusal.code().name(), refusal.file(), refusal.getMessage(), refusal.fix());
    }

    void refused(String code, String file, @Nullable String message, @Nullable String fix) {
        stopped("refusal", code, file, message, fix);
    }

    /// An outage or a bug.
    void failed(String code, String file, @Nullable String message) {
        stopped("failure", code, file, message, null);
    }

    private void stopped(
            String type, String code, String file, @Nullable String message, @Nullable String fix) {
        if (json) {
            object(type, "code", code, "file", file, "message", message, "fix", fix);
        } else {
            err.println("v2v: " + Screen.sentence(code, file, message, fix));
        }
    }

    /// One JSON object on one line.
    void object(String type, @Nullable Object... pairs) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("type", type);
        for (int i = 0; i < pairs.length; i += 2) {
            Object value = pairs[i + 1];
            if (value != null) {
                all.put(String.valueOf(pairs[i]), value);
            }
        }
        out.println(Json.line(all));
        out.flush();
    }

    /// Something that a person should know, but need not act on.
    void remark(String text) {
        err.println("v2v: note: " + Screen.plain(text));
    }

    void line(String text) {
        out.println(text);
    }

    boolean json() {
        return json;
    }
}
