package v2v.media;

import v2v.item.Settings;

import java.util.ArrayList;
import java.util.List;

/// How much of the machine one run may take.
///
/// Nothing of it may decide how the bytes come out: a work that is begun on one machine and ended
/// on another is the same work. So none of these arguments belongs into a recipe.
///
/// @param nice added to the priority, 0 (as we are) to 19 (only when nobody else wants to)
/// @param cores processors that it may keep busy
/// @param memory bytes that it may write to, 0 for no bound
record Budget(int nice, int cores, long memory) {
    private static final int MOST_THREADS = 16;

    private static final long MEGA = 1L << 20;

    /// Linux may share the processors out by session first (autogroup), and a child has one of its
    /// own: there, its niceness counts only when it is the session's too.
    private static final String GROUP =
            "{ echo \"$0\" >/proc/self/autogroup; } 2>/dev/null; exec \"$@\"";

    /// For headers, decodes and stills: somebody waits for them, and the file is a stranger's.
    static Budget looking(Settings settings) {
        return new Budget(
                0, cores(settings), MEGA * settings.integer("media.max-memory", 2048, 0, 1 << 20));
    }

    /// For encodes: they take hours and give way to all else. Without a bound on memory, as the
    /// original was decoded within one before.
    static Budget encoding(Settings settings) {
        return new Budget(settings.integer("media.nice", 10, 0, 19), cores(settings), 0);
    }

    private static int cores(Settings settings) {
        int all = Runtime.getRuntime().availableProcessors();
        int wanted = settings.integer("media.cores", 0, 0, 1024);
        return wanted == 0 ? all : Math.min(wanted, all);
    }

    /// Before the `-i` of an input, for its decoders. FFmpeg itself stops at sixteen, as each
    /// thread of a decoder holds a picture.
    List<String> decoder() {
        return List.of("-threads", Integer.toString(Math.min(cores, MOST_THREADS)));
    }

    /// Among the global options, for all filters.
    List<String> filters() {
        String threads = Integer.toString(Math.min(cores, MOST_THREADS));
        return List.of("-filter_threads", threads, "-filter_complex_threads", threads);
    }

    /// Beside the other arguments of one video encoder, by FFmpeg's name for it. What SVT-AV1 is
    /// told goes into its one option `-svtav1-params`: join with `:` what else stands there.
    List<String> encoder(String name) {
        if (cores >= Runtime.getRuntime().availableProcessors()) {
            return List.of(); // each knows best how to fill a machine
        }
        return switch (name) {
            case "libsvtav1" -> List.of("-svtav1-params", "lp=" + level());
            case "libvpx-vp9", "libvpx", "ffv1" ->
                    List.of("-threads:v", Integer.toString(Math.min(cores, MOST_THREADS)));
            default -> List.of();
        };
    }

    /// SVT-AV1 counts levels of parallelism, not processors: each of the six takes about twice the
    /// one before.
    private int level() {
        return Math.min(6, 32 - Integer.numberOfLeadingZeros(cores));
    }

    /// What stands before the program on the command line. The bound is on writable memory: address
    /// space says nothing (each thread reserves 64 MB of it for nothing), and Linux does not
    /// enforce a bound on resident memory.
    List<String> prefix() {
        List<String> prefix = new ArrayList<>();
        if (nice > 0) {
            String priority = Integer.toString(nice);
            prefix.addAll(List.of("nice", "-n", priority, "sh", "-c", GROUP, priority));
        }
        if (memory > 0) {
            prefix.addAll(List.of("prlimit", "--data=" + memory, "--core=0", "--"));
        }
        return prefix;
    }
}
