package v2v.release;

import v2v.item.Renditions;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/// Release folders for the tests of other rooms.
public final class Described {
    private Described() {}

    /// A release with all its documents, signed, in the work of this library.
    public static Path in(Path library) throws IOException {
        Works works = Works.in(library);
        Renditions renditions = works.renditions();
        Publisher publisher = new Publisher("Radio Bremen Archive", "https://example.org/");
        new Releases(works.library(), publisher, InstantSource.system()).describe(renditions);
        return works.folder();
    }
}
