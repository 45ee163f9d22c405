package v2v.item;

import org.jspecify.annotations.Nullable;

import java.nio.file.Path;
import java.time.Instant;

/// A file that lies there and asks to be released; nothing about it is believed yet.
///
/// @param file absolute; read where it lies and never touched
/// @param bytes size when it was last seen
/// @param modified its modification time then
/// @param sidecar the record file beside it, if one was found
/// @param number counts the deliveries of this path; given by the ledger
public record Delivery(
        Path file, long bytes, Instant modified, @Nullable Path sidecar, Order order, int number)
        implements Ticket {
    public Delivery numbered(int next) {
        return new Delivery(file, bytes, modified, sidecar, order, next);
    }

    @Override
    public String item() {
        return file.toString();
    }

    @Override
    public int version() {
        return number;
    }
}
