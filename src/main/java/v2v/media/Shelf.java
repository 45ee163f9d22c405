package v2v.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/// The pieces of one film that were made by one recipe: `pieces/<name>/` on the bench.
///
/// @param name says the recipe
record Shelf(Workbench bench, String name) {
    private static final String ENCODER = "encoder.json";

    /// Which encoder made the pieces, as it named itself.
    record Encoder(String name) {}

    private String place(String file) {
        return Workbench.PIECES + "/" + name + "/" + file;
    }

    private static String piece(String copy, int index) {
        return String.format(Locale.ROOT, "%s-%04d.ivf", copy, index);
    }

    private static String borders(int index) {
        return String.format(Locale.ROOT, "borders-%04d.framemd5", index);
    }

    boolean there() {
        return Files.isDirectory(bench.find(Workbench.PIECES + "/" + name));
    }

    /// The piece, where it lies or would be made.
    Path find(String copy, int index) {
        return bench.find(place(piece(copy, index)));
    }

    Path findBorders(int index) {
        return bench.find(place(borders(index)));
    }

    void keep(Path part, String copy, int index) throws IOException {
        bench.keep(part, bench.own().resolve(place(piece(copy, index))));
    }

    void keepBorders(Path part, int index) throws IOException {
        bench.keep(part, bench.own().resolve(place(borders(index))));
    }

    /// As it named itself; empty when it did not.
    String encoder() throws IOException {
        return bench.note(place(ENCODER), Encoder.class).map(Encoder::name).orElse("");
    }

    void encoder(String said) throws IOException {
        if (!said.isEmpty()) {
            bench.write(place(ENCODER), new Encoder(said));
        }
    }

    /// A pattern of the places of what makes up one piece.
    String places(int index) {
        return String.format(
                Locale.ROOT,
                "%s/%s/([a-z]+-%04d\\.ivf|borders-%04d\\.framemd5|encoder\\.json)",
                Workbench.PIECES,
                name,
                index,
                index);
    }
}
