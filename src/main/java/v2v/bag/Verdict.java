package v2v.bag;

import java.util.List;

/// What a check of one folder found.
///
/// @param files that were looked at
/// @param bytes that lie there
/// @param warnings sentences about what is unwise, but right
public record Verdict(long files, long bytes, List<Problem> problems, List<String> warnings) {
    /// Whether every byte that was kept is there and no other.
    public boolean good() {
        return problems.isEmpty();
    }

    /// Whether nothing is wrong but that some files are still to be fetched.
    public boolean incomplete() {
        return !good() && problems.stream().allMatch(p -> p.kind() == Problem.Kind.UNFETCHED);
    }
}
