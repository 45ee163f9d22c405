package v2v.media;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/// What every child carries in its environment, and all that it starts in turn: whose it is. A
/// child that outlives its node is known by it.
///
/// @param library the library that it works for; empty when for none
/// @param node the process that started it
/// @param run a number for each child of the node
record Mark(String library, Owner node, long run) {
    static final String LIBRARY = "V2V_LIBRARY";
    static final String NODE = "V2V_NODE";
    static final String RUN = "V2V_RUN";

    private static final AtomicLong RUNS = new AtomicLong();

    /// A process by number, start, and the numbering (a container has its own) that it is meant in.
    record Owner(long pid, long start, String numbering) {
        private static final String PATTERN = "[0-9]{1,18} [0-9]{1,18} \\S+";

        static Owner self() throws IOException {
            Proc self = Proc.self();
            return new Owner(self.pid(), self.start(), numbers());
        }

        private static String numbers() throws IOException {
            return Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
        }

        /// Whether it is certain that this process has ended.
        boolean dead() throws IOException {
            return numbering.equals(numbers())
                    && Proc.of(pid).filter(p -> p.living() && p.start() == start).isEmpty();
        }

        @Override
        public String toString() {
            return pid + " " + start + " " + numbering;
        }

        static boolean readable(String text) {
            return text.matches(PATTERN);
        }

        static Owner parse(String text) {
            String[] words = text.split(" ", 3);
            return new Owner(Long.parseLong(words[0]), Long.parseLong(words[1]), words[2]);
        }
    }

    static Mark next(String library) throws IOException {
        return new Mark(library, Owner.self(), RUNS.incrementAndGet());
    }

    Map<String, String> environment() {
        return Map.of(LIBRARY, library, NODE, node.toString(), RUN, name());
    }

    /// What tells this run from all others.
    String name() {
        return node.pid() + "-" + node.start() + "-" + run;
    }
}
