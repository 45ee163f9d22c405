package v2v.cli;

import org.jspecify.annotations.Nullable;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import v2v.item.Library;
import v2v.item.Tombstone;
import v2v.release.Fault;
import v2v.release.Statement;
import v2v.release.Verified;
import v2v.release.Verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;

@Command(
        name = "verify",
        description = "Prove a release, or one file of it: licence, credit, publisher, every byte.",
        footer = {
            "",
            "Needs nothing but the release itself: no library, no network. Without --key the key in"
                    + " the folder is believed; compare its fingerprint with the one that the"
                    + " publisher shows elsewhere.",
            "What was withdrawn is said to be, if its tombstone is found in a folder 'tombstones'"
                + " beside or above the release, or in --library; its bytes may be right all the"
                + " same.",
            "Exit status: 0 all is as it was signed, 2 there is nothing to verify, 3 something is"
                    + " not: the file is named."
        })
final class VerifyCommand implements Callable<Integer> {
    private static final long REDRAW_NANOS = 200_000_000;

    @Parameters(paramLabel = "PATH", description = "a release folder, or one file")
    private Path path = Path.of("");

    @Option(
            names = "--key",
            paramLabel = "PEM",
            description = "the publisher's public key, had from elsewhere")
    private @Nullable Path key;

    @Option(
            names = "--release",
            paramLabel = "FOLDER",
            description = "the release that a file is of, when it lies elsewhere")
    private @Nullable Path release;

    @Option(
            names = "--library",
            paramLabel = "DIR",
            description = "a library whose tombstones are asked too")
    private @Nullable Path library;

    @Mixin private final Output.Slow output = new Output.Slow();

    private long read;
    private long drawn;

    @Override
    public Integer call() throws IOException {
        String wrong = wrong();
        if (wrong != null) {
            return nothing(wrong);
        }
        Screen screen = output.screen();
        Verify verify = Verify.with(more -> draw(screen, more));
        if (library != null) {
            verify = verify.remembering(new Library(library).tombstones());
        }
        if (key != null) {
            try {
                verify = verify.trusting(key);
            } catch (IllegalArgumentException e) {
                return nothing("--key " + key + " " + e.getMessage());
            }
        }
        boolean folder = Files.isDirectory(path);
        Optional<Verified> verified = folder ? verify.folder(path) : verify.file(path, release);
        screen.clear();
        if (verified.isEmpty()) {
            return nothing(
                    path
                            + (folder
                                    ? ": there is neither rights.jsonld nor manifest-sha256.txt"
                                            + " here; name a release folder"
                                    : ": no rights.jsonld lies beside it or above it; name its"
                                            + " release folder with --release"));
        }
        Say say = output.say();
        if (say.json()) {
            json(say, verified.get());
        } else {
            people(say, verified.get());
        }
        return verified.get().good() ? Exit.DONE.status : Exit.REFUSED.status;
    }

    /// What was asked that can not be answered; null when it can.
    private @Nullable String wrong() {
        if (!Files.exists(path)) {
            return "there is no " + path;
        }
        if (Files.isDirectory(path)) {
            return release == null ? null : "--release is for one file; " + path + " is a folder";
        }
        if (!Files.isRegularFile(path)) {
            return path + " is no ordinary file";
        }
        return release == null || Files.isDirectory(release)
                ? null
                : "--release " + release + " is no folder";
    }

    private static int nothing(String sentence) {
        System.err.println("v2v: " + Screen.plain(sentence));
        return Exit.USAGE.status;
    }

    private void draw(Screen screen, long more) {
        read += more;
        long now = System.nanoTime();
        if (now - drawn > REDRAW_NANOS) {
            drawn = now;
            screen.draw(String.format(Locale.ROOT, "%,d MB read", read / 1_000_000));
        }
    }

    private static void json(Say say, Verified verified) {
        Statement statement = verified.statement();
        say.object(
                "verify",
                "good",
                verified.good(),
                "folder",
                verified.folder(),
                "file",
                verified.file(),
                "id",
                statement == null ? null : statement.id(),
                "title",
                statement == null ? null : statement.title(),
                "license",
                statement == null ? null : statement.license(),
                "credit",
                statement == null ? null : statement.credit(),
                "publisher",
                statement == null ? null : statement.publisher(),
                "key",
                verified.key(),
                "keyGiven",
                verified.sure(),
                "files",
                verified.files(),
                "bytes",
                verified.bytes(),
                "withdrawn",
                verified.tombstone(),
                "problems",
                verified.faults());
    }

    private static void people(Say say, Verified verified) {
        String folder = Screen.plain(verified.folder().toString());
        say.line((verified.good() ? "good      " : "NOT GOOD  ") + folder);
        for (Fault fault : verified.faults()) {
            say.line("          " + Screen.plain(fault.sentence()));
        }
        Statement statement = verified.statement();
        if (statement != null) {
            said(say, verified, statement);
        }
        Tombstone stone = verified.tombstone();
        if (stone != null) {
            say.line("withdrawn " + stone.withdrawnAt() + "  " + Screen.plain(stone.reason()));
            stone.cannotBeUndone().forEach(line -> say.line("          " + Screen.plain(line)));
        }
    }

    private static void said(Say say, Verified verified, Statement statement) {
        boolean whole = verified.good();
        say.line((whole ? "title     " : "it says   ") + Screen.plain(statement.title()));
        say.line("license   " + Screen.plain(statement.license()));
        say.line("credit    " + Screen.plain(statement.credit()));
        if (!statement.publisher().isEmpty()) {
            say.line("publisher " + Screen.plain(statement.publisher()));
        }
        if (verified.file() != null) {
            say.line("file      " + Screen.plain(verified.file()));
        } else {
            say.line(
                    "files     %,d read, %,d bytes; under the licence: %d"
                            .formatted(
                                    verified.files(), verified.bytes(), statement.files().size()));
        }
        say.line("key       " + verified.key());
        if (!verified.sure()) {
            say.line(
                    "          the folder's own key: compare it with what the publisher shows"
                            + " elsewhere, or use --key");
        }
    }
}
