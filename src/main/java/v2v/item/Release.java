package v2v.item;

import java.time.Instant;

/// A complete release folder that still lies in `work/`: media, documents, signature, checksums.
///
/// @param described the moment that its documents name; fixed once, so that the bytes are
///   reproducible
public record Release(Renditions renditions, Instant described) implements Ticket {
    @Override
    public String item() {
        return renditions.item();
    }

    @Override
    public int version() {
        return renditions.version();
    }
}
