package v2v.pipeline.crew;

import com.fasterxml.jackson.databind.JsonNode;

import v2v.item.Library;
import v2v.item.Progress;

import java.io.IOException;
import java.nio.file.Path;

/// What a worker can do. Called by a platform thread of its own for each part, which an interrupt
/// must end soon.
public interface Labour {
    /// What it encodes with: equal on two machines exactly when what they make fits together.
    String encoder() throws IOException;

    /// Does one part.
    ///
    /// @param own a fresh folder; nothing may be written anywhere else in the share
    /// @return what came of it, in the words of the stage; paths relative to the share
    /// @throws v2v.item.Refusal when the file or the order is at fault
    /// @throws IOException when the machine is
    JsonNode work(Place place, Asked asked, Path own, Progress progress) throws IOException;

    /// Where a part is done.
    ///
    /// @param share as it is called on this machine
    record Place(Path share, Library library) {}
}
