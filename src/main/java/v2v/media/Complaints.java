package v2v.media;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// What a run said on its error output: all lines counted, the first ten and the last twenty kept.
/// Written by one thread and read after it has ended.
final class Complaints {
    private static final int FIRST = 10;
    private static final int LAST = 20;

    private final List<String> first = new ArrayList<>();
    private final Deque<String> last = new ArrayDeque<>();
    private long count;
    private long chatter;
    private boolean cutShort;
    private long repairs;
    private String encoder = "";

    void add(String line) {
        switch (Chatter.of(line)) {
            case ENCODER_VERSION -> encoder = Chatter.encoderVersion(line);
            case NOISE -> {}
            case OPUS_END -> chatter++;
            case END_OF_FILE -> {
                cutShort = true;
                keep(line);
            }
            case COMPLAINT -> keep(line);
        }
    }

    private void keep(String line) {
        count++;
        if (Chatter.repaired(line)) {
            repairs++;
        }
        String plain = Chatter.plain(line);
        if (first.size() < FIRST) {
            first.add(plain);
        }
        last.addLast(plain);
        if (last.size() > LAST) {
            last.removeFirst();
        }
    }

    /// Lines that are held against the file.
    long count() {
        return count;
    }

    List<String> first() {
        return List.copyOf(first);
    }

    List<String> last() {
        return List.copyOf(last);
    }

    /// Opus end-of-track lines: one a track is FFmpeg's fault, more are the file's.
    long opusEnds() {
        return chatter;
    }

    /// Pictures, or parts of one, that the decoder painted over.
    long repairs() {
        return repairs;
    }

    /// Whether one of them says that the file ends too early.
    boolean cutShort() {
        return cutShort;
    }

    /// `SVT-AV1 v3.1.2`, or empty when no encoder named itself.
    String encoder() {
        return encoder;
    }

    boolean mentions(String words) {
        return first.stream().anyMatch(line -> line.contains(words))
                || last.stream().anyMatch(line -> line.contains(words));
    }
}
