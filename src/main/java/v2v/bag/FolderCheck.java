package v2v.bag;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;

/// Says whether a folder with a list in the form of `sha256sum` is whole and unaltered.
public final class FolderCheck {
    private FolderCheck() {}

    /// Reads a folder, every byte of it.
    ///
    /// @param list the name of its list, for instance `manifest-sha256.txt`
    /// @param more told how many more bytes were read
    /// @throws IOException when the folder is not there; what can not be read in it is a finding
    public static Verdict check(Path folder, String list, LongConsumer more) throws IOException {
        Findings findings = new Findings();
        Comparison comparison = Comparison.in(folder, findings);
        Path file = comparison.files().get(list);
        if (file == null) {
            findings.problem(
                    list, Problem.Kind.MISSING, "is missing: nothing else can be compared");
        } else {
            Listing listing =
                    Listing.read(
                            file,
                            list,
                            Algorithm.SHA256,
                            false,
                            Dialect.COREUTILS,
                            StandardCharsets.UTF_8,
                            findings);
            comparison.expect(listing, _ -> true, Map.of());
            comparison.extras(List.of(listing), name -> !name.equals(list), true);
            comparison.compare(name -> true, more);
        }
        return findings.verdict(comparison.files().size(), comparison.bytes());
    }
}
