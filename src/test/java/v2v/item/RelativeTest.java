package v2v.item;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Tickets on their way to machines that know one folder by other names.
class RelativeTest {
    private static final Digest BYTES = new Digest("0123456789abcdef".repeat(4));
    private static final Relative HERE = new Relative(Path.of("/archive/share"));
    private static final Relative THERE = new Relative(Path.of("/mnt/tapes"));

    private static Clearance clearance(String file) {
        Footage footage = Tapes.footage(BYTES, Path.of(file), Record.EMPTY);
        Inspection inspection =
                Tapes.inspected(footage, Duration.ofSeconds(9), Treatment.NONE, List.of());
        return new Clearance(
                inspection,
                Tapes.CC_BY,
                "a",
                "A",
                "B",
                "A, B",
                Map.of("TITLE", "A"),
                "",
                List.of());
    }

    @Test
    void aTicketComesOutTheSameOnTheOtherSide() throws IOException {
        JsonNode tree = HERE.tree(clearance("/archive/share/tapes/a.mxf"));
        assertFalse(tree.toString().contains("/archive"), tree.toString());
        Clearance there = THERE.read(tree, Clearance.class);
        assertEquals(Path.of("/mnt/tapes/tapes/a.mxf"), there.inspection().footage().file());
        assertEquals(
                clearance("/archive/share/tapes/a.mxf"),
                HERE.read(THERE.tree(there), Clearance.class));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/elsewhere/a.mxf", "/archive/shared/a.mxf", "/archive/share/../a.mxf"})
    void whatLiesOutsideIsNotSpokenOf(String file) {
        assertThrows(Relative.Outside.class, () -> HERE.tree(clearance(file)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"../a.mxf", "/etc/passwd", "tapes/../../a.mxf"})
    void aPathThatLeadsOutIsNotFollowed(String path) throws IOException {
        String text =
                HERE.tree(clearance("/archive/share/a.mxf"))
                        .toString()
                        .replace("\"a.mxf\"", "\"" + path + "\"");
        assertThrows(
                UncheckedIOException.class, () -> THERE.read(Json.tree(text), Clearance.class));
    }
}
