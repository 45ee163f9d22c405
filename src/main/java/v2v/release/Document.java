package v2v.release;

import java.nio.charset.StandardCharsets;

/// One small file of a release.
///
/// @param name path inside the release folder, with forward slashes
@SuppressWarnings("ArrayRecordComponent") // never compared, written once
record Document(String name, byte[] bytes) {
    static Document of(String name, String text) {
        return new Document(name, text.getBytes(StandardCharsets.UTF_8));
    }
}
