package v2v.cli;

import v2v.item.Json;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What came of a command, as somebody types it.
record Typed(int status, String out, String err) {
    static Typed of(List<String> command, Object... more) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        PrintStream before = System.out;
        PrintStream beforeErr = System.err;
        try {
            System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            int status =
                    Main.commandLine()
                            .execute(
                                    Stream.concat(command.stream(), Stream.of(more))
                                            .map(Object::toString)
                                            .toArray(String[]::new));
            return new Typed(
                    status,
                    out.toString(StandardCharsets.UTF_8),
                    err.toString(StandardCharsets.UTF_8));
        } finally {
            System.setOut(before);
            System.setErr(beforeErr);
        }
    }

    /// One object a line, as `--json` has it.
    List<Map<?, ?>> objects() {
        return out.lines().<Map<?, ?>>map(line -> Json.read(line, Map.class)).toList();
    }
}
