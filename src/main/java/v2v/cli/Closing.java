package v2v.cli;

import org.jspecify.annotations.Nullable;

import java.io.IOException;

/// Ends what was started, in order; on a signal too, because the JVM runs nothing else then.
final class Closing {
    private Closing() {}

    /// From now on a signal closes these, first to last.
    static void onSignal(@Nullable AutoCloseable... parts) {
        Runtime.getRuntime()
                .addShutdownHook(
                        Thread.ofPlatform().name("v2v-close").unstarted(() -> quietly(parts)));
    }

    private static void quietly(@Nullable AutoCloseable... parts) {
        try {
            now(parts);
        } catch (IOException e) {
            System.err.println("v2v: while stopping: " + e.getMessage());
        }
    }

    static void now(@Nullable AutoCloseable... parts) throws IOException {
        for (AutoCloseable part : parts) {
            if (part != null) {
                try {
                    part.close();
                } catch (IOException | RuntimeException e) {
                    throw e;
                } catch (Exception e) { // AutoCloseable declares no narrower one
                    throw new IOException(e);
                }
            }
        }
    }
}
