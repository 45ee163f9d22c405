package v2v.media;

import v2v.item.Digest;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What tells one build of the encoders from all others.
final class Fingerprint {
    private static final int DIGITS = 16;

    /// By the names that the loader asks for: of the same bytes under a second name, and of what
    /// binds them to Java, a machine may have unpacked more or less.
    private static final Pattern PROGRAMS = Pattern.compile("ffmpeg|ffprobe|lib.+\\.so\\.[0-9]+");

    private Fingerprint() {}

    /// @param says what the program says of itself, line by line
    static String of(Path folder, List<String> says) throws IOException {
        StringBuilder all = new StringBuilder(String.join("\n", says)).append('\n');
        List<Path> files;
        try (Stream<Path> inside = Files.list(folder)) {
            files = inside.filter(Fingerprint::program).sorted().toList();
        }
        // side by side, because somebody waits for it
        List<Together.Work<Digest>> digests =
                files.stream().<Together.Work<Digest>>map(f -> () -> Workbench.digest(f)).toList();
        List<Digest> found = Together.run(digests);
        for (int i = 0; i < files.size(); i++) {
            all.append(files.get(i).getFileName()).append(' ').append(found.get(i)).append('\n');
        }
        return digest(all.toString()).hex().substring(0, DIGITS);
    }

    private static boolean program(Path file) {
        return PROGRAMS.matcher(String.valueOf(file.getFileName())).matches();
    }

    static Digest digest(String text) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return Digest.of(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
