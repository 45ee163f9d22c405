package v2v.bag;

import v2v.item.Digest;
import v2v.item.Halt;
import v2v.item.Redo;
import v2v.item.Refusal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// One file that goes into a bag.
///
/// @param name in the bag
/// @param from where it is taken from
/// @param sha256 that it has, and must have in the bag
/// @param origin whose fault it is when it is no longer so
record Part(String name, Path from, Digest sha256, long bytes, Origin origin) {
    enum Origin {
        /// Delivered, and read where it lies: copied.
        DELIVERED,
        /// Made by an earlier stage, in `work/`, and nobody else's: linked.
        MADE,
        /// Written beside the media a moment ago: copied, for the release will share its fate with
        /// many hands.
        WRITTEN
    }

    /// Asked of all parts before the first is copied, which may take hours.
    void present() throws IOException {
        if (!Files.isRegularFile(from)) {
            throw gone();
        }
        if (Files.size(from) != bytes) {
            throw altered();
        }
    }

    private Halt gone() {
        return switch (origin) {
            case DELIVERED ->
                    new Refusal(
                            Refusal.Code.FILE_MISSING,
                            from.toString(),
                            "the file is no longer where it was when it was accepted",
                            "put it back, or order it again from its new place");
            case MADE, WRITTEN ->
                    new Redo("transcode", from.getFileName() + " is gone; it is made again");
        };
    }

    /// What is said when the bytes are not those that were promised.
    Halt altered() {
        return switch (origin) {
            case DELIVERED ->
                    new Refusal(
                            Refusal.Code.FILE_CHANGED,
                            from.toString(),
                            "the file was changed after it was accepted, so it is not kept",
                            "order it again when nobody writes to it any more");
            case MADE, WRITTEN ->
                    new Redo("transcode", from.getFileName() + " is altered; it is made again");
        };
    }
}
