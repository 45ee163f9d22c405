package v2v.release;

import org.jspecify.annotations.Nullable;

import v2v.item.Tombstone;

import java.nio.file.Path;
import java.util.List;

/// What a release folder, or one file, turned out to be.
///
/// @param folder where the statement lies
/// @param file the name that the release gives to the one file that was asked about; null when it
///   gives none, or the whole folder was asked about
/// @param statement what the publisher says; null when that can not be read
/// @param key fingerprint of the key that the signature was compared with; empty without one
/// @param sure whether somebody gave that key; else it is only the one that lies in the folder
/// @param files that were read
/// @param bytes that were read
/// @param faults everything that is not as it was signed
/// @param tombstone the publisher's signed word that it is withdrawn; null when none is known
public record Verified(
        Path folder,
        @Nullable String file,
        @Nullable Statement statement,
        String key,
        boolean sure,
        long files,
        long bytes,
        List<Fault> faults,
        @Nullable Tombstone tombstone) {
    /// Whether every byte is as it was signed. A withdrawal changes nothing in that: whoever has
    /// the release has it with its licence.
    public boolean good() {
        return faults.isEmpty();
    }
}
