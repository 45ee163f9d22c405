package v2v.cli;

import org.jspecify.annotations.Nullable;

import v2v.bag.Problem;
import v2v.edition.Entry;
import v2v.edition.Proof;
import v2v.edition.Shelf;
import v2v.item.Library;
import v2v.item.Refusal;
import v2v.release.Publisher;
import v2v.release.Releases;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// The edition of the catalogue that a library shows: its own, or that of the publisher whose
/// mirror it is.
///
/// @param key fingerprint of whose signature it must bear
/// @param mirror whether it is a publisher's elsewhere
record ShownEdition(Library library, Path folder, String key, boolean mirror) {
    /// Nothing when there is none, or nobody can say whose it should be.
    static Optional<ShownEdition> of(Library library) throws IOException {
        Path folder = new Shelf(library, 1).current().orElse(null);
        MirrorBook book = MirrorBook.read(library);
        Releases releases = new Releases(library, Publisher.unnamed(), InstantSource.system());
        if (folder == null || (book == null && !releases.hasKey())) {
            return Optional.empty();
        }
        String key = book == null ? releases.signer().open().fingerprint() : book.key();
        return Optional.of(new ShownEdition(library, folder, key, book != null));
    }

    /// Its releases, proven; also when a page of it is damaged.
    ///
    /// @throws Refusal when what names them is damaged
    List<Entry> entries() throws IOException {
        return Proof.signed(folder, key);
    }

    /// Reads all of it, and says what is wrong.
    ///
    /// @return whether it is as it was signed
    boolean check(Say say) throws IOException {
        Problem problem = problem();
        String state = problem == null ? "good" : "damaged";
        if (say.json()) {
            say.object(
                    "check",
                    "what",
                    "edition",
                    "state",
                    state,
                    "folder",
                    folder,
                    "problems",
                    problem == null ? List.of() : List.of(problem));
            return problem == null;
        }
        say.line("%-8s %-8s %s".formatted(state, "edition", Screen.plain(relative(folder))));
        if (problem != null) {
            say.line("         " + Screen.plain(problem.sentence()));
        }
        return problem == null;
    }

    private @Nullable Problem problem() throws IOException {
        try {
            Proof.of(folder, key, null);
            return null;
        } catch (Refusal e) {
            return new Problem(
                    relative(Path.of(e.file())),
                    Problem.Kind.ALTERED,
                    "is not what was signed, "
                            + e.getMessage()
                            + ": "
                            + (mirror
                                    ? "start 'v2v mirror' again, and it is taken anew"
                                    : "'v2v catalogue' writes it anew, or says what it needs"));
        }
    }

    private String relative(Path file) throws IOException {
        return library.root().toRealPath().relativize(file).toString();
    }
}
