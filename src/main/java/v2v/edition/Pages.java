package v2v.edition;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiConsumer;

/// The pages of the catalogue.
final class Pages {
    private Pages() {}

    static void write(
            Front front, List<Entry> newest, List<Grave> graves, BiConsumer<String, byte[]> put) {
        put.accept(
                "index.html",
                (front.publisher() + newest.size() + graves.size())
                        .getBytes(StandardCharsets.UTF_8));
    }
}
