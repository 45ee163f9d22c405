package v2v.item;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// What the library notes beside a release that was replaced, so that whoever shows the earlier one
/// can name the later: the released folder itself is never edited.
///
/// @param folder name of the release folder that was replaced
/// @param by name of the release folder that replaces it
/// @param why in words for the public
public record Successor(String folder, String by, String why) {
    /// The release that replaces this one and is still offered; nothing when there is none.
    public static Optional<Successor> of(Library library, String folder) throws IOException {
        Path note = library.successor(folder);
        String text;
        try {
            text = Files.readString(note);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        try {
            Successor successor = Json.read(text, Successor.class);
            return Files.exists(library.tombstone(successor.by()))
                    ? Optional.empty()
                    : Optional.of(successor);
        } catch (UncheckedIOException e) {
            throw new IOException(note + " is damaged: " + e.getMessage(), e);
        }
    }
}
