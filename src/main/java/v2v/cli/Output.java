package v2v.cli;

import picocli.CommandLine.Option;

/// How a command prints its results, the same for all that have any.
sealed class Output {
    @Option(names = "--json", description = "one JSON object a line on stdout")
    private boolean json;

    boolean json() {
        return json;
    }

    Say say() {
        return new Say(System.out, System.err, json);
    }

    /// Of commands that take their time, and show how far they are.
    static final class Slow extends Output {
        @Option(names = "--quiet", description = "no progress")
        private boolean quiet;

        Screen screen() {
            return new Screen(System.err, quiet || json());
        }
    }
}
