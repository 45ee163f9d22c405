package v2v.release;

import v2v.item.Json;
import v2v.item.Library;
import v2v.item.Record;
import v2v.item.Rendition;
import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Set;

/// Release folders for the tests of other rooms.
public final class Described {
    private Described() {}

    /// The same with this record, whose licence is taken for BY-SA.
    public static Path in(Path library, Record record) throws IOException {
        String json = Json.lean(record).toString();
        String title = record.title().orElse("Harbour at dawn");
        Works works =
                new Works(
                        new Library(library).prepare(),
                        title,
                        json,
                        Works.BY_SA,
                        false,
                        Set.of(Rendition.Role.ACCESS, Rendition.Role.POSTER));
        describe(works);
        return works.folder();
    }

    /// A release with all its documents, signed, in the work of this library.
    public static Path in(Path library) throws IOException {
        Works works = Works.in(library);
        describe(works);
        return works.folder();
    }

    private static void describe(Works works) throws IOException {
        Renditions renditions = works.renditions();
        Publisher publisher = new Publisher("Radio Bremen Archive", "https://example.org/");
        new Releases(works.library(), publisher, InstantSource.system()).describe(renditions);
    }
}
